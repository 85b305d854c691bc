import { expect } from "vitest";
import { simulate } from "../../../analysis/prove/prometheus.ts";
import type { Firing } from "../../../analysis/prove/simulation.ts";
import { loadCatalog } from "../../../language.ts";
import { alertsOf } from "../../../monitors/alerts.ts";
import { shop } from "../../analysis/contract/shop.ts";
import { type Edit, withCatalog } from "../../model/edited.ts";
import type { FieldTable } from "../case.ts";

const file = "systems/shop.yaml";
const organization = "organization.yaml";

/** What `check` says of the base catalog with edits: code and path each. */
const problems = (edits: readonly Edit[]): string[] =>
  withCatalog(edits, (catalog) => loadCatalog(catalog).problems.map(({ code, at }) => `${code} ${at}`));

const scrapedEvery = (scrape: string): Edit[] => [{ file: organization, replace: "scrape: 15s", with: `scrape: ${scrape}` }];
const pageTier = (written: string): Edit[] => [
  { file: organization, replace: "{ share: 2%, in: 1h }", with: `{ share: 0.01%, in: ${written} }` },
];

/** A gauge, and an alert on the lowest of its series, or on another signal. */
const gauge = (metric: string, when: string, signal = "{ value: { of: moment, aggregation: min } }"): Edit[] => [
  { file, replace: "      load: {", with: `      moment: ${metric}\n      load: {` },
  { file, replace: "      alive: {", with: `      fresh: ${signal}\n      alive: {` },
  {
    file,
    replace: "      down: {",
    with: `      stale: { signal: fresh, when: ${when}, for: 0s, missing: fire, severity: critical, runbook: fix }\n      down: {`,
  },
];
const backup = "{ gauge: backup_last_success_timestamp_seconds, unit: s }";
const at = (key: string) => `shop/api/alerts/stale/when/${key}`;

export const table: FieldTable = {
  title: "Alerts that cannot work",
  story:
    "An alert that can never fire looks like health, and one that can never stop is muted within a week. Both are faults of the " +
    "catalog, whatever the data will be, and `check` refuses them.",
  cases: [
    {
      reports: ["prometheus/prometheus#10263", "Obmondo/KubeAid#113"],
      input: "A Prometheus that scrapes every 4m, 6m or 10m.",
      answer:
        "`check` refuses intervals of 2m30s and more: Prometheus sees no sample older than five minutes, so that one missed scrape pages at 4m, and nothing holds long enough to fire at 6m.",
      proof: () => {
        for (const scrape of ["150s", "4m", "6m", "10m"])
          expect(problems(scrapedEvery(scrape)), scrape).toContain("scrape-too-slow organization/sources/prom/scrape");
        for (const scrape of ["1m", "2m"]) expect(problems(scrapedEvery(scrape)).join(), scrape).not.toContain("scrape-too-slow");
      },
    },
    {
      reports: ["prometheus/prometheus#10263"],
      input: "One missed scrape of a target that is up, at the longest interval that `check` allows (149s), and at 4m.",
      answer: "At 149s nothing fires, in Prometheus' own rule engine; at 4m the alert that it is down would.",
      proof: async () => {
        const alerts = alertsOf(shop(scrapedEvery("15s"))).filter(({ name }) => name === "shop--api--down");
        const scrapes = (scrape: number, fires: Firing) => ({
          name: `every ${scrape}s`,
          alerts,
          scrape,
          series: [{ series: 'up{env="prod",service="api",instance="a"}', values: "1x9 _ 1x9" }],
          minutes: 50,
          fires: fires.length > 0 ? { "shop--api--down": fires } : {},
        });
        const verdicts = await simulate([scrapes(149, []), scrapes(240, [[42, 44]])]);
        expect([...verdicts.values()]).toEqual(["", ""]);
      },
    },
    {
      reports: ["pyrra-dev/pyrra#1028"],
      input: "A page tier of a policy over 10s, 500ms, 1m or 90s.",
      answer: "`check` refuses it as it does `over` of an alert: counts are recorded by the minute, and two of them are needed.",
      proof: () => {
        for (const written of ["10s", "500ms", "1m", "90s", "150s"])
          expect(problems(pageTier(written)), written).toContain("window-unmeasurable organization/policies/standard/page/0/in");
        expect(problems(pageTier("2m")).join()).not.toContain("/page/0/in");
      },
    },
    {
      reports: [],
      input: "A tier over 5m on a source that is scraped every 2m.",
      answer: "`check` refuses it at the SLO: the window has fewer than four scrapes.",
      proof: () =>
        expect(problems([...scrapedEvery("2m"), ...pageTier("5m")])).toEqual(
          expect.arrayContaining(["window-unmeasurable shop/api/slos/availability", "window-unmeasurable shop/api/slos/latency"]),
        ),
    },
    {
      reports: [],
      input: "An SLO over 7d and 30 minutes.",
      answer: "`check` refuses it: beyond three days counts are recorded by the full hour, and the half one would be rounded away.",
      proof: () =>
        expect(problems([{ file, replace: "target: 95%, runbook: fix", with: "target: 95%, window: 10110m, runbook: fix" }])).toEqual([
          "window-unmeasurable shop/api/slos/latency/window",
        ]),
    },
    {
      reports: [],
      input: "A gauge named …_timestamp_seconds `above: 26h`, meant as the age of the last backup.",
      answer:
        "`check` refuses it: the value is a moment, above 26h since the second day of 1970, and the alert never stops. " +
        "With `unit: timestamp` and a signal of kind `age` it is `older-than: 26h`.",
      proof: () => {
        expect(problems(gauge(backup, "{ above: 26h }"))).toEqual([`always-fires ${at("above")}`]);
        expect(problems(gauge("{ gauge: job_start_time_seconds, unit: s }", "{ above: 1h }"))).toEqual([`always-fires ${at("above")}`]);
        expect(problems(gauge("{ gauge: sync_timestamp_ms }", "{ above: 3600000 }"))).toEqual([`always-fires ${at("above")}`]);
        const timestamp = "{ gauge: backup_last_success_timestamp_seconds, unit: timestamp }";
        expect(problems(gauge(timestamp, "{ older-than: 26h }", "{ age: { of: moment } }"))).toEqual([]);
      },
    },
    {
      reports: [],
      input: "The date on which a certificate expires (probe_ssl_earliest_cert_expiry) `below: 30d`.",
      answer: "`check` refuses it: the date is a moment, never below 30 days after 1970, and the alert would never fire.",
      proof: () => {
        expect(problems(gauge("{ gauge: probe_ssl_earliest_cert_expiry, unit: s }", "{ below: 30d }"))).toEqual([
          `cannot-fire ${at("below")}`,
        ]);
        // That it has never happened may be asked.
        expect(problems(gauge(backup, "{ below: 1s }"))).toEqual([]);
      },
    },
    {
      reports: [],
      input: "`up` without a range, `below: 2` or `above: 1`.",
      answer: "`check` knows that it is 0 or 1, and refuses both.",
      proof: () => {
        expect(problems(gauge("{ gauge: up }", "{ below: 2 }"))).toContain(`always-fires ${at("below")}`);
        expect(problems(gauge("{ gauge: up }", "{ above: 1 }"))).toContain(`cannot-fire ${at("above")}`);
      },
    },
  ],
};
