import fc from "fast-check";
import { expect, test } from "vitest";
import { ask } from "../../../analysis/prove/ask.ts";
import type { InputSeries } from "../../../analysis/prove/series.ts";
import { counterexampleOf, exampleOf, matches, valueFor } from "../../../model/matcher.ts";
import type { Matchers } from "../../../model/resolved.ts";
import { quote, selector } from "../../../queries/promql/selector.ts";
import { badEvents } from "../../../queries/promql/tile.ts";
import { failing, metric } from "../../dashboards/small.ts";
import { matcher, value } from "./arbitrary.ts";

const told = (series: readonly InputSeries[], exprs: readonly string[]) =>
  ask(
    15,
    series,
    exprs.map((expr) => ({ expr, at: 0 })),
  );

/**
 * RE2 folds K and s to signs beyond ASCII as well (U+212A, U+017F). So does Prometheus 3.13, but for patterns with an anchor or `.*` beside
 * the folded text, which it compares byte by byte. No label that anyone writes has these signs: they are not asked.
 */
const isAsked = (...texts: readonly string[]): boolean => texts.every((text) => !/[\u017f\u212a]/.test(text));

/** Of each value one series, whose sample is its place in the list; of the empty one a series without the label. */
const seriesOf = (values: readonly string[]) =>
  values.map((text, index) => ({ series: `m{place="${index}"${text === "" ? "" : `,l=${quote(text)}`}}`, values: `${index}` }));

test("Prometheus selects by the rendered matchers exactly the values that the model does", { timeout: 120_000 }, async () => {
  const matchers = fc.sample(matcher, 400);
  const examples = matchers.flatMap((one) => [exampleOf(one) ?? "", counterexampleOf(one) ?? ""]);
  const values = [...new Set([...fc.sample(value, 300), ...examples, ""])].filter((text) => isAsked(text));
  const answers = await told(
    seriesOf(values),
    matchers.map((one) => selector("m", { l: one })),
  );
  const selected = answers.map((answer) => answer.values.map((place) => values[place]).sort());
  const meant = matchers.map((one) => values.filter((text) => matches(one, text)).sort());
  for (const [index, one] of matchers.entries()) expect([one, selected[index]]).toEqual([one, meant[index]]);
  // Without both, the comparison would prove nothing.
  expect(meant.filter((one) => one.length > 0 && one.length < values.length).length).toBeGreaterThan(matchers.length / 2);
});

const labels = ["l", "m", "n"] as const;
const filter = fc.dictionary(fc.constantFrom(...labels), matcher, { minKeys: 1 });
const series = fc.record({ l: value, m: value, n: value });
type Series = Readonly<Record<(typeof labels)[number], string>>;

const isIn = (one: Series, ...filters: readonly Matchers[]): boolean =>
  filters.every((where) => Object.entries(where).every(([label, matcher]) => matches(matcher, one[label as keyof Series])));
/** Series that all filters select, and such as differ from it in one label: of random values too few would fit. */
function near(filters: readonly Matchers[]): Series[] {
  const found = (label: keyof Series, isHeld: (taken: readonly boolean[]) => boolean): string => {
    const value = valueFor(
      filters.flatMap((where) => where[label] ?? []),
      isHeld,
    );
    return typeof value === "object" ? value.value : "";
  };
  const fitting: Series = {
    l: "",
    m: "",
    n: "",
    ...Object.fromEntries(labels.map((label) => [label, found(label, (taken) => taken.every(Boolean))])),
  };
  return [fitting, ...labels.map((label) => ({ ...fitting, [label]: found(label, (taken) => !taken.every(Boolean)) }))];
}

test("and by several labels, of which a second filter may match one again", { timeout: 120_000 }, async () => {
  const pairs = fc.sample(fc.tuple(filter, filter), 150);
  const all = [...fc.sample(series, 200), ...pairs.flatMap(near)].filter(({ l, m, n }) => isAsked(l, m, n));
  const unique = [...new Map(all.map((one) => [JSON.stringify(one), one])).values()];
  const written = unique.map((one, index) => {
    const pairs = labels.flatMap((label) => (one[label] === "" ? [] : [`${label}=${quote(one[label])}`]));
    return { series: `m{${[`place="${index}"`, ...pairs].join(",")}}`, values: `${index}` };
  });
  const answers = await told(
    written,
    pairs.map(([where, bad]) => selector("m", where, bad)),
  );
  const selected = answers.map((answer) => [...answer.values].sort((one, other) => one - other));
  const meant = pairs.map((filters) => unique.flatMap((one, index) => (isIn(one, ...filters) ? [index] : [])));
  for (const [index, pair] of pairs.entries()) expect([pair, selected[index]]).toEqual([pair, meant[index]]);
  expect(meant.filter((one) => one.length > 0 && one.length < unique.length).length).toBeGreaterThan(pairs.length / 6);
});

test("of the events that are selected, each is bad or good: what the filter of the bad ones counts, or all but those", {
  timeout: 120_000,
}, async () => {
  const pairs = fc.sample(fc.tuple(filter, filter), 60);
  const all = [...fc.sample(series, 100), ...pairs.flatMap(near)].filter(({ l, m, n }) => isAsked(l, m, n));
  const unique = [...new Map(all.map((one) => [JSON.stringify(one), one])).values()];
  const counter = metric("counter", "m");
  const written = unique.map((one, index) => {
    const own = labels.flatMap((label) => (one[label] === "" ? [] : [`${label}=${quote(one[label])}`]));
    return { series: `${counter.name}{${[`place="${index}"`, ...own].join(",")}}`, values: "1" };
  });
  const count = (where: Matchers, bad: ReturnType<typeof failing>["bad"]) =>
    badEvents({ ...failing("m", counter), where, bad }, (selected) => selected).replaceAll("\n", " ");
  const answers = await told(
    written,
    pairs.flatMap(([where, part]) => [count(where, { filter: part }), count(where, { allBut: part })]),
  );
  let parted = 0;
  for (const [index, [where, part]] of pairs.entries()) {
    const within = unique.filter((one) => isIn(one, where));
    const some = within.filter((one) => isIn(one, part)).length;
    const found = answers.slice(2 * index, 2 * index + 2).map(({ values }) => values[0] ?? 0);
    expect([where, part, ...found]).toEqual([where, part, some, within.length - some]);
    if (some > 0 && some < within.length) parted += 1;
  }
  expect(parted).toBeGreaterThan(pairs.length / 6);
});
