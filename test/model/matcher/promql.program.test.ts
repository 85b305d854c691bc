import fc from "fast-check";
import { expect, test } from "vitest";
import { counterexampleOf, exampleOf, matches } from "../../../model/matcher.ts";
import { answerOf } from "../../../programs/answer.ts";
import { findProgram } from "../../../programs/find.ts";
import { quote, selector } from "../../../queries/promql/selector.ts";
import { matcher, value } from "./arbitrary.ts";

/** Of each value one series, whose sample is its place in the list; of the empty one a series without the label. */
const seriesOf = (values: readonly string[]) =>
  values.map((text, index) => ({ series: `m{place="${index}"${text === "" ? "" : `,l=${quote(text)}`}}`, values: `${index}` }));

test("Prometheus selects by the rendered matchers exactly the values that the model does", { timeout: 120_000 }, async () => {
  const { path } = await findProgram("promql", { report: () => undefined });
  const matchers = fc.sample(matcher, 400);
  const examples = matchers.flatMap((one) => [exampleOf(one) ?? "", counterexampleOf(one) ?? ""]);
  const values = [...new Set([...fc.sample(value, 300), ...examples, ""])];
  const answers = await answerOf<readonly { readonly values: readonly number[] }[]>(path, [], {
    interval: 15,
    series: seriesOf(values),
    queries: matchers.map((one) => ({ expr: selector("m", { l: one }), at: 0 })),
  });
  const selected = answers.map((answer) => answer.values.map((place) => values[place]).sort());
  const meant = matchers.map((one) => values.filter((text) => matches(one, text)).sort());
  for (const [index, one] of matchers.entries()) expect([one, selected[index]]).toEqual([one, meant[index]]);
  // Without both, the comparison would prove nothing.
  expect(meant.filter((one) => one.length > 0 && one.length < values.length).length).toBeGreaterThan(matchers.length / 2);
});
