import { expect } from "vitest";
import { contractOf } from "../../../analysis/contract/contract.ts";
import { simulate } from "../../../analysis/prove/prometheus.ts";
import { contractText } from "../../../cli/contract/terminal.ts";
import { alertsOf } from "../../../monitors/alerts.ts";
import { type Explained, explain } from "../../../monitors/explain.ts";
import { failuresCounted } from "../../analysis/contract/born.ts";
import { shop } from "../../analysis/contract/shop.ts";
import { counter, csv, failed, ok, read, signal, written } from "../../cli/history/shop.ts";
import type { Edit } from "../../model/edited.ts";
import { firings } from "../../prometheus/firings.ts";
import { recordedOf, replayed } from "../../prometheus/replayed.ts";
import { goodNowAndThen, spoiledScene } from "../../prometheus/spoiled.ts";
import type { FieldTable } from "../case.ts";

const file = "systems/shop.yaml";

/** Payments by their outcome, and an alert on any that fails. */
const payments = (when: string): Edit[] => [
  { file, replace: "      load: {", with: "      payments: { counter: payments_total, labels: [outcome] }\n      load: {" },
  {
    file,
    replace: "      alive: {",
    with: "      failed: { count: { of: payments, where: { outcome: failed } } }\n      alive: {",
  },
  {
    file,
    replace: "      down: {",
    with: `      lost: { signal: failed, when: ${when}, for: 0s, missing: absence, severity: critical, runbook: fix }\n      down: {`,
  },
];
const anyFailure = payments("{ count: { above: 0, over: 10m } }");

/** `down` tells instances apart. */
const byInstance: Edit[] = [{ file, replace: "aggregation: min }", with: "aggregation: min, by: [instance] }" }];
/** How many are up, of two. */
const number: Edit[] = [
  { file, replace: "      busy: {", with: "      living: { value: { of: target, aggregation: sum } }\n      busy: {" },
  {
    file,
    replace: "      errors: {",
    with: "      fewer: { signal: living, when: { below: 2 }, for: 1m, missing: fire, severity: critical, runbook: fix }\n      errors: {",
  },
];

const explained = (edits: readonly Edit[], name: string): Explained => {
  const found = explain(shop(edits)).find((one) => one.name === name);
  if (!found) throw new Error(`there is no alert ${name}`);
  return found;
};

const up = (instance: string, values: string) => ({ series: `up{env="prod",service="api",instance="${instance}"}`, values });
const alertsNamed = (edits: readonly Edit[], ...names: readonly string[]) =>
  alertsOf(shop(edits)).filter(({ name }) => names.includes(name));

