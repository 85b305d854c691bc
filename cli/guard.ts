import { clustersOf } from "../analysis/tune/clusters.ts";
import { measuredOf } from "../model/composite.ts";
import { asJson, asText } from "./guard/text.ts";
import { refuserTo } from "./loaded-with.ts";
import { type HistoryAsked, historyFor, objectivesFor } from "./tune/inputs.ts";

export interface GuardOptions extends HistoryAsked {
  readonly format: "terminal" | "json";
  readonly write: (text: string) => void;
}

/**
 * Measures for each objective how its failures come in clusters, and proposes a guard for its pages. It changes nothing. Returns the exit
 * code: 0 also where it proposes something, 2 where there is no history to tell by.
 */
export async function guard({ format, write, ...asked }: GuardOptions): Promise<number> {
  const refuse = refuserTo(write);
  const objectives = objectivesFor(asked);
  if ("lines" in objectives) return refuse(objectives.lines, objectives.code);
  const history = await historyFor(
    objectives.chosen.flatMap(({ slo }) => measuredOf(slo.signal)),
    asked,
    0,
  );
  if ("lines" in history) return refuse(history.lines, history.code);
  const { recorded, span, unread } = history;
  const measured = clustersOf(objectives.chosen, { recorded, span, unread, incidents: objectives.incidents ?? [] });
  const notes = [...history.notes, ...(objectives.incidents ? [] : ["no incidents are known, so that an outage counts as a cluster"])];
  const found = { environment: asked.environment, source: asked.history, span, notes, measured };
  write(format === "json" ? `${JSON.stringify(asJson(found), null, 2)}\n` : asText(found));
  return 0;
}
