import type Fraction from "fraction.js";
import type { ShareSignal } from "../../../model/resolved.ts";
import type { Alert } from "../../../monitors/alert.ts";
import { waysOf } from "../../../monitors/shares.ts";
import type { Pair } from "../change.ts";
import { timeToDetect } from "../detection.ts";
import type { Context } from "./context.ts";
import { asBad } from "./subsumption.ts";
import { notifies, roundRates } from "./verdict.ts";
import { about, share } from "./words.ts";

/** How soon people hear of one share of failures, by the first page and by the first post. */
interface DetectionTimes {
  readonly page: number | undefined;
  readonly post: number | undefined;
}

/**
 * What follows for one round share of failures that says most: one that is detected otherwise than before, rather than only
 * later or sooner, between the old and the new threshold. Nothing where no round share is affected. What else changes in
 * the service is left as it was, so that each change says what it does by itself.
 *
 * @param pairs the alerts that the change moves
 */
export function consequences(pairs: readonly Pair[], context: Context): string[] {
  const signals = new Map<string, Pair>();
  for (const pair of pairs) {
    const signal = signalOf(pair.before) ?? signalOf(pair.after);
    if (signal && !signals.has(signal.path)) signals.set(signal.path, pair);
  }
  const lines = new Map<string, string[]>();
  for (const [path, pair] of signals)
    for (const line of consequence(pair, pairs, context)) lines.set(line, [...(lines.get(line) ?? []), path]);
  if (signals.size < 2) return [...lines.keys()];
  const said = [...lines].sort(([, one], [, other]) => other.length - one.length).map(([line, paths]) => `${line} (${where(paths)})`);
  return said.length <= mostLines ? said : [...said.slice(0, mostLines), `and otherwise for ${said.length - mostLines} more`];
}

/** A change of what many share is read by its commonest consequences. */
const mostLines = 4;
const where = (paths: readonly string[]): string => (paths.length === 1 ? (paths[0] ?? "") : `${paths.length} signals`);

const signalOf = (alert: Alert | undefined): ShareSignal | undefined => (alert ? waysOf(alert.when)[0]?.[0]?.signal : undefined);

function consequence(pair: Pair, moved: readonly Pair[], context: Context): string[] {
  const { base } = context.beside(pair);
  const head = replaced(base, moved);
  const [old, now] = [signalOf(pair.before), signalOf(pair.after)];
  const signal = old ?? now;
  // A share of other failures is another figure: it cannot be compared.
  if (!signal || (old && now && !(asBad(old, now) && asBad(now, old)))) return [];
  const allowed = context.coverage(pair).allowed(now ?? signal);
  const cases = roundRates.map((rate) => ({
    rate,
    before: detected(base, old ?? signal, rate),
    after: detected(head, now ?? signal, rate),
  }));
  const otherwiseHeard = cases.filter(({ before, after }) => loudest(before) !== loudest(after));
  const failing = otherwiseHeard.filter(({ rate }) => rate.compare(allowed) > 0);
  const paged = failing.filter(({ before, after }) => loudest(before) === "page" || loudest(after) === "page");
  const otherwise = middle(paged) ?? middle(failing) ?? slowest(cases);
  const within = middle(otherwiseHeard.filter(({ rate, after }) => rate.compare(allowed) <= 0 && loudest(after) === "none"));
  return [
    ...(otherwise ? [inWords(otherwise)] : []),
    ...(within
      ? [
          `up to ${share(allowed)} of failures is within the budget and notifies no one; ${detectedToday(within.before, share(within.rate))}`,
        ]
      : []),
  ];
}

/** The alerts that tell when nothing but these has changed. */
function replaced(base: readonly Alert[], moved: readonly Pair[]): Alert[] {
  const gone = new Set(moved.map(({ before }) => before));
  return [...base.filter((alert) => !gone.has(alert)), ...moved.flatMap(({ after }) => (after && notifies(after) ? [after] : []))];
}

interface Case {
  readonly rate: Fraction;
  readonly before: DetectionTimes;
  readonly after: DetectionTimes;
}

function detected(alerts: readonly Alert[], signal: ShareSignal, rate: Fraction): DetectionTimes {
  const of = (kind: "page" | "post") => {
    const times = alerts
      .filter((alert) => alert.route.kind === kind && notifies(alert) && sees(alert, signal))
      .map((alert) => timeToDetect(alert, rate))
      .filter((time) => time !== undefined);
    return times.length > 0 ? Math.min(...times) : undefined;
  };
  return { page: of("page"), post: of("post") };
}

function sees(alert: Alert, signal: ShareSignal): boolean {
  const own = signalOf(alert);
  return own !== undefined && asBad(own, signal);
}

type Loudness = "page" | "post" | "none";
const loudest = ({ page, post }: DetectionTimes): Loudness => (page !== undefined ? "page" : post !== undefined ? "post" : "none");
const timeOf = (one: DetectionTimes): number | undefined => one.page ?? one.post;

const middle = (cases: readonly Case[]): Case | undefined => cases[Math.floor((cases.length - 1) / 2)];

/** Of those that are detected as loudly, the one whose time changes most. */
function slowest(cases: readonly Case[]): Case | undefined {
  const ratio = ({ before, after }: Case): number => {
    const [old, now] = [timeOf(before), timeOf(after)];
    return old === undefined || now === undefined ? 1 : Math.max(old / now, now / old);
  };
  const [first, ...more] = cases.filter((one) => ratio(one) > 1);
  return first && more.reduce((most, next) => (ratio(next) > ratio(most) ? next : most), first);
}

function inWords({ rate, before, after }: Case): string {
  const of = outage(share(rate));
  if (loudest(before) !== loudest(after)) return `${of} ${today(before)} ${then(loudest(before), after)}`;
  return `${of} ${loudest(after) === "page" ? "pages in" : "is a ticket after"} ${figure(timeOf(after))} instead of ${figure(timeOf(before))}`;
}

/** `a 3% outage`, `an 8% outage`. */
export const outage = (rate: string): string =>
  rate === "100%" ? "a total outage" : `${/^(?:8|11|18)/.test(rate) ? "an" : "a"} ${rate} outage`;

const figure = (time: number | undefined): string => about(time ?? 0);

function today(before: DetectionTimes): string {
  return {
    none: "that is undetected today",
    page: `that pages today in ${figure(before.page)}`,
    post: `that is a ticket today after ${figure(before.post)}`,
  }[loudest(before)];
}

function then(before: Loudness, after: DetectionTimes): string {
  if (after.page !== undefined) return `pages in ${figure(after.page)}`;
  if (after.post === undefined) return "is not detected";
  return `is ${before === "page" ? "only " : ""}a ticket after ${figure(after.post)}`;
}

const detectedToday = (before: DetectionTimes, rate: string): string => `${outage(rate)} ${today(before).replace(/^that /, "")}`;