export const table: FieldTable = {
  title: "Series that come and go",
  story:
    "A series that is not there yet, or no longer, says nothing: neither that all is well nor that it is not. What is not " +
    "seen because of that is said beside the alert, with what would help.",
  cases: [
    {
      reports: ["prometheus/prometheus#1673", "volcengine/OpenViking#4500", "rudderlabs/rudder-transformer#5373"],
      input: 'An alert on any failed payment, where the series with outcome="failed" is made by the first failure.',
      answer: "`check --explain` says that the first ones are not counted, and `contract` asks for 0 from the start.",
      proof: () => {
        const first = "the application exports 0 from the start for outcome is failed";
        expect(explained(anyFailure, "shop--api--lost").blindSpots.join()).toContain(first);
        expect(explained(anyFailure, "shop--api--availability--page").blindSpots.join()).toContain("for status starts with 5");
        expect(contractText(contractOf(shop(anyFailure)))).toContain(
          "0 from the start where outcome is failed: else the first ones are not counted",
        );
        // Too few are seen all the sooner.
        expect(explained(payments("{ count: { below: 1, over: 10m } }"), "shop--api--lost").blindSpots).toEqual([]);
      },
    },
    {
      reports: ["prometheus/prometheus#1673", "JiRaska/open-bank-oss#4396"],
      input: "Three failures with which their series is born, at a real Prometheus 3.",
      answer:
        "It counts none; started with created-timestamp-zero-ingestion, and scraping OpenMetrics with _created lines, it counts all three.",
      proof: async () => {
        const counted = [[], ["--enable-feature=created-timestamp-zero-ingestion"]].map(failuresCounted);
        expect(await Promise.all(counted)).toEqual([0, 3]);
      },
    },
    {
      reports: ["prometheus/prometheus#8943", "openshift/cluster-monitoring-operator#298"],
      input: "`missing: fire` with `by: [instance]`, and one of two instances vanishes, then the other.",
      answer:
        "Only the second one fires it, and `check --explain` says so; an alert on their number fires for the first, as explained there.",
      proof: async () => {
        const edits = [...byInstance, ...number];
        expect(explained(edits, "shop--api--down").blindSpots.join()).toContain(
          "fires when every series of up is gone; of several (by instance) one may vanish unseen",
        );
        const alerts = alertsNamed(edits, "shop--api--down", "shop--api--fewer");
        const verdicts = await simulate([
          {
            name: "one, then all",
            alerts,
            scrape: 60,
            series: [up("a", "1x20 stale"), up("b", "1x40 stale")],
            minutes: 60,
            fires: { "shop--api--fewer": [[22, 61]], "shop--api--down": [[42, 61]] },
          },
        ]);
        expect(verdicts.get("one, then all")).toBe("");
      },
    },
    {
      reports: [],
      input: "Failures that are counted: `count: { above: 0, over: 1d }`.",
      answer: '`check --explain` says from how many on it fires, and not that a total outage fires it "never".',
      proof: () => {
        const { outage } = explained(payments("{ count: { above: 0, over: 1d } }"), "shop--api--lost");
        expect(outage).toBe("once more than 0 are counted in 1d");
      },
    },
    {
      reports: [],
      input: "An alert held `for: 2m` that is evaluated every 10m.",
      answer: "`check --explain` says that an outage fires it after 10m: nothing fires between two evaluations.",
      proof: () => {
        const slowly = [{ file: "organization.yaml", replace: "scrape: 15s,", with: "scrape: 15s, evaluate: 10m," }];
        const held = [{ file, replace: "for: 1m, missing: fire", with: "for: 2m, missing: fire" }];
        // Its other windows are too short for that pace, which `check` says at each of them.
        const longer = [{ file, replace: "over: 5m, least: 10", with: "over: 20m, least: 10" }];
        expect(explained([...slowly, ...held, ...longer], "shop--api--down").outage).toBe("10m");
      },
    },
    {
      reports: ["slok/sloth#531", "slok/sloth#657"],
      input: "A history in which a counter is NaN at some scrapes, and a replay of its alerts.",
      answer:
        "The replay fires exactly as Prometheus' own rule engine does, less than without the NaN, and a note counts the samples that are no number.",
      proof: async () => {
        const scene = spoiledScene("of what did not fail", "shop--web", 1, goodNowAndThen);
        const fires = replayed(scene, recordedOf(scene));
        expect(fires).toEqual(Object.fromEntries((await firings([scene])).get(scene)?.fires ?? []));
        const whole = spoiledScene("no", "shop--web", 1, () => false);
        const sound = replayed(whole, recordedOf(whole));
        expect(Object.keys(sound)).toContain("shop--web--availability--page");
        expect(Object.keys(fires)).not.toContain("shop--web--availability--page");
        const good = counter(ok, 10);
        const spoiled = { ...good, samples: good.samples.map(([at, value], index) => [at, index === 7 ? Number.NaN : value] as const) };
        const { notes } = await read(written("nan.csv", csv([spoiled, counter(failed, 1)])), { signals: [signal("success")] });
        expect(notes.join()).toContain("http_requests_total has 1 sample that is no number (NaN)");
      },
    },
  ],
};
