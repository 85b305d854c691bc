import type Fraction from "fraction.js";
import { parseShare, parseValue } from "../quantity.ts";
import type { Metric, Panel, Service, Show, Signal } from "../resolved.ts";
import type { SystemFile } from "../schema/system.ts";
import { need, provenanceOf } from "./entries.ts";

type PanelEntry = SystemFile["dashboards"][string]["panels"][string];

/** What panels of a system refer to, by `service/entry`, and the lines that its SLOs draw. */
export interface Shown {
  readonly metrics: ReadonlyMap<string, Metric>;
  readonly signals: ReadonlyMap<string, Signal>;
  /** bound of the SLO on a histogram; of several, that of the first by path */
  readonly bounds: ReadonlyMap<Metric, Fraction>;
  /** error budget of the SLO on a signal, a share */
  readonly budgets: ReadonlyMap<string, Fraction>;
}

export function shownBy(services: readonly Service[]): Shown {
  const bounds = new Map<Metric, Fraction>();
  const budgets = new Map<string, Fraction>();
  for (const { signal, target } of services.flatMap(({ slos }) => slos)) {
    const bound = boundOf(signal);
    if (bound && !bounds.has(signal.metric)) bounds.set(signal.metric, bound);
    if (!budgets.has(signal.path)) budgets.set(signal.path, target.neg().add(1));
  }
  return {
    metrics: new Map(services.flatMap(({ id, metrics }) => metrics.map((metric) => [`${id}/${metric.id}`, metric]))),
    signals: new Map(services.flatMap(({ id, signals }) => signals.map((signal) => [`${id}/${signal.id}`, signal]))),
    bounds,
    budgets,
  };
}

function boundOf(signal: Signal): Fraction | undefined {
  if (signal.kind === "slices") return signal.good.under;
  return signal.kind === "events" && "overBound" in signal.bad ? signal.bad.overBound : undefined;
}

/** A panel with its line: the one that is written, else the bound or budget of the SLO on what it shows. */
export function resolvePanel(id: string, entry: PanelEntry, shown: Shown): Panel {
  const show = showOf(entry.show, shown);
  const threshold = entry.threshold === undefined ? lineOf(show, shown) : parseValue(entry.threshold, unitOf(show));
  return {
    id,
    formerly: entry.formerly ?? [],
    ...provenanceOf(entry),
    title: entry.title,
    show,
    ...(threshold === undefined ? {} : { threshold }),
  };
}

function showOf(written: PanelEntry["show"], { metrics, signals }: Shown): Show {
  const by = written.by ?? [];
  if (written.rate !== undefined) return { kind: "rate", metric: need(metrics, written.rate, "metric"), by };
  if (written.share !== undefined) {
    const signal = need(signals, written.share, "signal");
    if (signal.kind !== "events") throw new Error(`the signal ${signal.path} has no share of events`);
    return { kind: "share", signal, by };
  }
  const metric = need(metrics, written.of ?? "", "metric");
  if (written.quantile !== undefined) return { kind: "quantile", metric, quantile: parseShare(written.quantile), by };
  return { kind: "value", metric, across: written.value ?? "avg", by };
}

/** Unit of what a panel shows; a rate is a plain number. */
function unitOf(show: Show): Metric["unit"] {
  if (show.kind === "rate") return undefined;
  return show.kind === "share" ? "ratio" : show.metric.unit;
}

function lineOf(show: Show, { bounds, budgets }: Shown): Fraction | undefined {
  if (show.kind === "share") return budgets.get(show.signal.path);
  return show.kind === "quantile" || show.kind === "value" ? bounds.get(show.metric) : undefined;
}
