import { tune as run } from "../analysis/tune/tune.ts";
import { parseDuration, QuantityError } from "../model/quantity.ts";
import type { Slo } from "../model/resolved.ts";
import { refuserTo } from "./loaded-with.ts";
import { type HistoryAsked, historyFor, objectivesFor } from "./tune/inputs.ts";
import { asJson, asText } from "./tune/text.ts";

export interface TuneOptions extends HistoryAsked {
  /** how much later one page in ten may come, `5m` */
  readonly later?: string;
  readonly pagesAWeek?: number;
  readonly format: "terminal" | "json";
  readonly write: (text: string) => void;
}

/**
 * Proposes for each objective when its page should fire, by what happened. It changes nothing. Returns the exit code: 0 also where it
 * proposes something, 2 where there is no history or no incident to tell by.
 */
export async function tune({ format, write, ...asked }: TuneOptions): Promise<number> {
  const refuse = refuserTo(write);
  const later = secondsIn(asked.later);
  if (typeof later === "string") return refuse([`--later: ${later}`], 2);
  const objectives = objectivesFor(asked);
  if ("lines" in objectives) return refuse(objectives.lines, objectives.code);
  const { chosen, incidents } = objectives;
  if (!incidents)
    return refuse(["there are no incidents to tell by: write them into incidents.yaml of the catalog, or name a file with --incidents"], 2);
  const history = await historyFor(objectives, asked, lookbackOf);
  if ("lines" in history) return refuse(history.lines, history.code);
  const { recorded, span, unread, notes } = history;
  const tuned = run(chosen, {
    recorded,
    span,
    incidents,
    unread,
    ...(later !== undefined && { later }),
    ...(asked.pagesAWeek !== undefined && { pagesAWeek: asked.pagesAWeek }),
    progress: (done, of) => asked.log(`objectives: ${done} of ${of}`),
  });
  const found = { environment: asked.environment, span, notes, tuned, source: asked.history };
  write(format === "json" ? `${JSON.stringify(asJson(found), null, 2)}\n` : asText(found));
  return 0;
}

function secondsIn(text: string | undefined): number | undefined | string {
  try {
    return text === undefined ? undefined : parseDuration(text);
  } catch (error) {
    if (error instanceof QuantityError) return error.message;
    throw error;
  }
}

/** Seconds: windows are tried up to twice as long, and an alert remembers for two hours that it comes and goes. */
const lookbackOf = ({ policy }: Slo): number => 2 * Math.max(...policy.page.map(({ in: window }) => window)) + 3 * 3600;
