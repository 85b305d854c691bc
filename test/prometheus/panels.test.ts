import { describe, expect, it } from "vitest";
import { type Answer, ask } from "../../analysis/prove/ask.ts";
import { provePanels } from "../../analysis/prove/panel-proofs.ts";
import { sampleEvery, seriesOfPanels } from "../../analysis/prove/panel-series.ts";
import { dashboardsOf } from "../../dashboards/dashboards.ts";
import { panelOfAlert } from "../../dashboards/panel-of-alert.ts";
import { leavesOf } from "../../model/condition.ts";
import type { Condition } from "../../model/resolved.ts";
import { alertsOf } from "../../monitors/alerts.ts";
import { conditionQuery, measureQuery } from "../../queries/promql.ts";
import { resolvedCatalog } from "./catalog.ts";

/* Every panel of every dashboard that reads a Prometheus, as its own query draws it. */

const resolved = resolvedCatalog("test/catalog");
const alerts = alertsOf(resolved);
const dashboards = dashboardsOf(resolved, alerts).filter(({ source }) => source.traits.series);

it("there are dashboards of services, and some that are written", () => {
  expect(dashboards.length).toBeGreaterThan(10);
  expect(new Set(dashboards.map(({ service }) => service === undefined))).toEqual(new Set([true, false]));
});

it.each(dashboards)("$name shows in every panel a line, a title that is no id, and the lines of its alerts", async (dashboard) => {
  const verdicts = await provePanels([dashboard], alerts, { jobs: 1 });
  expect(verdicts.filter(({ faults }) => faults.length > 0)).toEqual([]);
  expect(verdicts).toHaveLength(dashboard.rows.flatMap(({ panels }) => panels).length);
});

it("every panel has a unit", () => {
  const panels = dashboards.flatMap(({ rows }) => rows.flatMap((row) => row.panels));
  expect(panels.filter(({ unit }) => unit === undefined)).toEqual([]);
});

const figured = alerts
  .filter(
    ({ kind, service, evaluator, system }) =>
      kind === "threshold" && service && evaluator.id === system?.source.id && evaluator.traits.series,
  )
  .flatMap((alert) => leavesOf(alert.when).flatMap((leaf) => (leaf.kind === "change" ? [] : [{ name: alert.name, alert, leaf }])));

describe("the line in the panel of an alert is the one that its rule compares with", () => {
  const numbers = (leaf: Condition): number[] => {
    switch (leaf.kind) {
      case "value":
      case "count":
        return [leaf.threshold.valueOf()];
      case "forecast":
        return [leaf.threshold, ...(leaf.now ? [leaf.now] : [])].map((one) => one.valueOf());
      case "bad-share":
        return "filter" in ((leaf.signal.kind === "events" && leaf.signal.bad) || {}) ? [leaf.above.valueOf()] : [];
      default:
        return [];
    }
  };
  it.each(figured.filter(({ leaf }) => numbers(leaf).length > 0))("$name", ({ alert, leaf }) => {
    const lines = panelOfAlert(alert, dashboards)?.panel.thresholds.map(({ at }) => at);
    expect(lines).toEqual(expect.arrayContaining(numbers(leaf)));
  });
});

describe("a value is beyond its line in the panel exactly when the condition of its alert holds", () => {
  const values = figured.filter(({ leaf }) => leaf.kind === "value");

  const crossed: string[] = [];

  it.each(values)("$name", async ({ alert, leaf }) => {
    const spot = panelOfAlert(alert, dashboards);
    const [line] = spot?.panel.lines ?? [];
    if (!spot || !line || leaf.kind !== "value") throw new Error(`${alert.name} has no panel`);
    const moments = { at: 300 * 60, step: 60, steps: 100 };
    const [shown, holds] = await ask(sampleEvery(spot.dashboard), seriesOfPanels(spot.dashboard), [
      { expr: measureQuery(line.measure), ...moments },
      { expr: conditionQuery(leaf), ...moments },
    ]);
    const at = leaf.threshold.valueOf();
    const isBeyond = (value: number | null) => value !== null && (leaf.compare === "above" ? value > at : value < at);
    const when = (lines: Answer["lines"] = [], bad: (value: number | null) => boolean) =>
      Array.from({ length: moments.steps }, (_, moment) => lines.some(({ points }) => bad(points[moment] ?? null)));
    const beyond = when(shown?.lines, isBeyond);
    expect(beyond).toEqual(when(holds?.lines, (value) => value !== null));
    if (new Set(beyond).size === 2) crossed.push(alert.name);
  });

  it("most of them get beyond it and back", () => expect(crossed.length).toBeGreaterThan(15));
});
