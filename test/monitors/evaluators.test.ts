import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { loadCatalog, resolve } from "../../language.ts";
import { leavesOf, singleLeavesOf } from "../../model/condition.ts";
import type { Alert } from "../../monitors/alert.ts";
import { alertsOf } from "../../monitors/alerts.ts";
import { explain } from "../../monitors/explain.ts";

const root = join(import.meta.dirname, "..", "..");
const { catalog } = loadCatalog(join(root, "test", "catalog"), join(root, "test", "docs", "runbooks"));
if (!catalog) throw new Error("the artificial catalog has problems");
const resolved = resolve(catalog, "prod");
const alerts = alertsOf(resolved);
const explained = new Map(explain(resolved).map((one) => [one.name, one]));

const day = 86_400;
const windows = (name: string): number[] => {
  const alert = alerts.find((one) => one.name === name);
  if (!alert) throw new Error(`there is no alert ${name}`);
  const [own] = alert.when.kind === "unless" ? [alert.when.of] : [alert.when];
  return [...new Set(leavesOf(own).map((leaf) => ("over" in leaf ? leaf.over : 0)))].sort((a, b) => b - a);
};
const note = "the ticket tier over 3d does not apply: Datadog looks back on 1h to 2d";

describe("the tiers of an SLO are those that its evaluator has", () => {
  test("Datadog's alerts on an SLO end at 48 hours: the tier over three days is left out, and said", () => {
    expect(windows("harbor--docks--availability--ticket")).toEqual([day, 7200]);
    expect(explained.get("harbor--docks--availability--page")?.notes).toContain(note);
    expect(explained.get("harbor--docks--availability--ticket")?.tiers.map(({ long }) => long)).toEqual(["1d"]);
  });

  test("with long tiers as metric monitors it stays", () => {
    expect(windows("harbor--ships--heard--ticket")).toEqual([3 * day, day, 21_600, 7200]);
    expect(explained.get("harbor--ships--heard--page")?.notes).not.toContain(note);
  });

  test("Prometheus and CloudWatch look back on three days", () => {
    expect(windows("shop--web--availability--ticket")).toEqual([3 * day, day, 21_600, 7200]);
    expect(windows("gates--entry--welcome--ticket")).toEqual([3 * day, day, 21_600, 7200]);
  });

  test("no alert looks back further than its evaluator", () => {
    for (const alert of alerts) {
      // A floor is an objective where the evaluator has objectives.
      const { longestWindow = Number.POSITIVE_INFINITY, sloWindows } = alert.evaluator.traits.limits;
      if (alert.kind === "floor" && sloWindows) continue;
      for (const leaf of leavesOf(alert.when)) if ("over" in leaf) expect(leaf.over, alert.name).toBeLessThanOrEqual(longestWindow);
    }
  });
});

describe("every alert has one evaluator", () => {
  test("that of the source of its metric, of which each of its signals is", () => {
    for (const alert of alerts)
      for (const { signal } of singleLeavesOf(alert.when)) {
        expect(signal.from.id, alert.name).toBe(alert.evaluator.id);
        expect(signal.metric.from.id, alert.name).toBe(alert.evaluator.id);
      }
  });

  const kindsOf = (evaluator: string, of: (alert: Alert) => readonly string[]) =>
    new Set(alerts.filter((alert) => alert.evaluator.evaluator === evaluator).flatMap(of));
  test.each([
    ["grafana", ["burn-page", "burn-ticket", "floor", "threshold", "absence", "no-traffic", "groups", "source"]],
    ["datadog", ["burn-page", "burn-ticket", "floor", "threshold", "absence", "groups", "source"]],
    ["aws", ["burn-page", "burn-ticket", "floor", "threshold", "absence"]],
    ["sentry", ["threshold"]],
  ])("the artificial catalog asks %s for alerts of the kinds %s", (evaluator, kinds) => {
    expect(kindsOf(evaluator, ({ kind }) => [kind])).toEqual(new Set(kinds));
  });

  test.each([
    ["grafana", ["bad-share", "value", "forecast", "change", "age", "count", "absent", "groups"]],
    ["datadog", ["bad-share", "value", "count", "absent", "groups"]],
    ["aws", ["bad-share", "count", "absent"]],
    ["sentry", ["bad-share", "count", "occurs"]],
  ])("and %s for conditions of the kinds %s", (evaluator, kinds) => {
    expect(kindsOf(evaluator, ({ when }) => leavesOf(when).map(({ kind }) => kind))).toEqual(new Set(kinds));
  });
});

describe("a source that is silent", () => {
  const silent = alerts.filter(({ when }) => when.kind === "source-silent").map(({ name }) => name);
  test("is told of where it can be asked, once a source that alerts read", () => {
    expect(silent).toEqual([
      "source--fast-prom",
      "source--ferry-prom",
      "source--harbor-dd",
      "source--lock-prom",
      "source--ships-dd",
      "source--slow-prom",
    ]);
  });

  test.each([
    [
      "source--fast-prom",
      "There has been no answer from fast-prom, or it has heard of no target, for 5m: every alert and panel on it is blind.",
    ],
    ["source--harbor-dd", "No agent has reported to harbor-dd for 10m: every alert and panel on it is blind."],
  ])("%s says what is missed", (name, summary) => {
    expect(alerts.find((alert) => alert.name === name)?.summary).toBe(summary);
  });
});

test("a channel of two places is told with both", () => {
  expect(explained.get("harbor--docks--full")?.route).toBe("post #harbor, harbor@example.com (office)");
  expect(explained.get("pilots--bridge--slow")?.route).toBe("post office@example.com (office)");
});
