import fc from "fast-check";
import { expect, test } from "vitest";
import { parseFilterPattern } from "../../components/aws/fake/filter-pattern.ts";
import { parseNrql } from "../../components/newrelic/fake/nrql.ts";
import { nginxCombinedFields } from "../../model/log-format.ts";
import { matches } from "../../model/matcher.ts";
import type { EventsSignal, Matcher, Signal } from "../../model/resolved.ts";
import { linePattern, unspeakable } from "../../queries/cloudwatch/pattern.ts";
import { Inexpressible as NotAtDatadog } from "../../queries/datadog/inexpressible.ts";
import { filter } from "../../queries/datadog/tag.ts";
import { Inexpressible as NotAtNewRelic } from "../../queries/nrql/inexpressible.ts";
import { conditionQuery, measureQuery } from "../../queries/nrql.ts";
import { matcher, value } from "../model/matcher/arbitrary.ts";
import { takes } from "./cloudwatch/lines.ts";
import { parseExpression, passes } from "./datadog/grammar.ts";
import { holds } from "./nrql/evaluator.ts";

/** Whether a dialect selects a value; the empty one is a series, event or line without the label. */
type Reader = (value: string) => boolean;

/** Whatever matcher there is: its text selects what the matcher means, or there is none. Some of both have to be met. */
function agrees(
  write: (one: Matcher) => Reader | undefined,
  meant: (one: Matcher, value: string) => boolean,
  values: fc.Arbitrary<string>,
  least: number,
): void {
  let written = 0;
  let refused = 0;
  fc.assert(
    fc.property(matcher, fc.array(values, { minLength: 30, maxLength: 30 }), (one, texts) => {
      const reads = write(one);
      if (!reads) {
        refused += 1;
        return;
      }
      written += 1;
      for (const text of [...texts, ""]) expect([text, reads(text)]).toEqual([text, meant(one, text)]);
    }),
    { numRuns: 1500 },
  );
  expect([written > 100, refused >= least]).toEqual([true, true]);
}

/** As Datadog stores values: in lower case, and of few signs. */
const stored = value.filter((text) => /^[\p{Ll}\p{N}_:./-]*$/u.test(text) && !text.endsWith(":"));
const isLower = (one: Matcher) => JSON.stringify(one) === JSON.stringify(one).toLowerCase();

test.each(["selects", "leaves out"] as const)("a Datadog filter %s what a matcher means", (how) => {
  const write = (one: Matcher): Reader | undefined => {
    if (!isLower(one)) return undefined;
    try {
      const text = how === "selects" ? filter({ tag: one }) : filter({}, { tag: one });
      const expression = parseExpression(`sum:metric${text}`);
      if (!("metric" in expression)) throw new Error(text);
      return (value) => passes(expression.filter, value === "" ? {} : { tag: value });
    } catch (error) {
      if (error instanceof NotAtDatadog) return undefined;
      throw error;
    }
  };
  agrees(write, (one, text) => matches(one, text) === (how === "selects"), stored, 50);
});

const counter = {
  id: "requests",
  kind: "counter",
  name: "Transaction",
  labels: [],
  buckets: [],
  required: false,
  where: {},
  from: {},
};

test("an NRQL predicate selects what a matcher means", () => {
  const write = (one: Matcher): Reader | undefined => {
    // That an attribute is not there is no value to NRQL: a list with the empty text selects texts that are empty.
    if (!("some" in one) && !("matches" in one) && matches(one, "")) return undefined;
    try {
      const signal = { kind: "count", metric: counter, where: { name: one } } as unknown as Signal;
      const { query } = conditionQuery({ kind: "absent", signal } as Parameters<typeof conditionQuery>[0], 300);
      const asked = parseNrql(query).where;
      if (!asked) throw new Error(query);
      return (value) => holds(asked, value === "" ? {} : { name: value });
    } catch (error) {
      if (error instanceof NotAtNewRelic) return undefined;
      throw error;
    }
  };
  agrees(write, matches, value, 0);
});

test("an NRQL predicate of bad events leaves out what a matcher of the good ones means", () => {
  const write = (one: Matcher): Reader | undefined => {
    try {
      const signal = { kind: "events", metric: counter, where: {}, bad: { allBut: { name: one } } } as unknown as EventsSignal;
      const { select } = parseNrql(measureQuery({ kind: "share", signal, by: [] }));
      if (!("aggregate" in select) || select.aggregate !== "percentage") throw new Error(JSON.stringify(select));
      const { where } = select;
      return (value) => holds(where, value === "" ? {} : { name: value });
    } catch (error) {
      if (error instanceof NotAtNewRelic) return undefined;
      throw error;
    }
  };
  agrees(write, (one, text) => !matches(one, text), value, 0);
});

test("a pattern of nginx lines takes what a matcher means", () => {
  const write = (one: Matcher): Reader | undefined => {
    if (unspeakable({ request: one }, "nginx-combined").length > 0) return undefined;
    const pattern = parseFilterPattern(linePattern("nginx-combined", [["request", one]]));
    return (text) => takes(pattern, nginxCombinedFields.map((field) => (field === "request" ? `"${text}"` : `"-"`)).join(" "));
  };
  agrees(
    write,
    matches,
    value.filter((text) => !/["\\]/.test(text)),
    50,
  );
});
