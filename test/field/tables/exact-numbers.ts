import Fraction from "fraction.js";
import { expect } from "vitest";
import { loadCatalog } from "../../../language.ts";
import { alertsOf } from "../../../monitors/alerts.ts";
import { bucketMatcher } from "../../../queries/promql/bucket.ts";
import { selector } from "../../../queries/promql/selector.ts";
import { conditionQuery, recordingsOf } from "../../../queries/promql.ts";
import { compared, shop, sound } from "../../analysis/contract/shop.ts";
import { foundAt } from "../../analysis/contract/stored.ts";
import { type Edit, withCatalog } from "../../model/edited.ts";
import type { FieldTable } from "../case.ts";

const file = "systems/shop.yaml";

/** A gauge without unit, and an alert that compares it with a number as it is written. */
const gauge = (when: string): Edit[] => [
  { file, replace: "      load: {", with: "      revenue: { gauge: revenue_eur }\n      load: {" },
  { file, replace: "      alive: {", with: "      income: { value: { of: revenue, aggregation: max } }\n      alive: {" },
  {
    file,
    replace: "      down: {",
    with: `      low: { signal: income, when: ${when}, for: 10m, missing: absence, severity: warning, runbook: fix }\n      down: {`,
  },
];

const lowAlert = (when: string): { readonly query: string; readonly summary: string } => {
  const alert = alertsOf(shop(gauge(when))).find(({ name }) => name === "shop--api--low");
  if (!alert) throw new Error("there is no such alert");
  return { query: conditionQuery(alert.when), summary: alert.summary };
};

/** The line of the latency objective at a bound of the histogram, and an application that exports such bounds. */
const bounds = (written: string, good: string): Edit[] => [
  { file, replace: "buckets: [100ms, 200ms, 500ms]", with: `buckets: [${written}]` },
  { file, replace: "good: { under: 200ms }", with: `good: { under: ${good} }` },
];
const exported = (...texts: readonly string[]): { readonly duration: string } => ({
  duration: [
    "# TYPE http_duration_seconds histogram",
    ...[...texts, "+Inf"].map((text, index) => `http_duration_seconds_bucket{method="GET",le="${text}"} ${index + 1}`),
    'http_duration_seconds_sum{method="GET"} 0.5',
    `http_duration_seconds_count{method="GET"} ${texts.length + 1}`,
  ].join("\n"),
});
const latencyRules = (edits: readonly Edit[]): string =>
  recordingsOf(alertsOf(shop(edits)))
    .map(({ expr }) => expr)
    .filter((expr) => expr.includes("_bucket"))
    .join("\n");

