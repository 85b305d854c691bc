import type { AlertRule, Condition, Metric } from "../../model/resolved.ts";
import type { Alert } from "../../monitors/alert.ts";
import { labelsOf } from "./application.ts";
import { heldFor } from "./predict.ts";
import { gauge, gone, input, instance, missed, resetAt, type Sample, scraped } from "./series.ts";
import { beginning, type Simulation } from "./simulation.ts";
import { following, steady } from "./trace.ts";

export type AgeRule = AlertRule & { readonly when: Extract<Condition, { kind: "age" }> };

/** Minutes in which it happens every minute, and after which it does so again. */
const fresh = 30;
const again = 10;

/** What should happen again and again does not for a while, and then does. */
export function ageCases(alert: Alert, rule: AgeRule): Simulation[] {
  return rule.when.signal.metric.kind === "counter" ? ofCounter(alert, rule) : ofTimestamp(alert, rule);
}

/** The moment at which a minute begins, as a metric holds it. */
export const moment = ({ unit }: Metric, minute: number): number => (beginning + minute * 60) * (unit === "timestamp-ms" ? 1000 : 1);

function ofTimestamp(alert: Alert, rule: AgeRule): Simulation[] {
  const { signal, olderThan } = rule.when;
  const { metric, where, by, from } = signal;
  const age = olderThan / 60;
  const held = Math.ceil(rule.for / 60);
  /** the minute of the latest success, seen from each minute */
  const curve = (pause: number): number[] => [
    ...Array.from({ length: fresh }, (_, minute) => minute),
    ...Array<number>(pause).fill(fresh - 1),
    ...Array.from({ length: again }, (_, minute) => fresh + pause + minute),
  ];
  const moments = (latest: readonly number[]) => latest.map((minute) => moment(metric, minute));
  const series = (name: string, values: readonly number[], change: (samples: Sample[]) => Sample[] = (samples) => samples) =>
    input(metric.name, { ...instance(by, name), ...labelsOf(where) }, change(gauge(values, from.scrape)));
  const made = (name: string, pause: number): Simulation => {
    const latest = curve(pause);
    const minutes = latest.length - 1;
    return {
      name: `${rule.path} ${name}`,
      alerts: [alert],
      scrape: from.scrape,
      // Another group is fresh all the time; of one group, another series has never been.
      series: [
        series("one", moments(latest)),
        series("two", by.length > 0 ? moments(latest.map((_, minute) => minute)) : latest.map(() => 0)),
      ],
      minutes,
      fires: { [alert.name]: heldFor(minutes, rule.for, (minute) => minute - (latest[minute] ?? 0) > age) },
    };
  };
  const vanished = (): Simulation => {
    const latest = curve(held + 5).map((_, minute) => minute);
    const [minutes, back] = [latest.length - 1, latest.length - 5];
    const perMinute = 60 / from.scrape;
    return {
      name: `${rule.path} fires when its series are gone, although none is too old`,
      alerts: [alert],
      scrape: from.scrape,
      series: [series("one", moments(latest), (samples) => gone(samples, fresh * perMinute, back * perMinute))],
      minutes,
      fires: { [alert.name]: heldFor(minutes, rule.for, (minute) => minute >= fresh && minute < back) },
    };
  };
  return [
    made("fires when its latest moment is too long ago, and resolves", age + held + 5),
    made("is silent at its age", age + held - 1),
    ...(rule.missing === "fire" ? [vanished()] : []),
  ];
}

/** A counter that is there from the beginning: what is counted in a minute shows at its end. */
function ofCounter(alert: Alert, rule: AgeRule): Simulation[] {
  const { signal, olderThan } = rule.when;
  const { metric, where, by, from } = signal;
  const age = olderThan / 60;
  const pause = age + Math.ceil(rule.for / 60) + 5;
  const trace = following(steady(fresh, 1), steady(pause, 0), steady(again, 1));
  const minutes = trace.length;
  const perMinute = 60 / from.scrape;
  const counted = scraped(trace, ({ total }) => total, from.scrape);
  const series = (name: string, samples: readonly Sample[]) =>
    input(metric.name, { ...instance(by, "one"), ...labelsOf(where), simulated_instance: name }, samples);
  /** An increase is seen while the sample before it is in the window too, or always read. */
  const before = from.traits.series?.exact(from) ? 0 : from.scrape;
  const seen = (minute: number) =>
    trace.some(({ total }, index) => total > 0 && index + 1 <= minute && (index + 1 - minute + age) * 60 > before);
  const known = (minute: number) => minute >= age;
  const made = (name: string, samples: readonly (readonly Sample[])[], stale: (minute: number) => boolean): Simulation => ({
    name: `${rule.path} ${name}`,
    alerts: [alert],
    scrape: from.scrape,
    series: samples.map((one, index) => series(`${index}`, one)),
    minutes,
    fires: { [alert.name]: heldFor(minutes, rule.for, stale) },
  });
  const idle = counted.map(() => 0);
  const [birth, restart] = [5, fresh + 10];
  return [
    made("fires when nothing was counted for too long, and resolves", [counted, idle], (minute) => known(minute) && !seen(minute)),
    made(
      "fires although its process began anew with 0",
      [resetAt(counted, restart * perMinute)],
      (minute) => known(minute) && !seen(minute),
    ),
    made("fires when it never counted, once there is data of so long ago", [idle], known),
    made(
      "takes a series that is born with its first event for a success",
      [
        idle,
        missed(
          idle.map(() => 1),
          0,
          birth * perMinute,
        ),
      ],
      (minute) => known(minute) && !(minute >= birth && minute < birth + age),
    ),
  ];
}
