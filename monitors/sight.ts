import Fraction from "fraction.js";
import { type AlertCondition, leavesOf, longestByMinutes } from "../model/condition.ts";
import { decimal, formatDuration } from "../model/quantity.ts";
import type { Condition } from "../model/resolved.ts";
import { percent } from "./burn-rate.ts";
import { measured } from "./words.ts";

/** What an alert can see: how soon it fires when everything fails, and the most that it never sees. */
export interface Sight {
  /** seconds from the beginning of a total outage until the condition holds; undefined: never */
  readonly outage: number | undefined;
  /** the same in the quietest hour, where the failures that a guard asks for take their time */
  readonly quietOutage: number | undefined;
  /** as text with its unit */
  readonly unseen: string;
  /** events an hour in the quietest hour, where the signal says */
  readonly quietTraffic?: string;
}

type BadShare = Extract<Condition, { kind: "bad-share" }>;
const minute = 60;
const whole = new Fraction(1);
const hour = 3600;

/** Total outage: from one minute to the next every event is bad, after a clean history of even traffic. */
export function sightOf(when: AlertCondition): Sight {
  const watched = watching(when);
  const [leaf] = leavesOf(watched);
  const traffic = leaf && quietTraffic(leaf);
  return {
    outage: timeOf(watched, (share) => outageOf(share, 0)),
    quietOutage: timeOf(watched, (share) => outageOf(share, guardTime(share))),
    unseen: leaf?.kind === "bad-share" ? unseenShare(watched) : leaf ? unseenValue(leaf) : "-",
    ...(traffic && { quietTraffic: `${decimal(traffic.mul(hour))}/h` }),
  };
}

/** Of a ticket that is silent under its page: the ticket's own condition. */
const watching = (when: AlertCondition): AlertCondition => (when.kind === "unless" ? watching(when.of) : when);

function timeOf(when: AlertCondition, ofShare: (leaf: BadShare) => number | undefined): number | undefined {
  switch (when.kind) {
    case "any": {
      const times = when.of.map((part) => timeOf(part, ofShare)).filter((time) => time !== undefined);
      return times.length > 0 ? Math.min(...times) : undefined;
    }
    case "all": {
      const times = when.of.map((part) => timeOf(part, ofShare) ?? Number.POSITIVE_INFINITY);
      const latest = Math.max(...times);
      return Number.isFinite(latest) ? latest : undefined;
    }
    case "unless":
    case "or-absent":
      return timeOf(when.of, ofShare);
    case "bad-share":
      return ofShare(when);
    case "count":
      // Silence empties the window; how soon a flood fills it depends on the flood.
      return when.compare === "below" ? when.over : undefined;
    default:
      return 0;
  }
}

/** Seconds until the window holds enough bad minutes (or, above three days, full hours) and enough failures. */
function outageOf({ above, over, reached }: BadShare, guarded: number): number | undefined {
  const step = over <= longestByMinutes ? minute : hour;
  const steps = above.mul(over).div(step);
  const enough = reached ? steps.ceil() : steps.floor().add(1);
  const time = Math.max(enough.valueOf() * step, guarded);
  if (time > over) return undefined;
  return step === minute ? time : time + hour;
}

function guardTime(leaf: BadShare): number {
  const traffic = quietTraffic(leaf);
  // Without any traffic nothing ever fails: only a probe sees that.
  if (traffic?.equals(0) && leaf.least > 0) return Number.POSITIVE_INFINITY;
  return traffic && leaf.least > 0 ? new Fraction(leaf.least).div(traffic).div(minute).ceil().valueOf() * minute : 0;
}

function quietTraffic(leaf: Condition): Fraction | undefined {
  return leaf.kind === "bad-share" && leaf.signal.kind === "events" ? leaf.signal.quietTraffic : undefined;
}

/** The share of failures that stays one below what the guard asks for. */
function guardedShare({ least, over }: BadShare, traffic: Fraction | undefined): Fraction {
  if (traffic === undefined || least === 0) return new Fraction(0);
  return traffic.equals(0) ? new Fraction(1) : new Fraction(least - 1).div(traffic.mul(over));
}

/** The highest constant share that never fires it; where the guard makes it blinder at night, that share too. */
function unseenShare(when: AlertCondition): string {
  const always = highestUnseen(when, ({ above }) => above);
  const quiet = highestUnseen(when, (leaf) => {
    const traffic = quietTraffic(leaf);
    const guarded = guardedShare(leaf, traffic);
    return guarded.compare(leaf.above) > 0 ? guarded : leaf.above;
  });
  const below = [...new Set(leavesOf(when).map((leaf) => leaf.kind === "bad-share" && leaf.reached))].includes(true) ? "below" : "up to";
  if (quiet.equals(always)) return `${below} ${percent(always)}`;
  const traffic =
    leavesOf(when)
      .map(quietTraffic)
      .find((one) => one !== undefined) ?? new Fraction(0);
  return `${below} ${percent(always)}; up to ${percent(quiet.compare(whole) > 0 ? whole : quiet)} at ${decimal(traffic.mul(hour))}/h`;
}

/** A tier is as blind as the blinder of its windows, an alert as sharp as the sharpest of its tiers. */
function highestUnseen(when: AlertCondition, of: (leaf: BadShare) => Fraction): Fraction {
  const parts = when.kind === "any" || when.kind === "all" ? when.of.map((part) => highestUnseen(part, of)) : [];
  const sign = when.kind === "any" ? -1 : 1;
  if (parts.length > 0) return parts.reduce((one, other) => (one.compare(other) * sign > 0 ? one : other));
  if (when.kind === "or-absent") return highestUnseen(when.of, of);
  return when.kind === "bad-share" ? of(when) : new Fraction(1);
}

function unseenValue(leaf: Condition): string {
  if (leaf.kind !== "value" && leaf.kind !== "count") return "-";
  const bound =
    leaf.kind === "value" ? measured(leaf.threshold, leaf.signal.metric) : `${decimal(leaf.threshold)} in ${formatDuration(leaf.over)}`;
  return `${leaf.compare === "above" ? "up to" : "down to"} ${bound}`;
}
