import { takeInWords } from "../../model/compared.ts";
import { logicalName, oldestId } from "../../model/ids.ts";
import { formatDuration, type Unit } from "../../model/quantity.ts";
import { isRaw } from "../../model/raw.ts";
import type { Across, AgeSignal, Metric, Provenance, Service, Show, Signal, ValueSignal } from "../../model/resolved.ts";
import type { DashboardPanel } from "../dashboard.ts";
import { heading, trendOf, words } from "../panel.ts";
import type { Expectations } from "../threshold.ts";

/** Amounts add up over series; shares and times do not, so that the worst one is shown. */
const acrossByUnit: Readonly<Record<Unit | "none", Across>> = {
  none: "sum",
  bytes: "sum",
  percent: "max",
  ratio: "max",
  bool: "max",
  s: "max",
  ms: "max",
  timestamp: "max",
  "timestamp-ms": "max",
};

/** How full it is: every gauge, as the alerts read it, or as a hand-written panel does, else over all series. */
export function saturationPanels(service: Service, expected: Expectations, written: Written): DashboardPanel[] {
  return service.metrics.filter((metric) => metric.kind === "gauge").flatMap((metric) => panelsOf(metric, service, expected, written));
}

/** How hand-written panels aggregate the series of a gauge, by metric name. */
type Written = ReadonlyMap<string, Across>;

function panelsOf(metric: Metric, service: Service, expected: Expectations, written: Written): DashboardPanel[] {
  const signals = service.signals.filter(
    (signal): signal is OfGauge => isOfGauge(signal) && !isRaw(signal) && signal.metric.id === metric.id,
  );
  if (signals.length > 0) return signals.map((signal) => asRead(signal, service, expected));
  // A gauge of a time-slice SLI is among the signals, with its threshold line.
  if (service.slos.some(({ signal }) => signal.kind === "slices" && signal.metric.id === metric.id)) return [];
  const show: Show = isMoment(metric)
    ? { kind: "age", metric, by: [] }
    : { kind: "value", metric, across: written.get(metric.name) ?? acrossOf(metric), by: [] };
  return [trendOf({ id: logicalName("value", metric.id), title: heading(metric.id), provenance: metric }, show, expected)];
}

type OfGauge = ValueSignal | AgeSignal;
const isOfGauge = ({ kind }: Signal): boolean => kind === "value" || kind === "age";

/** A moment is looked at as its age, where a query can ask for the time. */
const isMoment = ({ unit, from }: Metric): boolean => (unit === "timestamp" || unit === "timestamp-ms") && from.traits.series !== undefined;

/** The worst of more-is-better is the least. */
function acrossOf({ from, unit, better }: Metric): Across {
  const across = from.traits.gaugesAreEvents ? "max" : acrossByUnit[unit ?? "none"];
  return across === "max" && better === "more" ? "min" : across;
}

function asRead(signal: OfGauge, service: Service, expected: Expectations): DashboardPanel {
  const { by } = signal;
  const whole = signal.kind === "value" ? signal.outOf : undefined;
  const metric = { ...signal.metric, where: signal.where };
  const about = {
    id: logicalName("signal", oldestId(signal)),
    title: `${heading(signal.metric.id)}${whole ? ` out of ${words(whole.metric.id)}` : ""}${windowInWords(signal)}`,
    description:
      by.length > 0
        ? undefined
        : signal.kind === "age"
          ? "By the latest of all series."
          : `The ${acrossInWords[signal.across]} of all series${whole ? ", of both" : ""}.`,
    provenance: provenanceOf(signal, service),
  };
  const show: Show =
    signal.kind === "age"
      ? { kind: "age", metric, by }
      : {
          kind: "value",
          metric,
          across: signal.across,
          by,
          ...(whole && { outOf: whole }),
          ...(signal.window && { window: signal.window }),
        };
  return trendOf(about, show, expected);
}

const windowInWords = (signal: OfGauge): string =>
  signal.kind === "value" && signal.window ? `: ${takeInWords(signal.window.take)} over ${formatDuration(signal.window.over)}` : "";

/** The source ids of the alerts that watch the signal: theirs is the line in the panel. */
function provenanceOf(signal: OfGauge, service: Service): Provenance {
  const watching = service.alerts.filter((alert) => alert.when.signal.path === signal.path);
  return { source: [...new Set([...signal.source, ...watching.flatMap((alert) => alert.source)])] };
}

const acrossInWords: Readonly<Record<Across, string>> = { min: "lowest", max: "highest", avg: "average", sum: "sum" };
