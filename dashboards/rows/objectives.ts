import { presentWindow, windowInWords } from "../../model/calendar-window.ts";
import { logicalName, oldestId } from "../../model/ids.ts";
import { mostShown } from "../../model/measure.ts";
import { decimal, formatDuration, formatShare } from "../../model/quantity.ts";
import type { Slo } from "../../model/resolved.ts";
import { isEach } from "../../model/slices.ts";
import { burnTiers } from "../../monitors/burn-rate.ts";
import type { DashboardPanel } from "../dashboard.ts";
import { panelOf } from "../panel.ts";

/** Three panels an SLO: what was kept, what is left of the budget, how fast it goes. */
export function objectivePanels(slo: Slo): DashboardPanel[] {
  const window = windowInWords(slo);
  const target = formatShare(slo.target);
  const each = eachOf(slo);
  const about = (figure: string) => ({ id: logicalName(figure, oldestId(slo)), provenance: slo });
  return [
    panelOf(
      {
        ...about("sli"),
        title: slo.title,
        description: `Share of good ${eventsOf(slo)} over ${presentWindow(slo)}${each}. Target: ${target}.`,
      },
      "now",
      [{ measure: { kind: "sli", slo }, legend: `over ${window}` }],
      [{ at: slo.target.valueOf(), bad: "below" }],
    ),
    panelOf(
      {
        ...about("budget"),
        title: `${slo.title}: error budget left`,
        description: `What is left of the error budget of ${window}${each}. Below zero the objective is missed.`,
      },
      "now",
      [{ measure: { kind: "budget-left", slo }, legend: "left" }],
      [{ at: 0, bad: "below" }],
    ),
    burnRatePanel(slo),
  ];
}

/** One line for each tier that pages (or, where none does, that makes a ticket); the lowest factor is the line of warning. */
function burnRatePanel(slo: Slo): DashboardPanel {
  const { page, ticket } = burnTiers(slo, slo.signal.from);
  const [severity, tiers] = page.length > 0 ? ["Page", page] : ["Ticket", ticket];
  const [tier, ...more] = tiers.map(({ long, factor }) => ({ over: long, factor }));
  const title = `${slo.title}: burn rate`;
  const id = logicalName("burn", oldestId(slo));
  const pace = `1 spends the error budget exactly by the end of the window${eachOf(slo)}.`;
  if (!tier) {
    const over = 3600;
    return panelOf({ id, title, description: pace, provenance: slo }, "trend", [line(slo, over)], [{ at: 1, bad: "above" }]);
  }
  const limits = [tier, ...more].map(({ over, factor }) => `above ${decimal(factor)} over ${formatDuration(over)}`).join(", or ");
  const lowest = Math.min(...[tier, ...more].map(({ factor }) => factor.valueOf()));
  return panelOf(
    { id, title, description: `${pace} ${severity}: ${limits}.`, provenance: slo },
    "trend",
    [line(slo, tier.over), ...more.map(({ over }) => line(slo, over))],
    [{ at: lowest, bad: "above" }],
  );
}

const line = (slo: Slo, over: number): DashboardPanel["lines"][number] => ({
  measure: { kind: "burn-rate", slo, over },
  legend: `over ${formatDuration(over)}`,
});

/** Of an SLO by groups: `, of each tenant`, and where they may be many the worst of them. */
function eachOf({ signal }: Slo): string {
  if (!signal.groups) return "";
  const { by, atMost } = signal.groups;
  return `, of each ${by.join(" and ")}${atMost > mostShown ? ` (the ${mostShown} worst)` : ""}`;
}

function eventsOf({ signal }: Slo): string {
  if (signal.kind === "composite") return signal.join === "worst" ? "events, of its worst part," : "events, by the weights of its parts,";
  return { events: "events", slices: isEach(signal) ? "minutes of single series" : "minutes" }[signal.kind];
}
