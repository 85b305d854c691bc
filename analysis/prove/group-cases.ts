import Fraction from "fraction.js";
import { isNative } from "../../model/native-histogram.ts";
import type { GroupedSignal, Source } from "../../model/resolved.ts";
import type { Alert } from "../../monitors/alert.ts";
import { groupLabels, labelsOf } from "./application.ts";
import { nativeInput } from "./native-series.ts";
import { heldFor } from "./predict.ts";
import { gone, type InputSeries, input, type Sample, scraped } from "./series.ts";
import type { Simulation } from "./simulation.ts";
import { steady } from "./trace.ts";

const from = 20;

/** As many groups as a signal may have, and one more of them for a while. */
export function groupCases(alert: Alert, signal: GroupedSignal): Simulation[] {
  const { atMost } = signal.groups;
  const { scrape } = signal.from;
  const perMinute = 60 / scrape;
  const to = from + Math.ceil(alert.for / 60) + 10;
  const minutes = to + 10;
  const isValue = signal.kind === "slices" && ("across" in signal.measure || "each" in signal.measure);
  const samples: Sample[] = isValue
    ? Array<Sample>((minutes + 1) * perMinute).fill(1)
    : scraped(steady(minutes, 120), ({ total }) => total, scrape);
  const { metric } = signal;
  const whole = signal.kind === "slices" && "across" in signal.measure ? signal.measure.outOf : undefined;
  const group = (number: number, seen: readonly Sample[]): InputSeries[] => {
    const labels = { ...labelsOf(signal.where), ...groupLabels(signal, number) };
    if (isNative(metric)) return [nativeInput(metric.name, labels, new Fraction(1), seen, Array<Sample>(seen.length).fill(0))];
    return [
      input(metric.kind === "histogram" ? `${metric.name}_count` : metric.name, labels, seen),
      ...(whole ? [input(whole.metric.name, { ...labels, ...labelsOf(whole.where) }, seen)] : []),
    ];
  };
  const allowed = Array.from({ length: atMost }, (_, number) => group(number, samples)).flat();
  const begun = samples.map((sample, index) => (index < from * perMinute ? undefined : sample));
  const further = group(atMost, gone(begun, to * perMinute));
  const [later, longer] = isValue ? [0, 0] : seenOf(signal.from);
  const tooMany = (minute: number) => minute >= from + later && minute < to + longer;
  const made = (what: string, series: readonly InputSeries[], fires: Simulation["fires"]): Simulation => ({
    name: `${alert.name} ${what}`,
    alerts: [alert],
    scrape,
    series,
    minutes,
    fires,
  });
  return [
    made("fires on one group too many, and resolves", [...allowed, ...further], { [alert.name]: heldFor(minutes, alert.for, tooMany) }),
    made("is silent with as many groups as there may be", allowed, {}),
  ];
}

/**
 * How many minutes later than its first sample a counter is counted, and for how many after its last. A rate is between two samples: after
 * the first minute, and until a minute after the last. A whole minute needs one sample in it: where one is scraped a minute, the last has
 * been counted when the series is gone.
 */
function seenOf(source: Source): readonly [later: number, longer: number] {
  if (!source.traits.series?.exact(source)) return [1, 1];
  return [0, source.scrape < 60 ? 1 : 0];
}
