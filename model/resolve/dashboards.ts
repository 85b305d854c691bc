import Fraction from "fraction.js";
import { parseDuration, parseShare, parseValue } from "../quantity.ts";
import type { JourneyBudget, Metric, Panel, Service, Show, Signal, Slo } from "../resolved.ts";
import type { ShowEntry, SystemFile } from "../schema/system.ts";
import { failuresOf, isEach } from "../slices.ts";
import { need, provenanceOf } from "./entries.ts";

type BudgetEntry = NonNullable<ShowEntry["budget"]>;
type PanelEntry = SystemFile["dashboards"][string]["panels"][string];

/** What panels of a system refer to, by `service/entry`. */
export interface Shown {
  readonly metrics: ReadonlyMap<string, Metric>;
  readonly signals: ReadonlyMap<string, Signal>;
  readonly slos: ReadonlyMap<string, Slo>;
}

export function shownBy(services: readonly Service[]): Shown {
  return {
    metrics: new Map(services.flatMap(({ id, metrics }) => metrics.map((metric) => [`${id}/${metric.id}`, metric]))),
    signals: new Map(services.flatMap(({ id, signals }) => signals.map((signal) => [`${id}/${signal.id}`, signal]))),
    slos: new Map(services.flatMap(({ id, slos }) => slos.map((slo) => [`${id}/${slo.id}`, slo]))),
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

function showOf(written: ShowEntry, { metrics, signals, slos }: Shown): Show {
  if (written.budget) return budgetOf(written.budget, slos);
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

function budgetOf(written: BudgetEntry, slos: Shown["slos"]): JourneyBudget {
  const join = written.weighted ? "weighted" : "worst";
  const of = (written.weighted ?? written["worst-of"].map((slo) => ({ slo, weight: 1 }))).map(({ slo, weight }) => ({
    slo: need(slos, slo, "SLO"),
    weight: new Fraction(weight),
  }));
  return { kind: "budget", join, of, by: [] };
}

/** Unit of what a panel shows; a rate or count is a plain number. */
function unitOf(show: Show): Metric["unit"] {
  if (show.kind === "rate" || show.kind === "count") return undefined;
  if (show.kind === "age") return "s";
  return show.kind === "share" || show.kind === "budget" ? "ratio" : show.metric.unit;
}
