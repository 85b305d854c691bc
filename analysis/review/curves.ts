import { isDeepStrictEqual } from "node:util";
import type Fraction from "fraction.js";
import { boundOfEvents } from "../../model/bad-events.ts";
import { partOf } from "../../model/composite.ts";
import { logicalName, oldestId } from "../../model/ids.ts";
import { decimal } from "../../model/quantity.ts";
import type { ShareSignal } from "../../model/resolved.ts";
import type { Alert } from "../../monitors/alert.ts";
import { quietTraffic } from "../../monitors/detection-profile.ts";
import { waysOf } from "../../monitors/shares.ts";
import { badShare, measured } from "../../monitors/words.ts";
import type { Pair } from "./change.ts";
import {
  type Audience,
  audienceOf,
  audiences,
  type DetectionTimes,
  detectionTimesOf,
  isOutdone,
  ratesOf,
} from "./curves/detection-times.ts";
import { limitPoints } from "./curves/limit-line.ts";
import { type Row, rowsOf } from "./curves/rows.ts";

/** How soon failures of one signal are told, before and after: the quickest alert of each audience at each share. */
export interface Curve {
  /** `<environment>--<system>--<service>--<signal>`: of a file, and stable through renames */
  readonly id: string;
  readonly title: string;
  /** titles of the alerts whose own detection changes */
  readonly changed: readonly string[];
  /** empty: whoever is told is told as before, because other alerts see the same sooner */
  readonly lines: readonly DetectionLine[];
  /** round shares and those at the thresholds, where traffic is plenty */
  readonly rows: readonly Row[];
  /** the same in the quietest hour, with its events; absent: no one says how many, or all is as before */
  readonly quiet?: { readonly traffic: string; readonly rows: readonly Row[] };
  /** the soonest possible alert on the objective after the change, at minimum traffic; absent: no one says how many, or there is none */
  readonly limit?: { readonly traffic: string; readonly points: DetectionLine["points"] };
  /** before and after count other events: their shares are not of the same */
  readonly otherEvents?: true;
}

export interface DetectionLine {
  readonly audience: Audience;
  readonly revision: "before" | "after";
  /** ascending by share; null: never; what a louder audience hears no later is left out, by an empty place */
  readonly points: readonly { readonly rate: number; readonly seconds?: number | null }[];
}

type Grouped = { readonly pair: Pair; readonly key: string };

/** A curve for each signal of whose failures an alert of both revisions tells otherwise at head than at base. */
export function curvesOf(pairs: readonly Pair[]): Curve[] {
  const sides = pairs.flatMap(({ before, after }): Grouped[] => {
    const [old, now] = [keyOf(before), keyOf(after)];
    // What reads another signal now is compared with what was read there before.
    if (old === now) return now === undefined ? [] : [{ pair: { ...(before && { before }), ...(after && { after }) }, key: now }];
    return [...(before && old ? [{ pair: { before }, key: old }] : []), ...(after && now ? [{ pair: { after }, key: now }] : [])];
  });
  return [...Map.groupBy(sides, ({ key }) => key)]
    .map(([key, group]) =>
      curveOf(
        key,
        group.map(({ pair }) => pair),
      ),
    )
    .filter((curve) => curve !== undefined);
}

/** What a signal is known by through renames. */
function keyOf(alert: Alert | undefined): string | undefined {
  const signal = alert && signalOf(alert);
  return signal && logicalName(alert.environment.id, signal.system, signal.service, oldestId(signal));
}

const signalOf = ({ when }: Alert): ShareSignal | undefined => waysOf(when)[0]?.[0]?.signal;

function curveOf(id: string, pairs: readonly Pair[]): Curve | undefined {
  if (pairs.every(({ before, after }) => before && after && detectionOf(before) === detectionOf(after))) return undefined;
  const [before, after] = [pairs.flatMap((pair) => pair.before ?? []), pairs.flatMap((pair) => pair.after ?? [])];
  const [shown] = [...after, ...before];
  const signal = shown && signalOf(shown);
  if (!signal) return undefined;
  const rates = ratesOf([...before, ...after]);
  const hourly = [...after, ...before].map(({ when }) => quietTraffic(when)).find((traffic) => traffic !== undefined);
  const traffics = [undefined, ...(hourly ? [hourly] : [])];
  const isOther = (old: readonly Alert[], now: readonly Alert[]) => traffics.some((traffic) => isOtherwise(old, now, rates, traffic));
  const changed = pairs.filter((pair) => isOther(present(pair.before), present(pair.after)));
  if (changed.length === 0) return undefined;
  const lines = linesOf(before, after, rates);
  const quietRows = hourly ? rowsOf(before, after, hourly) : [];
  const limit = hourly && lines.length > 0 ? limitPoints(after, hourly, lines) : [];
  const old = before[0] && signalOf(before[0]);
  return {
    id,
    title: titleOf(shown, signal),
    changed: changed.map((pair) => (pair.after ?? pair.before)?.title ?? ""),
    lines,
    rows: lines.length > 0 ? rowsOf(before, after) : [],
    ...(hourly && quietRows.length > 0 && { quiet: { traffic: `${decimal(hourly)}/h`, rows: quietRows } }),
    ...(hourly && limit.length > 0 && { limit: { traffic: `${decimal(hourly)}/h`, points: limit } }),
    ...(old && !isSame(old, signal) && { otherEvents: true }),
  };
}

