import { formatCount } from "../../../model/quantity.ts";
import type { Backtest, BacktestAlert } from "./backtest.ts";
import { isChanged } from "./changed.ts";
import type { Side } from "./compare.ts";
import type { Loudness } from "./played.ts";
import { lengthText, timeText } from "./words.ts";

/** Alerts of which a sentence is said; the others are in the table. */
const most = 3;

/**
 * The outcome in sentences, the most important first: what calls people, then what differs most. Where nothing differs,
 * that is said, and of how many alerts.
 */
export function summaryOf({ span, alerts, unplayed }: Backtest): string[] {
  const when = `In the ${lengthText(span.to - span.from)} from ${timeText(span.from)} to ${timeText(span.to)}`;
  const changed = alerts.filter(isChanged).sort((one, other) => weightOf(other) - weightOf(one) || (one.name < other.name ? -1 : 1));
  const all = alerts.length + unplayed.length;
  const rest =
    unplayed.length > 0 ? [`${unplayed.length} of ${formatCount(all, "alert")} could not be replayed; the reasons are below.`] : [];
  if (alerts.length === 0) return [`${when} nothing could be replayed.`, ...rest];
  if (changed.length === 0) return [`${when} nothing would have been different: ${sameText(alerts.length)} at the same times.`, ...rest];
  const told = changed.slice(0, most).map((alert, index) => `${index === 0 ? `${when} ` : ""}${sentenceOf(alert, index === 0)}`);
  const more = changed.length > most ? [`${formatCount(changed.length - most, "more alert")} would have fired differently.`] : [];
  return [...told, ...more, ...rest];
}

const sameText = (count: number): string => (count === 1 ? "the one replayed alert fires" : `all ${count} replayed alerts fire`);

const weights: Readonly<Record<Loudness, number>> = { page: 1e6, post: 1e3, shadow: 0 };

function weightOf({ before, after, appear, disappear, move }: BacktestAlert): number {
  const loudest = Math.max(...[before, after].flatMap((side) => (side ? [weights[side.loudness]] : [])));
  const differs = Math.abs((before?.times ?? 0) - (after?.times ?? 0)) + appear.length + disappear.length;
  return loudest * (1 + differs) + move.length;
}

const nouns: Readonly<Record<Loudness, string>> = { page: "page", post: "post", shadow: "alert on trial" };

function sentenceOf(alert: BacktestAlert, first: boolean): string {
  const { before, after, title } = alert;
  const noun = nouns[(after ?? before)?.loudness ?? "post"];
  const text = `${first ? "the" : "The"} ${noun} “${title}” ${timesOf(before, after)}${loudnessText(before, after)}${coverText(alert)}.`;
  return text;
}

function timesOf(before: Side | undefined, after: Side | undefined): string {
  if (!before) return `is new and would have fired ${formatCount(after?.times ?? 0, "time")}`;
  if (!after) return `is gone and would have fired ${formatCount(before.times, "time")}`;
  if (before.times !== after.times) return `would have fired ${after.times} instead of ${formatCount(before.times, "time")}`;
  return before.times === 0 ? "would have gone on firing" : `would have fired ${formatCount(after.times, "time")} as before`;
}

function loudnessText(before: Side | undefined, after: Side | undefined): string {
  if (!before || !after || before.loudness === after.loudness) return "";
  return `, as ${nouns[after.loudness]} instead of ${nouns[before.loudness]}`;
}

/** Incidents that it fired in, where that differs or some are missed. */
function coverText({ incidents, move, after }: BacktestAlert): string {
  const later = move.map((one) => one.later);
  const moved = later.length === 0 ? "" : ` (${movedText(later)})`;
  if (!incidents || incidents.of === 0 || !after) return moved;
  const missed = incidents.of - (incidents.after ?? 0);
  const was = incidents.of - (incidents.before ?? incidents.after ?? 0);
  const before = was === missed || incidents.before === undefined ? "" : ` instead of ${was}`;
  return `${moved}; of ${formatCount(incidents.of, "incident")} it would have missed ${missed}${before}`;
}

/** `2 begin 3 min to 8 min later`. */
export function movedText(later: readonly number[]): string {
  const parts = [later.filter((one) => one > 0), later.filter((one) => one < 0)].map((all, index) => {
    if (all.length === 0) return [];
    const sizes = all.map(Math.abs);
    const [least, greatest] = [Math.min(...sizes), Math.max(...sizes)].map(lengthText);
    const size = least === greatest ? least : `${least} to ${greatest}`;
    return [`${all.length} begin${all.length === 1 ? "s" : ""} ${size} ${index === 0 ? "later" : "earlier"}`];
  });
  return parts.flat().join(", ");
}
