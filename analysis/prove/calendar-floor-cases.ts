import type { RecordingRule } from "../../artifacts/prometheus/rule-file.ts";
import { ruleFile } from "../../artifacts/prometheus/rules.ts";
import { boundsOf, type CalendarUnit } from "../../model/calendar-window.ts";
import { isRaw } from "../../model/raw.ts";
import type { SingleShare, Slo } from "../../model/resolved.ts";
import { groupLabels } from "./application.ts";
import { type InputSeries, input } from "./series.ts";
import { beginning, type Simulation } from "./simulation.ts";
import { steady, type Trace } from "./trace.ts";
import { alertOf, type Watched } from "./watched.ts";

const hour = 3600;
/** Events of an hour: a prime number, so that no share that a floor asks for is met exactly, where floats decide. An hour has 60 minutes. */
const perHour = { events: 3989, slices: 60 } as const satisfies Record<SingleShare["kind"], number>;
/** Good hours before the failures, and hours of the next month or quarter. */
const [history, after] = [100, 12];

type WithFloor = Slo & {
  readonly calendar: CalendarUnit;
  readonly signal: SingleShare;
  readonly floor: NonNullable<Slo["floor"]> & { readonly signal: SingleShare };
};
/** The checks refuse a composite by the calendar. */
const hasFloor = (slo: Slo): slo is WithFloor =>
  slo.calendar !== undefined && slo.floor !== undefined && slo.signal.kind !== "composite" && slo.floor.signal.kind !== "composite";

/**
 * Every floor of some SLOs by the calendar, over a month or quarter and the beginning of the next: it holds from the hour in which more has failed
 * than it allows in all of it, as long as it lasts, and not in the next. The hours are given as they are recorded: to evaluate a
 * month minute by minute takes minutes.
 */
export function calendarFloorCases(watched: Watched, slos: readonly Slo[]): Simulation[] {
  return slos.filter(hasFloor).flatMap((slo) => (isRaw(slo.signal) || isRaw(slo.floor.signal) ? [] : [floorCase(watched, slo)]));
}

function floorCase(watched: Watched, slo: WithFloor): Simulation {
  const alert = alertOf(watched, slo.path, "floor");
  const { signal } = slo.floor;
  const { from, to } = boundsOf(slo.calendar, beginning);
  const length = (to - from) / hour;
  const trace = failing(slo, length);
  const below = holdsFrom(slo, trace, length);
  const rules = ruleFile([alert]).groups.flatMap((group) => group.rules);
  const recordings = rules.flatMap((rule) => ("record" in rule ? [rule] : []));
  const query = rules.flatMap((rule) => ("alert" in rule ? [`count(${rule.expr})`] : [])).join();
  const at = (hours: number, is: boolean) => ({ query, at: hours * 60, is: is ? 1 : undefined });
  return {
    name: `${slo.path} makes a ticket below its floor of the ${slo.calendar}, and begins the next one anew`,
    alerts: [alert],
    recordOnly: true,
    recorded: new Set(recordings.map(({ record }) => record)),
    scrape: hour,
    series: hoursOf(recordings, signal, trace),
    minutes: trace.length * 60,
    fires: {},
    values: [at(below - 1, false), at(below, true), at(length, true), at(length + 1, false), at(trace.length, false)],
  };
}

/** Good hours, then bad ones until the floor is broken, and two more; the next month or quarter begins well, with a bad hour after it. */
function failing({ floor }: WithFloor, length: number): Trace {
  const total = perHour[floor.signal.kind];
  const allowed = floor.share.neg().add(1).mul(total).mul(length).valueOf();
  const bad = Math.min(total, Math.ceil(allowed / 48));
  const burning = Math.min(length - history, Math.floor(allowed / bad) + 3);
  const good = (hours: number) => steady(hours, total);
  return [
    ...good(history),
    ...steady(burning, total, bad),
    ...good(length - history - burning),
    ...good(after - 1),
    ...steady(1, total, 1),
  ];
}

/** The first full hour after which more has failed than the floor allows in `length` hours like those before. */
function holdsFrom({ floor, policy }: WithFloor, trace: Trace, length: number): number {
  const least = floor.signal.kind === "events" ? policy.leastBadEvents : 0;
  const { n, d } = floor.share;
  let [total, bad] = [0, 0];
  const broken = trace.findIndex((one, index) => {
    total += one.total;
    bad += one.bad;
    return bad >= least && BigInt(bad * (index + 1)) * d > (d - n) * BigInt(total * length);
  });
  if (broken < 0 || broken >= length) throw new Error(`the floor of ${floor.signal.path} cannot be broken`);
  return broken + 1;
}

/** What is recorded at each full hour of the hour before it. Of a signal by groups one lives here. */
function hoursOf(recordings: readonly RecordingRule[], signal: SingleShare, trace: Trace): InputSeries[] {
  return recordings
    .filter(({ record }) => record.endsWith("1h"))
    .map(({ record, labels }) => {
      const values = trace.map(({ bad, total }) => (record.includes("bad") ? bad : total));
      return input(record, { ...labels, ...groupLabels(signal, 0) }, [undefined, ...values]);
    });
}
