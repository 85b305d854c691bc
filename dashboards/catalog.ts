import Fraction from "fraction.js";
import { windowInWords } from "../model/calendar-window.ts";
import { oldestId } from "../model/ids.ts";
import { decimal, formatShare } from "../model/quantity.ts";
import type { Dashboard, Environment, JourneyBudget, Panel, System } from "../model/resolved.ts";
import type { Alert } from "../monitors/alert.ts";
import { percent } from "../monitors/burn-rate.ts";
import type { DashboardPanel, DashboardSpec } from "./dashboard.ts";
import { namesOf } from "./name.ts";
import { panelOf, trendOf } from "./panel.ts";
import { firstOf, sourceOf } from "./source.ts";
import { type Expectations, expectationsOf, thresholdsOf } from "./threshold.ts";

/** A dashboard that the catalog writes itself: its panels in the written order, in one row. */
export function writtenDashboard(dashboard: Dashboard, system: System, environment: Environment, alerts: readonly Alert[]): DashboardSpec {
  const expected = expectationsOf(
    system.services.flatMap((service) => service.slos),
    alerts.filter((alert) => alert.system?.id === system.id),
  );
  const panels = dashboard.panels.map((panel) => writtenPanel(panel, expected));
  const [source] = dashboard.panels.map(({ show }) => sourceOf(show));
  return {
    ...namesOf([system, dashboard]),
    entry: `${system.id}/dashboards/${dashboard.id}`,
    title: dashboard.title,
    environment,
    system,
    source: source ?? system.source,
    rows: [{ title: dashboard.title, panels }],
    links: [],
    tags: [oldestId(system), environment.id],
    provenance: { source: dashboard.source },
  };
}

function writtenPanel(panel: Panel, expected: Expectations): DashboardPanel {
  const { show, title, threshold } = panel;
  const about = { id: oldestId(panel), title, provenance: panel };
  if (show.kind !== "budget") return trendOf(about, show, expected, threshold);
  const lines = thresholdsOf(show, expected, threshold);
  return panelOf({ ...about, description: budgetInWords(show) }, "now", [{ measure: show, legend: "left" }], lines);
}

function budgetInWords(budget: JourneyBudget): string {
  const window = windowInWords(firstOf(budget).slo);
  const named = ({ slo }: JourneyBudget["of"][number]) => `${slo.title} (${formatShare(slo.target)})`;
  if (budget.join === "worst")
    return `The least error budget left over ${window}, of ${budget.of.map(named).join(", ")}. Below zero one of these objectives is missed.`;
  const weights = budget.of.reduce((sum, { weight }) => sum.add(weight), new Fraction(0));
  const allowed = budget.of.reduce((sum, { slo, weight }) => sum.add(weight.mul(new Fraction(1).sub(slo.target))), new Fraction(0));
  const parts = budget.of.map((one) => `${decimal(one.weight)} x ${named(one)}`).join(", ");
  return `What is left of one error budget over ${window}, ${percent(allowed.div(weights))}, of ${parts}. Below zero it is overspent.`;
}
