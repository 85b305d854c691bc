import { logicalName, oldestId } from "../model/ids.ts";
import type { Measure } from "../model/measure.ts";
import { formatShare } from "../model/quantity.ts";
import type { Metric, Provenance, Show } from "../model/resolved.ts";
import type { DashboardPanel } from "./dashboard.ts";
import { type Expectations, type Threshold, thresholdOf } from "./threshold.ts";
import { unitOf } from "./unit.ts";

interface Described {
  readonly id: string;
  readonly title: string;
  readonly description?: string | undefined;
  readonly provenance: Provenance;
}

/** A panel of one or more lines that share a unit. */
export function panelOf(
  about: Described,
  kind: DashboardPanel["kind"],
  lines: readonly [DashboardPanel["lines"][number], ...DashboardPanel["lines"]],
  threshold?: Threshold,
): DashboardPanel {
  const { id, title, description, provenance } = about;
  return {
    id,
    title,
    ...(description !== undefined && { description }),
    kind,
    unit: unitOf(lines[0].measure),
    lines,
    ...(threshold && { threshold }),
    provenance: {
      source: provenance.source,
      ...(provenance.correction !== undefined && { correction: provenance.correction }),
      ...(provenance.decision !== undefined && { decision: provenance.decision }),
    },
  };
}

/** A panel over time of what the catalog can show, with its line from the same SLO or alert as the rules. */
export function trendOf(
  about: Described,
  show: Show,
  expected: Expectations,
  explicit?: Parameters<typeof thresholdOf>[2],
): DashboardPanel {
  return panelOf(about, "trend", [{ measure: show, legend: legendOf(show) }], thresholdOf(show, expected, explicit));
}

/** What a line is called where no label tells it apart. */
function legendOf(show: Show): string {
  switch (show.kind) {
    case "rate":
      return words(show.metric.id);
    case "share":
      return `bad share of ${words(oldestId(show.signal))}`;
    case "quantile":
      return quantileName(show.quantile);
    case "value":
      return `${show.across} of ${words(show.metric.id)}`;
  }
}

/** 95 % is `p95`, 99.9 % is `p99.9`. */
export function quantileName(quantile: Parameters<typeof formatShare>[0]): string {
  return `p${formatShare(quantile).slice(0, -1)}`;
}

/** An id for people: `active-users` is `active users`. */
export function words(id: string): string {
  return id.replaceAll("-", " ");
}

/** The same as the beginning of a title. */
export function heading(id: string): string {
  const text = words(id);
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Two measures with the same key show the same figure. Labels of `by` count: they make other lines. */
export function measureKey(measure: Measure): string {
  switch (measure.kind) {
    case "rate":
      return logicalName("rate", seriesKey(measure.metric), ...measure.by);
    case "share":
      return logicalName("share", measure.signal.path, ...measure.by);
    case "quantile":
      return logicalName("quantile", seriesKey(measure.metric), measure.quantile.toFraction(), ...measure.by);
    case "value":
      return logicalName("value", seriesKey(measure.metric), measure.across, ...measure.by);
    case "burn-rate":
      return logicalName(measure.kind, measure.slo.path, String(measure.over));
    case "sli":
    case "budget-left":
      return logicalName(measure.kind, measure.slo.path);
  }
}

const seriesKey = (metric: Metric): string => `${metric.name}${JSON.stringify(metric.where)}`;
