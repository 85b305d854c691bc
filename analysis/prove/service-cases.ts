import { measuredOf } from "../../model/composite.ts";
import type { AgeSignal, Service, Signal, ValueSignal, Whole } from "../../model/resolved.ts";
import type { Alert } from "../../monitors/alert.ts";
import { moment } from "./age-cases.ts";
import { exposed, groupsIn, labelsOf, simulatedWhole } from "./application.ts";
import { heldFor } from "./predict.ts";
import { gauge, gone, type InputSeries, input, type Sample, scraped } from "./series.ts";
import type { Firing, Simulation } from "./simulation.ts";
import { steady, type Trace } from "./trace.ts";
import { withoutTraffic } from "./traffic-cases.ts";
import type { Watched } from "./watched.ts";

const minutes = 150;
/** Seconds: what is compared with an earlier time has none in it. */
export const lived = minutes * 60;
const vanishes = 60;
const returns = 120;

/** What must be true of each service as a whole, with all its alerts but the floors looking on. */
export function serviceCases(watched: Watched, service: Service): Simulation[] {
  const alerts = watched.alerts.filter((alert) => alert.service?.path === service.path && alert.kind !== "floor");
  const scrape = Math.max(...readIn(service).map((signal) => signal.from.scrape));
  const made = (name: string, trace: Trace, change: (samples: Sample[]) => Sample[], fires: Record<string, Firing>): Simulation => ({
    name: `${service.path} ${name}`,
    alerts,
    scrape,
    series: seriesOf(service, trace, change),
    minutes,
    fires,
  });
  const perMinute = 60 / scrape;
  const missing = (minute: number) => minute >= vanishes && minute < returns;
  const absent = alerts.filter(tellsOfMissing).map((alert) => [alert.name, heldFor(minutes, alert.for, missing)] as const);
  const quiet = alerts.filter(({ kind }) => kind === "no-traffic");
  return [
    made("is silent while it is healthy", steady(minutes, 400), (samples) => samples, {}),
    made(
      quiet.length > 0 ? "reports missing traffic only by the alerts on it" : "is silent without any traffic",
      steady(minutes, 0),
      (samples) => samples,
      Object.fromEntries(quiet.map((alert) => [alert.name, withoutTraffic(alert, steady(minutes, 0))])),
    ),
    made(
      "reports missing data only by its absence alerts, once per metric",
      steady(minutes, 400),
      (samples) => gone(samples, vanishes * perMinute, returns * perMinute),
      Object.fromEntries(absent),
    ),
  ];
}

/** Its own signals, and those of others that its composites read. */
export const readIn = ({ signals, composites }: Service): readonly Signal[] => [
  ...new Set([...signals, ...composites.flatMap(measuredOf)]),
];

const tellsOfMissing = ({ kind, when }: Alert): boolean => kind === "absence" || when.kind === "absent" || when.kind === "or-absent";

/** Everything that a service's signals read, in good health; of signals on one histogram, by the strictest bound. */
function seriesOf(service: Service, trace: Trace, change: (samples: Sample[]) => Sample[]): InputSeries[] {
  const strictestFirst = [...readIn(service)].sort((a, b) => boundOf(a) - boundOf(b) || 0);
  const all = strictestFirst.flatMap((signal) => healthySeries(service, signal, trace, change));
  return [...new Map(all.toReversed().map((one) => [one.series, one])).values()];
}

/** What must be above a bound comes last: an event at the upper bound of another signal is above it. */
function boundOf(signal: Signal): number {
  if (signal.kind !== "events") return 0;
  if ("upToBound" in signal.bad) return Number.POSITIVE_INFINITY;
  return "overBound" in signal.bad ? signal.bad.overBound.valueOf() : 0;
}

function healthySeries(service: Service, signal: Signal, trace: Trace, change: (samples: Sample[]) => Sample[]): InputSeries[] {
  switch (signal.kind) {
    case "events":
      return exposed(signal, trace, { all: change });
    case "count":
      return counting(service, signal, trace, change);
    case "value":
      return healthyValues(service, signal, trace, change);
    case "age":
      return [fresh(signal, trace, change)];
    case "slices":
      return [];
  }
}

/** Something that happens every minute, with or without traffic. */
function fresh({ metric, where, by, from }: AgeSignal, trace: Trace, change: (samples: Sample[]) => Sample[]): InputSeries {
  const labels = { ...labelsOf(where), ...Object.fromEntries(by.map((label) => [label, "one"])) };
  if (metric.kind === "counter") return input(metric.name, labels, change(scraped(trace, () => 1, from.scrape)));
  const moments = Array.from({ length: trace.length + 1 }, (_, minute) => moment(metric, minute));
  return input(metric.name, labels, change(gauge(moments, from.scrape)));
}

function healthyValues(service: Service, signal: ValueSignal, trace: Trace, change: (samples: Sample[]) => Sample[]): InputSeries[] {
  const value = healthyValue(service, signal);
  const by = Object.fromEntries(signal.by.map((label) => [label, "one"]));
  const one = ({ metric, where }: Whole, level: number): InputSeries =>
    input(metric.name, { ...labelsOf(where), ...by }, change(gauge(Array(trace.length + 1).fill(level), signal.from.scrape)));
  const { outOf } = signal;
  return outOf ? [one(signal, value * simulatedWhole()), one(outOf, simulatedWhole())] : [one(signal, value)];
}

/** At the strictest of the thresholds that alerts have for it, which none of them is beyond. */
function healthyValue(service: Service, signal: Signal): number {
  // What stays at a threshold is not forecast to be beyond it.
  const rules = service.alerts.flatMap(({ when }) =>
    (when.kind === "value" || when.kind === "forecast") && when.signal.path === signal.path ? [when] : [],
  );
  const [first] = rules;
  if (!first) return 1;
  // An average of equal values may end in another digit than they do.
  const inside = (value: number) => value - (Math.abs(value) / 16) * (first.compare === "above" ? 1 : -1);
  const thresholds = rules.map(({ signal: { window }, threshold }) => (window ? inside(threshold.valueOf()) : threshold.valueOf()));
  return first.compare === "above" ? Math.min(...thresholds) : Math.max(...thresholds);
}

/** A count of what should not happen exists and does not increase; what must not change comes at an even pace, with or without traffic. */
function counting(service: Service, signal: Signal, trace: Trace, change: (samples: Sample[]) => Sample[]): InputSeries[] {
  const feared = service.alerts.some(({ when }) => when.kind === "count" && when.signal.path === signal.path && when.compare === "above");
  const { scrape } = signal.from;
  const even = service.alerts.some(({ when }) => when.kind === "change" && when.signal.path === signal.path);
  if (!even && !feared) return [];
  return groupsIn(signal).map((labels) => input(signal.metric.name, labels, change(scraped(trace, () => (feared ? 0 : 20), scrape))));
}
