import type Fraction from "fraction.js";
import { formatDuration } from "../../model/quantity.ts";
import { measured } from "../../monitors/words.ts";
import type { Pair } from "../change.ts";
import { asBad, sameMetric } from "./contain.ts";
import type { Context } from "./context.ts";
import type { Sight } from "./sight.ts";
import { type View, viewsOf } from "./view.ts";
import { matchersInWords, share } from "./words.ts";

type Lost = { readonly view: View; readonly pair: Pair };
type LostShare = { readonly view: Extract<View, { kind: "share" }>; readonly pair: Pair };

/** What was told of and is told to nobody any more, a sentence each. */
export function lossesInWords(pairs: readonly Pair[], context: Context, sight: (pair: Pair) => Sight = context.sight): string[] {
  const all = pairs.flatMap((pair) => sight(pair).lost.map((view): Lost => ({ view, pair })));
  const shares = Map.groupBy(all.filter(isShare), ({ view }) => view.signal.path);
  const several = shares.size > 1;
  const lines = [
    ...[...shares].map(([path, lost]) => `${shareInWords(lost, context)}${several ? ` (${path})` : ""}`),
    ...new Set(all.flatMap(({ view, pair }) => (view.kind === "share" ? [] : [lossInWords(view, pair, context)]))),
  ];
  return lines.length <= mostLines ? lines : [...lines.slice(0, mostLines - 1), `and ${lines.length - mostLines + 1} other failures`];
}

/** More are counted: each entry that lost something is named where it has to say so. */
const mostLines = 8;

const isShare = (lost: Lost): lost is LostShare => lost.view.kind === "share";

/** From the least share that was seen up to the least that still is. */
function shareInWords(lost: readonly LostShare[], context: Context): string {
  const [first] = lost;
  if (!first) return "";
  const { signal } = first.view;
  const of = `failures of ${signal.metric.name}`;
  const told = context.beside(first.pair).head.flatMap((alert) => viewsOf(alert, context.watch(first.pair).traffic));
  const still = told.flatMap((by) => (by.kind === "share" && asBad(by.signal, signal) ? [by] : []));
  const from = least(lost.map(({ view }) => view.stated.rate));
  const until = least(still.map(({ stated }) => stated.rate));
  if (until && from && until.compare(from) > 0) return `${of} from ${share(from)} to ${share(until)} are told to nobody any more`;
  if (until) return `${of} in the quietest hour are told to nobody any more, where ${inQuiet(lost, still)}`;
  return lost.some(({ pair }) => pair.after)
    ? `${of} as they are counted today may go unseen: it sees other failures than before`
    : `${of} are told to nobody any more`;
}

function inQuiet(lost: readonly LostShare[], still: readonly LostShare["view"][]): string {
  const from = least(lost.map(({ view }) => view.unseen.rate));
  const until = least(still.filter(({ pace }) => pace !== "plenty").map(({ unseen }) => unseen.rate));
  return from && until ? `they were seen from ${share(from)} on and now from ${share(until)}` : "too few come to fail";
}

const least = (rates: readonly Fraction[]): Fraction | undefined => {
  const [first, ...more] = rates;
  return first && more.reduce((low, next) => (next.compare(low) < 0 ? next : low), first);
};

function lossInWords(view: Exclude<View, LostShare["view"]>, pair: Pair, context: Context): string {
  switch (view.kind) {
    case "level":
      return `${view.signal.metric.name} ${view.compare} ${measured(view.threshold, view.signal.metric)}${untilNow(view, pair, context)} is told to nobody any more`;
    case "count":
      return `${view.compare === "above" ? "more" : "fewer"} of ${view.signal.metric.name} than ${hourly(view.pace)} an hour are told to nobody any more`;
    case "event":
      return `an event of ${view.signal.metric.name} is told to nobody any more`;
    case "absence":
      return `that ${view.signal.metric.name} has no data (${matchersInWords(view.signal.where)}) is told to nobody any more`;
    case "probe":
      return `that ${view.signal.url} does not answer ${view.signal.endpoint.expect} within ${formatDuration(view.signal.timeout)} is told to nobody any more`;
    case "certificate":
      return `that the certificate of ${new URL(view.signal.url).host} expires is told to nobody any more`;
    case "silence":
      return `that ${view.source.id} answers nothing is told to nobody any more`;
    case "life":
      return `that ${view.of.evaluator} gives no sign of life is told to nobody any more`;
  }
}

const hourly = (pace: Fraction): string => String(Number(pace.mul(3600).valueOf().toPrecision(3)));

/** ` and up to 5000`: where the same alert still sees a level that is further out. */
function untilNow({ signal, compare, threshold }: Extract<View, { kind: "level" }>, { after }: Pair, context: Context): string {
  const views = after ? viewsOf(after, context.watch({ after }).traffic) : [];
  const still = views.find((one) => one.kind === "level" && one.compare === compare && sameMetric(one.signal.metric, signal.metric));
  return still?.kind === "level" && !still.threshold.equals(threshold)
    ? ` and ${compare === "above" ? "up" : "down"} to ${measured(still.threshold, signal.metric)}`
    : "";
}
