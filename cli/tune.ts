import { canReplay } from "../analysis/review/backtest/evaluate.ts";
import { pagingIn, tunePending } from "../analysis/tune/pending.ts";
import { tune as run } from "../analysis/tune/tune.ts";
import { measuredOf } from "../model/composite.ts";
import { leavesOf, lookbackOf, signalsOf } from "../model/condition.ts";
import { parseDuration, QuantityError } from "../model/quantity.ts";
import type { Slo } from "../model/resolved.ts";
import type { Alert } from "../monitors/alert.ts";
import { refuserTo } from "./loaded-with.ts";
import { refusals, writeFolder } from "./rendered-folder.ts";
import { html } from "./review/html.ts";
import { picturesOf } from "./review/page-files.ts";
import type { Found } from "./tune/found.ts";
import { type HistoryAsked, historyFor, objectivesFor } from "./tune/inputs.ts";
import { asJson } from "./tune/json.ts";
import { pageOf } from "./tune/page.ts";
import { asText } from "./tune/text.ts";

export interface TuneOptions extends HistoryAsked {
  /** how much later one page in ten may come, `5m` */
  readonly later?: string;
  readonly pagesAWeek?: number;
  readonly format: "terminal" | "json";
  /** folder for JSON, a page and its pictures */
  readonly out?: string;
  readonly write: (text: string) => void;
}

/**
 * Proposes for each objective and each alert when its page should fire, by what happened. It changes nothing. Returns the exit code: 0 also
 * where it proposes something, 2 where there is no history or no incident to tell by, or the folder of `out` holds other files.
 */
export async function tune({ format, out, write, ...asked }: TuneOptions): Promise<number> {
  const refuse = refuserTo(write);
  const later = secondsIn(asked.later);
  if (typeof later === "string") return refuse([`--later: ${later}`], 2);
  const objectives = objectivesFor(asked, pagingIn);
  if ("lines" in objectives) return refuse(objectives.lines, objectives.code);
  const { chosen, alerts, incidents } = objectives;
  if (!incidents)
    return refuse(["there are no incidents to tell by: write them into incidents.yaml of the catalog, or name a file with --incidents"], 2);
  const replayed = alerts.filter((alert) => canReplay(alert) === true);
  const signals = [...chosen.flatMap(({ slo }) => measuredOf(slo.signal)), ...replayed.flatMap(({ when }) => signalsOf(when))];
  const lead = Math.max(0, ...chosen.map(({ slo }) => leadOf(slo)), ...replayed.map(leadOfAlert));
  const history = await historyFor(signals, asked, lead);
  if ("lines" in history) return refuse(history.lines, history.code);
  const { recorded, span, unread, notes } = history;
  const options = {
    recorded,
    span,
    incidents,
    unread,
    ...(later !== undefined && { later }),
    ...(asked.pagesAWeek !== undefined && { pagesAWeek: asked.pagesAWeek }),
  };
  const tuned = run(chosen, { ...options, progress: (done, of) => asked.log(`objectives: ${done} of ${of}`) });
  const found: Found = { environment: asked.environment, span, notes, tuned, alerts: tunePending(alerts, options), source: asked.history };
  const json = `${JSON.stringify(asJson(found), null, 2)}\n`;
  if (out !== undefined) {
    const page = pageOf(found);
    const files = [{ path: "tune.json", text: json }, { path: "tune.html", text: html(page) }, ...picturesOf(page)];
    const refused = refusals(out, asked.environment, files);
    if (refused.length > 0) return refuse(refused, 2);
    writeFolder(out, asked.environment, files);
  }
  write(format === "json" ? json : asText(found));
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
const leadOf = ({ policy }: Slo): number => 2 * Math.max(...policy.page.map(({ in: window }) => window)) + 3 * 3600;

/** Seconds: pending periods are tried up to four times as long. */
const leadOfAlert = ({ when, for: held }: Alert): number => Math.max(0, ...leavesOf(when).map(lookbackOf)) + Math.max(600, 4 * held);
