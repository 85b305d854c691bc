import type { Trace } from "../analysis/prove/trace.ts";

/** What went wrong with a service, and then went right again. */
export interface Incident {
  readonly trace: Trace;
  /** the minute in which it begins */
  readonly begins: number;
  /** the minute before which its last failure happens */
  readonly over: number;
}

interface Trouble {
  /** minutes that are failing and then healthy, by turns */
  readonly turns: readonly (readonly [failing: number, healthy: number])[];
  /** requests a minute */
  readonly traffic: number;
  /** of the requests in failing minutes */
  readonly share: number;
  /** of those in healthy ones, before and after too */
  readonly background?: number;
}

/** Minutes before: those of the longest window of a page, and some. */
const before = 371;
/** Minutes after: those of the slowest window that ends an alert, and an hour. */
const after = 431;
const threeDays = 4320;

/** An incident after three days of health, and before seven hours of it. */
export function incidentOf({ turns, traffic, share, background = 0 }: Trouble): Incident {
  const counted = counter(traffic);
  const lengths = turns.flat().slice(0, -1);
  const trouble = lengths.flatMap((length, index) => counted(length, index % 2 === 0 ? share : background));
  const older = Math.round((traffic * (threeDays - before)) / 6);
  // What is older than the longest window of a page comes in a few early minutes: whoever sums up three days finds their traffic.
  const history = counted(before, background).map((minute, index) => (index >= 2 && index < 8 ? { ...minute, total: older } : minute));
  return { trace: [...history, ...trouble, ...counted(after, background)], begins: before, over: before + trouble.length };
}

/** Whole requests and failures; what is left over of one minute counts in the next. */
function counter(traffic: number): (minutes: number, share: number) => Trace {
  const owed = { total: 0, bad: 0 };
  return (minutes, share) =>
    Array.from({ length: minutes }, () => {
      owed.total += traffic;
      const total = Math.floor(owed.total + 1e-9);
      owed.total -= total;
      owed.bad += total * share;
      const bad = Math.min(total, Math.floor(owed.bad + 1e-9));
      owed.bad -= bad;
      return { total, bad };
    });
}

/** Health in which `failures` requests fail once, all in one minute. */
export function clusterOf(traffic: number, failures: number): Incident {
  const quiet = incidentOf({ turns: [[1, 0]], traffic, share: 0 });
  const trace = quiet.trace.map((minute, index) =>
    index === quiet.begins ? { total: Math.max(minute.total, failures), bad: failures } : minute,
  );
  return { ...quiet, trace };
}

/** No request for so many minutes; the service and its metrics are there. */
export const silenceOf = (traffic: number, minutes: number): Incident => {
  const { trace, ...incident } = incidentOf({ turns: [[minutes, 0]], traffic, share: 0 });
  const silent = trace.map((minute, index) => (index >= incident.begins && index < incident.over ? { total: 0, bad: 0 } : minute));
  return { ...incident, trace: silent };
};
