import { leavesOf } from "../../model/condition.ts";
import { logicalName, oldestId } from "../../model/ids.ts";
import { formatDuration } from "../../model/quantity.ts";
import { isRaw } from "../../model/raw.ts";
import type { Provenance, Service, Signal } from "../../model/resolved.ts";
import type { Alert } from "../../monitors/alert.ts";
import type { DashboardPanel } from "../dashboard.ts";
import { type Figure, figuresOf, figuresOfSlo } from "../figure.ts";
import { measureKey } from "../key.ts";
import { heading, quantileName, trendOf } from "../panel.ts";
import type { Expectations } from "../threshold.ts";

type Watched = Figure & { readonly provenance: Provenance };

/**
 * What SLOs and alerts watch, as it is now: the failing share of a counter, the quantile of a histogram, the events of a
 * time. Gauges have a row of their own.
 */
export function signalPanels(service: Service, alerts: readonly Alert[], expected: Expectations): DashboardPanel[] {
  const figures = new Map<string, Watched>();
  for (const one of watchedOf(service, alerts)) {
    const key = measureKey(one.show);
    if (!figures.has(key)) figures.set(key, one);
  }
  const isOwn = ({ path }: Signal) => path.startsWith(`${service.path}/`);
  const nameOf = (figure: Figure) => (isOwn(figure.signal) ? namedBy(figure) : foreign(namedBy(figure), figure.signal));
  const named = [...figures.values()].map((figure) => ({ figure, name: nameOf(figure) }));
  const alike = Map.groupBy(named, ({ name }) => name.id);
  return named.map(({ figure: { show, signal, provenance }, name }) => {
    const shared = (alike.get(name.id)?.length ?? 0) > 1;
    return trendOf({ ...(shared ? apart(name, signal) : name), provenance }, show, expected);
  });
}

/** SLOs first, so that a panel that serves an SLO and an alert belongs to the SLO. */
function watchedOf(service: Service, alerts: readonly Alert[]): Watched[] {
  const ofSlos = service.slos.flatMap((slo) => figuresOfSlo(slo).map((figure) => ({ ...figure, provenance: slo })));
  const ofAlerts = alerts
    .filter((alert) => alert.kind === "threshold" && alert.service?.path === service.path)
    .flatMap(({ when, provenance }) =>
      leavesOf(when).flatMap((leaf) => {
        if (leaf.kind !== "bad-share" && leaf.signal.metric.kind === "gauge" && !isRaw(leaf.signal)) return [];
        return figuresOf(leaf).map((figure) => ({ ...figure, provenance }));
      }),
    );
  return [...ofSlos, ...ofAlerts];
}

interface Name {
  readonly id: string;
  readonly title: string;
}

/** Where signals with other matchers show the same quantile of one metric, each panel has the name of its signal as well. */
const apart = ({ id, title }: Name, signal: Signal): Name => ({
  id: logicalName(id, oldestId(signal)),
  title: `${title}: ${heading(oldestId(signal))}`,
});

/** A member of a composite that another service has. */
const foreign = ({ id, title }: Name, { system, service }: Signal): Name => ({
  id: logicalName(system, service, id),
  title: `${heading(service)}: ${title}`,
});

function namedBy({ show, signal }: Figure): Name {
  const metric = signal.metric.id;
  switch (show.kind) {
    case "quantile":
      return {
        id: logicalName("quantile", metric, show.quantile.toFraction()),
        title: `${heading(metric)}, ${quantileName(show.quantile)}`,
      };
    case "share":
      return { id: logicalName("share", oldestId(signal)), title: `${heading(metric)}, bad share` };
    case "count":
      return {
        id: logicalName("count", oldestId(signal), String(show.over)),
        title: `${heading(oldestId(signal))} in ${formatDuration(show.over)}`,
      };
    case "rate":
    case "value":
    case "age":
    case "budget":
      if (isRaw(signal)) return { id: logicalName("raw", oldestId(signal)), title: heading(oldestId(signal)) };
      return { id: logicalName("slices", oldestId(signal)), title: heading(metric) };
  }
}
