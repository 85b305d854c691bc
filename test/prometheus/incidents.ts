import { following, type Trace } from "../../analysis/prove/trace.ts";

/** What went wrong with a service, and then went right again. */
export interface Incident {
  readonly name: string;
  readonly kind: "outage" | "partial" | "slow" | "flapping" | "long pauses";
  readonly trace: Trace;
  /** the minute at whose end it is over: the last failure has happened */
  readonly over: number;
}

/** Minutes of health before: what the longest window of a page holds, and seven, so that no share is met exactly. */
const before = 367;
/** Minutes of health afterwards: what the slowest ticket of plain rules needs to forget, and an hour. */
const after = 420;
const threeDays = 4320;

/** `share` of the events of these minutes fail; whole events, the rest carried over. Health has a failure now and then. */
function failing(minutes: number, traffic: number, share: number): Trace {
  return Array.from({ length: minutes }, (_, minute) => ({
    total: traffic,
    bad: Math.floor((minute + 1) * traffic * share) - Math.floor(minute * traffic * share),
  }));
}

/** One failure in ten thousand events: a tenth of the budget of 99.9 %. */
const background = 0.0001;
const healthy = (minutes: number, traffic: number): Trace => failing(minutes, traffic, background);

/**
 * What fills three days up to the end of the trouble. To be quick, what is older than `before` comes in the first minutes;
 * not in the very first, which is seen in part, and not in one alone: `rate` takes a counter that more than doubles in a
 * minute for a young one.
 */
function history(traffic: number, trouble: Trace): Trace {
  const older = (traffic * (threeDays - before - trouble.length)) / 6;
  return healthy(before, traffic).map((minute, index) => (index >= 1 && index <= 6 ? { ...minute, total: Math.round(older) } : minute));
}

export function incidentOf(kind: Incident["kind"], name: string, traffic: number, trouble: Trace): Incident {
  const trace = following(history(traffic, trouble), trouble, healthy(after, traffic));
  return { name: `${name}, ${traffic.toLocaleString("en")} requests a minute`, kind, trace, over: before + trouble.length };
}

const percent = (share: number): string => `${Number((share * 100).toPrecision(3))} %`;

/** Everything fails for a while, at busy and at quiet services. */
const outages = (
  [
    [1, 4000],
    [3, 600],
    [10, 4000],
    [10, 60],
    [30, 600],
    [90, 60],
    [90, 4000],
    [120, 1],
    [45, 2],
    [20, 5],
    [5, 10],
    [60, 10],
    [20, 25],
  ] as const
).map(([minutes, traffic]) => incidentOf("outage", `all fail for ${minutes} min`, traffic, failing(minutes, traffic, 1)));

/** A part fails for a while. */
const partial = (
  [
    [0.5, 8, 4000],
    [0.25, 20, 600],
    [0.1, 15, 4000],
    [0.1, 60, 200],
    [0.05, 45, 600],
    [0.03, 120, 4000],
    [0.02, 90, 600],
    [0.01, 300, 4000],
  ] as const
).map(([share, minutes, traffic]) =>
  incidentOf("partial", `${percent(share)} fail for ${minutes} min`, traffic, failing(minutes, traffic, share)),
);

/** Burns that spend the budget in days and end. */
const slow = (
  [
    [0.008, 6, 4000],
    [0.0055, 17, 4000],
    [0.005, 18, 600],
    [0.004, 22, 1500],
    [0.003, 26, 4000],
    [0.002, 40, 4000],
  ] as const
).map(([share, hours, traffic]) =>
  incidentOf("slow", `${percent(share)} fail for ${hours} h`, traffic, failing(hours * 60, traffic, share)),
);

type Turn = readonly [on: number, off: number];

/** Trouble and pauses by turns. It is over with the last failure, not with the pause after it. */
export function byTurns(turns: readonly Turn[], traffic: number, share: number): Trace {
  const parts = turns.flatMap(([on, off]) => [failing(on, traffic, share), healthy(off, traffic)]);
  return following(...parts.slice(0, -1));
}

/** Turns until `hours` are full. */
function turnsOf(hours: number, next: () => Turn): Turn[] {
  const turns: Turn[] = [];
  for (let minutes = 0; minutes < hours * 60; ) {
    const [on, off] = next();
    turns.push([on, off]);
    minutes += on + off;
  }
  return turns;
}

function flapping(on: number, off: number, share: number, hours = 4): Incident {
  const kind = off > 12 ? "long pauses" : "flapping";
  const trouble = byTurns(
    turnsOf(hours, () => [on, off]),
    4000,
    share,
  );
  return incidentOf(kind, `${percent(share)} fail for ${on} min of every ${on + off}, ${hours} h long`, 4000, trouble);
}

/** Lengths without a pattern: the same ones in every run. */
function irregular(seed: number, share: number): Incident {
  let state = seed;
  const between = (low: number, high: number) => {
    state = (state * 48_271) % 2_147_483_647;
    return low + (state % (high - low + 1));
  };
  const turns = turnsOf(5, () => [between(1, 9), between(1, 12)]);
  const trouble = byTurns(turns, 4000, share);
  return incidentOf("flapping", `${percent(share)} fail for 1 to 9 min, after pauses of 1 to 12 min (${seed}), 5 h long`, 4000, trouble);
}

const comingAndGoing = [
  ...([1, 0.1, 0.06] as const).flatMap((share) => [flapping(1, 4, share), flapping(5, 5, share), flapping(3, 10, share)]),
  flapping(10, 10, 1),
  flapping(12, 12, 0.3),
  flapping(2, 12, 0.5),
  flapping(8, 12, 0.03),
  flapping(6, 6, 0.015),
  irregular(1, 1),
  irregular(7, 0.1),
  irregular(23, 0.03),
];

/** Pauses after which nobody can know that it is not over, and which plain rules bridge. */
const longPauses = [flapping(5, 15, 1), flapping(5, 25, 1), flapping(14, 19, 0.04, 3), flapping(2, 18, 0.1), flapping(20, 20, 0.05)];

export const incidents: readonly Incident[] = [...outages, ...partial, ...slow, ...comingAndGoing, ...longPauses];
