import { drawnHours, recordedPanels } from "../../analysis/prove/panels.ts";
import { type DashboardPanel, type DashboardSpec, panelsIn } from "../../dashboards/dashboard.ts";
import type { DrawnPanel } from "../../dashboards/drawn.ts";
import { clockText } from "../../model/wall-clock.ts";
import type { Alert } from "../../monitors/alert.ts";
import { countedBy, recordingsFor } from "./counted-panels.ts";
import type { Read } from "./history.ts";
import { isOfSlos, samplesFor, whyNotSampled } from "./sampled-panels.ts";

/** The panels of a dashboard that a history has all data of. */
export interface RecordedPanels {
  readonly drawn: readonly DrawnPanel[];
  /** why another one is not drawn of it, in words */
  readonly whyNot: (panel: DashboardPanel) => string;
}

/** Draws what it can of a dashboard from a history. */
export type DrawRecorded = (dashboard: DashboardSpec, alerts: readonly Alert[]) => Promise<RecordedPanels>;

export function recordedFrom(history: Read): DrawRecorded {
  const { source, recorded, samples } = history;
  const { to } = recorded.span;
  const lately = `${source}, ${drawnHours} h until ${clock(to)} UTC`;
  const verdictOn = (panel: DashboardPanel): Verdict => {
    if (!isOfSlos(panel)) {
      const why = whyNotSampled(panel, samples);
      return why === undefined ? { words: lately } : { why };
    }
    const found = countedBy(panel, history);
    if (typeof found === "string") return { why: found };
    if (panel.kind === "now") return { words: `${source}, ${clock(found.from)} to ${clock(found.to)} UTC` };
    return { words: lately + (found.isFull ? "" : shortAtFirst) };
  };
  return async (dashboard, alerts) => {
    const verdicts = new Map(panelsIn(dashboard).map((panel) => [panel, verdictOn(panel)]));
    const drawable = [...verdicts].flatMap(([panel, verdict]) => ("words" in verdict ? [panel] : []));
    const counted = drawable.filter(isOfSlos);
    const sampled = drawable.filter((panel) => !isOfSlos(panel));
    const shown = [
      // What their rules record is counted already.
      ...(counted.length > 0 ? await recordedPanels(dashboard, counted, [], recordingsFor(counted, recorded)) : []),
      ...(sampled.length > 0 ? await recordedPanels(dashboard, sampled, alerts, samplesFor(dashboard, sampled, samples, to)) : []),
    ];
    const drawn = shown.filter(isThere).flatMap((one): DrawnPanel[] => {
      const verdict = verdicts.get(one.panel);
      return verdict && "words" in verdict ? [{ ...one, data: { kind: "recorded", words: verdict.words } }] : [];
    });
    const whyNot = (panel: DashboardPanel) => {
      const verdict = verdicts.get(panel);
      return verdict && "why" in verdict ? verdict.why : "its queries return nothing of the history";
    };
    return { drawn, whyNot };
  };
}

/** What data a panel is drawn of, or why it is not. */
type Verdict = { readonly words: string } | { readonly why: string };

const clock = (instant: number): string => clockText(instant * 1000);

const shortAtFirst = "; its first points look back on less than a whole window";

const isThere = ({ lines }: DrawnPanel): boolean => lines.flat().some(({ points }) => points.some((point) => point !== null));