/** All that decides when whom it notifies, for a quick look: of most alerts nothing has changed. */
function detectionOf(alert: Alert): string {
  const ways = waysOf(alert.when).map((way) =>
    way
      .map(({ above, over, least, inclusive, leastMinutes }) =>
        [above.toFraction(), over, least, leastMinutes, inclusive === true].join(" "),
      )
      .join(" and "),
  );
  return `${audienceOf(alert)} ${alert.for}: ${ways.join(" or ")}`;
}

const present = (alert: Alert | undefined): Alert[] => (alert ? [alert] : []);

/** Whether anyone hears of any share at another time, or someone else does. */
function isOtherwise(before: readonly Alert[], after: readonly Alert[], rates: readonly Fraction[], hourly?: Fraction): boolean {
  return rates.some((rate) => !isDeepStrictEqual(detectionTimesOf(before, rate, hourly), detectionTimesOf(after, rate, hourly)));
}

function linesOf(before: readonly Alert[], after: readonly Alert[], rates: readonly Fraction[]): DetectionLine[] {
  const detected = {
    before: rates.map((rate) => detectionTimesOf(before, rate)),
    after: rates.map((rate) => detectionTimesOf(after, rate)),
  };
  const drawn = audiences.flatMap((audience) =>
    (["before", "after"] as const).map((revision) => ({ audience, revision, points: pointsOf(audience, rates, detected[revision]) })),
  );
  if (isDeepStrictEqual(drawn.map(comparable("before")).filter(isThere), drawn.map(comparable("after")).filter(isThere))) return [];
  // Of who hears of something in one revision, both are drawn: hearing of nothing is what changed.
  const hearing = new Set(
    drawn.filter(({ points }) => points.some(({ seconds }) => typeof seconds === "number")).map(({ audience }) => audience),
  );
  return drawn.filter(({ audience, points }) => hearing.has(audience) && points.some(({ seconds }) => seconds !== undefined));
}

const comparable =
  (of: DetectionLine["revision"]) =>
  ({ audience, revision, points }: DetectionLine) =>
    revision === of ? { audience, points } : undefined;
const isThere = <T>(one: T | undefined): one is T => one !== undefined;

/** The points of a line: what a louder audience hears no later is an empty place. */
export function pointsOf(audience: Audience, rates: readonly Fraction[], detected: readonly DetectionTimes[]): DetectionLine["points"] {
  return rates.map((share, index) => {
    const [rate, at] = [share.valueOf(), detected[index]];
    return at === undefined || isOutdone(at, audience) ? { rate } : { rate, seconds: at[audience] };
  });
}

/** `hasteCRM API: bad share of http_request_duration_seconds over 200ms`. */
function titleOf({ system, service }: Alert, signal: ShareSignal): string {
  const subject = [system?.name, service?.name].filter(isThere).join(" ");
  const bound = signal.kind === "events" ? boundOfEvents(signal) : undefined;
  const side = signal.kind === "events" && "overBound" in signal.bad ? "over" : "up to";
  const over = signal.kind === "events" && bound ? ` ${side} ${measured(bound, signal.metric)}` : "";
  return `${subject}: ${badShare(signal)}${over}`;
}

/** Whether they count the same as bad, of the same. */
function isSame(one: ShareSignal, other: ShareSignal): boolean {
  return isDeepStrictEqual(questionOf(one), questionOf(other));
}

function questionOf(signal: ShareSignal): unknown {
  if (signal.kind === "composite")
    return [signal.join, signal.of.map((member) => [questionOf(member.signal), partOf(signal, member).toFraction()])];
  const { kind, metric, where } = signal;
  const asked =
    signal.kind === "slices"
      ? { measure: signal.measure, good: signal.good }
      : "metric" in signal.bad
        ? { bad: signal.bad.metric.name, where: signal.bad.where }
        : "good" in signal.bad
          ? { good: signal.bad.good.name, where: signal.bad.where }
          : signal.bad;
  return { kind, metric: metric.name, where, asked };
}
