import { takeInWords } from "../model/compared.ts";
import { oldestId } from "../model/ids.ts";
import { formatDuration, formatShare } from "../model/quantity.ts";
import type { Provenance, Show } from "../model/resolved.ts";
import type { DashboardPanel } from "./dashboard.ts";
import type { Threshold } from "./figure.ts";
import { type Expectations, thresholdsOf } from "./threshold.ts";
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
  thresholds: readonly Threshold[] = [],
): DashboardPanel {
  const { id, title, description, provenance } = about;
  return {
    id,
    title,
    ...(description !== undefined && { description }),
    kind,
    unit: unitOf(lines[0].measure),
    lines,
    thresholds,
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
  explicit?: Parameters<typeof thresholdsOf>[2],
): DashboardPanel {
  return panelOf(about, "trend", [{ measure: show, legend: legendOf(show) }], thresholdsOf(show, expected, explicit));
}

/** Legend of a line without a distinguishing label. */
function legendOf(show: Show): string {
  switch (show.kind) {
    case "rate":
      return words(show.metric.id);
    case "count":
      return `${words(show.metric.id)} in ${formatDuration(show.over)}`;
    case "share":
      return `bad share of ${words(oldestId(show.signal))}`;
    case "quantile":
      return quantileName(show.quantile);
    case "budget":
      return "left";
    case "age":
      return `age of ${words(show.metric.id)}`;
    case "value":
      if (show.raw) return `raw query on ${show.raw.reads.map(({ id }) => words(id)).join(", ")}`;
      if (show.window) return `${show.across} ${takeInWords(show.window.take)} of ${words(show.metric.id)}`;
      return `${show.across} of ${words(show.metric.id)}${show.outOf ? ` out of ${words(show.outOf.metric.id)}` : ""}`;
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
