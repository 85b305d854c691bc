import { parseDuration, parseShare, parseValue } from "../quantity.ts";
import type { Metric, Panel, Service, Show, Signal } from "../resolved.ts";
import type { ShowEntry, SystemFile } from "../schema/system.ts";
import { failuresOf, isEach } from "../slices.ts";
import { need, provenanceOf } from "./entries.ts";

type PanelEntry = SystemFile["dashboards"][string]["panels"][string];

/** What panels of a system refer to, by `service/entry`. */
export interface Shown {
  readonly metrics: ReadonlyMap<string, Metric>;
  readonly signals: ReadonlyMap<string, Signal>;
}

export function shownBy(services: readonly Service[]): Shown {
  return {
    metrics: new Map(services.flatMap(({ id, metrics }) => metrics.map((metric) => [`${id}/${metric.id}`, metric]))),
    signals: new Map(services.flatMap(({ id, signals }) => signals.map((signal) => [`${id}/${signal.id}`, signal]))),
  };
}

/** A panel, and the line that it writes itself; that of an SLO or alert on the same figure is drawn by dashboards/. */
export function resolvePanel(id: string, entry: PanelEntry, shown: Shown): Panel {
  const show = showOf(entry.show, shown);
  const threshold = entry.threshold === undefined ? undefined : parseValue(entry.threshold, unitOf(show));
  return {
    id,
    formerly: entry.formerly ?? [],
    ...provenanceOf(entry),
    title: entry.title,
    show,
    ...(threshold === undefined ? {} : { threshold }),
  };
}

function showOf(written: ShowEntry, { metrics, signals }: Shown): Show {
  const by = written.by ?? [];
  const metricOf = (path: string) => need(metrics, path, "metric");
  if (written.rate !== undefined) return { kind: "rate", metric: metricOf(written.rate), by };
  if (written.count !== undefined) return { kind: "count", metric: metricOf(written.count), over: parseDuration(written.over), by };
  if (written.quantile !== undefined) return { kind: "quantile", metric: metricOf(written.of), quantile: parseShare(written.quantile), by };
  if (written.value !== undefined) return { kind: "value", metric: metricOf(written.of), across: written.value, by };
  if (written.age !== undefined) return { kind: "age", metric: metricOf(written.age), by };
  written satisfies { readonly share: string };
  const signal = need(signals, written.share, "signal");
  if (signal.kind === "events" || isEach(signal)) return { kind: "share", signal, by };
  if (signal.kind === "slices" && "failed" in signal.measure) return { kind: "share", signal: failuresOf(signal, signal.measure), by };
  throw new Error(`the signal ${signal.path} has no share of events or series`);
}

/** Unit of what a panel shows; a rate or count is a plain number. */
function unitOf(show: Show): Metric["unit"] {
  if (show.kind === "rate" || show.kind === "count") return undefined;
  if (show.kind === "age") return "s";
  return show.kind === "share" ? "ratio" : show.metric.unit;
}