export const table: FieldTable = {
  title: "Exact numbers",
  story:
    "A threshold is compared as it is written, and a bucket is found by the text of its bound. A number that is only nearly the " +
    "one that was written fires for ever, or never, and looks right in every review.",
  cases: [
    {
      reports: ["rawify/Fraction.js#10"],
      input: "A threshold of 999999.99 on a gauge without unit.",
      answer: "The rule and its summary say 999999.99; a search for a fraction nearby would make it 1000000.",
      proof: () => {
        const { query, summary } = lowAlert("{ below: 999999.99 }");
        expect(query).toBe('max(revenue_eur{env="prod",service="api"}) < 999999.99');
        expect(summary).toContain("below 999999.99");
      },
    },
    {
      reports: ["rawify/Fraction.js#10"],
      input: "Thresholds such as 12345.6789, 99999.999, 0.123456789012, 1234567.891234 and 0.00000001.",
      answer: "Each stands in the rule with all its digits; the smallest is not 0, above which any offset of a clock would be.",
      proof: () => {
        for (const number of ["12345.6789", "99999.999", "0.123456789012", "1234567.891234", "0.00000001"])
          expect(lowAlert(`{ above: ${number} }`).query.endsWith(` > ${number}`), number).toBe(true);
        expect(lowAlert("{ above: 5e-8 }").query).toMatch(/ > 0\.00000005$/);
      },
    },
    {
      reports: [],
      input: "A threshold of 0.30000000000000000001, which YAML reads as 0.3.",
      answer: "`check` refuses it: a float does not hold so many digits, and another number would be compared.",
      proof: () =>
        withCatalog(gauge("{ above: 0.30000000000000000001 }"), (catalog) => {
          const problems = loadCatalog(catalog).problems.map(({ code, at, what }) => `${code} ${at}: ${what}`);
          expect(problems).toEqual(["inexact-number shop/api/alerts/low/when/above: 0.30000000000000000001 would be read as 0.3"]);
        }),
    },
    {
      reports: [],
      input: "A target of 99.9999999999999999999%.",
      answer: "Its budget keeps all its digits; cut at fifteen places it is 0, and any ten failures page.",
      proof: () => {
        const target = [{ file, replace: "target: 99.9%,", with: "target: 99.9999999999999999999%," }];
        const page = alertsOf(shop(target)).find(({ name }) => name === "shop--api--availability--page");
        expect(page && conditionQuery(page.when)).toContain(">= 0.0000000000000000000144 * ");
      },
    },
    {
      reports: ["openfga/openfga#3226", "pyrra-dev/pyrra#1502"],
      input: 'A catalog with the bound 800ms, and an application whose sums of floats export le="0.7999999999999999".',
      answer: "`contract` finds no bucket up to 0.8, shows the bounds as they are spelled, and says which alerts are blind.",
      proof: async () => {
        const { findings } = await compared(exported("0.30000000000000004", "0.7999999999999999"), bounds("300ms, 800ms", "800ms"));
        expect(findings.map(({ code, severity, what }) => `${code} ${severity}: ${what}`)).toEqual([
          "missing-bucket error: there is no bucket up to 0.8 s; the bounds are 0.30000000000000004, 0.7999999999999999",
          "missing-bucket warning: the catalog also has 0.3; the bounds are 0.30000000000000004, 0.7999999999999999",
        ]);
        expect(findings[0]?.consequences.unmeasured).toEqual(["shop/api/latency"]);
      },
    },
    {
      reports: ["openfga/openfga#3226"],
      input: 'The bound "0.7999999999999999s" in the catalog, as the application exports it.',
      answer: "The rules ask for that very text, and `contract` is content.",
      proof: async () => {
        const edits = bounds('"0.30000000000000004s", "0.7999999999999999s"', '"0.7999999999999999s"');
        expect(latencyRules(edits)).toContain('le="0.7999999999999999"');
        expect((await compared(exported("0.30000000000000004", "0.7999999999999999"), edits)).findings).toEqual([]);
        const summaries = alertsOf(shop(edits)).map(({ summary }) => summary);
        expect(summaries.join("\n")).not.toContain("800ms");
      },
    },
    {
      reports: ["pyrra-dev/pyrra#1611"],
      input: 'Bounds as Java writes them: le="1.6777216E7" and le="1.0E-4".',
      answer: "The rules ask for that spelling too, so that a server which keeps it is not blind.",
      proof: async () => {
        const edits = bounds('"0.0001s", "16777216s"', '"16777216s"');
        expect(latencyRules(edits)).toContain('le=~"1\\\\.6777216E7|1\\\\.6777216e\\\\+07|16777216|16777216\\\\.0"');
        expect((await compared(exported("1.0E-4", "1.6777216E7"), edits)).findings).toEqual([]);
      },
    },
    {
      reports: ["openfga/openfga#3226", "pyrra-dev/pyrra#1611"],
      input: "The same bounds, scraped by a real Prometheus 3, which respells some of them.",
      answer: "The selector of each bound finds its bucket, and that of 0.8 finds none.",
      proof: async () => {
        const texts = ["1.0E-4", "0.30000000000000004", "0.7999999999999999", "30", "1.6777216E7"];
        const bucket = (bound: string) => selector("http_duration_seconds_bucket", bucketMatcher(new Fraction(bound)));
        const asked = ["0.0001", "0.30000000000000004", "0.7999999999999999", "30", "16777216", "0.8"].map(bucket);
        const found = await foundAt(exported(...texts).duration, "http_duration_seconds_count", asked);
        expect(found).toEqual([1, 1, 1, 1, 1, 0]);
      },
    },
    {
      reports: ["pyrra-dev/pyrra#1611"],
      input: 'A bound in a spelling that no rule asks for: le="2e-1" for 200ms.',
      answer: "`contract` says so: only a Prometheus from version 3 on respells it.",
      proof: async () => {
        const duration = (sound.duration ?? "").replace('"0.2"', '"2e-1"');
        const { findings } = await compared({ duration });
        expect(findings.map(({ code, severity, what }) => `${code} ${severity}: ${what}`)).toEqual([
          'missing-bucket warning: the bound 0.2 is spelled "2e-1", and queries ask for 0.2',
        ]);
      },
    },
  ],
};
