import { describe, expect, test } from "vitest";
import { missingLines, verdictsOn } from "../../../analysis/prove/panel-proofs.ts";
import type { DashboardSpec } from "../../../dashboards/dashboard.ts";
import { dashboardsOf } from "../../../dashboards/dashboards.ts";
import type { DrawnPanel } from "../../../dashboards/drawn.ts";
import { alertsOf } from "../../../monitors/alerts.ts";
import { resolvedCatalog } from "../../prometheus/catalog.ts";

const resolved = resolvedCatalog("test/model/base/catalog");
const alerts = alertsOf(resolved);
const dashboards = dashboardsOf(resolved, alerts);
const named = (name: string): DashboardSpec => {
  const found = dashboards.find((one) => one.name === name);
  if (!found) throw new Error(`no dashboard ${name}`);
  return found;
};
const written = named("shop--overview");

/** A dashboard whose panels show these points, and have what else is given. */
function faultsOf(points: readonly (number | null)[], change: Partial<DrawnPanel["panel"]> = {}): string[] {
  const panels = written.rows.flatMap((row) => row.panels).map((panel) => ({ ...panel, ...change }));
  const drawn = panels.map((panel) => ({ panel, lines: panel.lines.map(({ legend }) => [{ name: legend, points }]) }));
  return [...new Set(verdictsOn(written, drawn, new Map()).flatMap(({ faults }) => faults))];
}

describe("a panel", () => {
  test("is as it should be with a line that is there at least half of the time", () => {
    expect(faultsOf([0, 1, null, null])).toEqual([]);
  });
  test("is not with a line that is there for less, or has no series", () => {
    expect(faultsOf([0, null, null, null])).toEqual([
      expect.stringMatching(/^the line ".+" is empty on simulated data$/),
      expect.any(String),
    ]);
    const drawn = written.rows.flatMap((row) => row.panels).map((panel) => ({ panel, lines: panel.lines.map(() => []) }));
    expect(verdictsOn(written, drawn, new Map()).every(({ faults }) => faults.length === 1)).toBe(true);
  });
  test("needs a title that is no id, and that no other panel of the dashboard has", () => {
    expect(faultsOf([1], { id: "latency", title: "latency" })).toEqual(["its title does not say what it shows"]);
    expect(faultsOf([1], { title: " " })).toEqual(["its title does not say what it shows"]);
    expect(faultsOf([1], { title: "Latency" })).toEqual(["2 panels of the dashboard have this title"]);
  });
});

describe("the line of an alert", () => {
  test("is in the panel that shows its figure, in every dashboard of every test catalog", () => {
    for (const directory of ["test/catalog", "test/products/catalog", "test/model/base/catalog"]) {
      const one = resolvedCatalog(directory);
      const all = alertsOf(one);
      expect(all.some(({ kind }) => kind === "threshold")).toBe(true);
      expect(missingLines(dashboardsOf(one, all), all)).toEqual(new Map());
    }
  });
  test("is missed where the panel has another", () => {
    const edited = dashboards.map((one) => ({
      ...one,
      rows: one.rows.map((row) => ({ ...row, panels: row.panels.map((panel) => ({ ...panel, thresholds: [] })) })),
    }));
    // The figure is still shown, so that the panel is still the one of the alert.
    const missing = [...missingLines(edited, alerts)].map(([{ title }, faults]) => [title, faults]);
    expect(missing).toContainEqual(["Load", ["it has no line at 80 (bad above), which shop--api--hot compares with"]]);
  });
});
