import Fraction from "fraction.js";
import { leavesOf } from "../../model/condition.ts";
import { logicalName, oldestId } from "../../model/ids.ts";
import type { Provenance, Service, ShareSignal, Show } from "../../model/resolved.ts";
import type { Alert } from "../../monitors/alert.ts";
import type { DashboardPanel } from "../dashboard.ts";
import { heading, measureKey, quantileName, trendOf } from "../panel.ts";
import type { Expectations } from "../threshold.ts";

interface Watched {
  readonly signal: ShareSignal;
  /** share of bad events that the SLO or alert allows */
  readonly allowed: Fraction;
  readonly provenance: Provenance;
}

/** What SLOs and alerts watch, as it is now: the failing share of a counter, the quantile of a histogram. */
export function signalPanels(service: Service, alerts: readonly Alert[], expected: Expectations): DashboardPanel[] {
  const panels = new Map<string, DashboardPanel>();
  for (const one of watchedOf(service, alerts)) {
    const show = showOf(one);
    const key = measureKey(show);
    if (!panels.has(key)) panels.set(key, trendOf({ ...namedBy(show, one.signal), provenance: one.provenance }, show, expected));
  }
  return [...panels.values()];
}

/** SLOs first, so that a panel that serves an SLO and an alert belongs to the SLO. */
function watchedOf(service: Service, alerts: readonly Alert[]): Watched[] {
  const ofSlos = service.slos.map((slo) => ({ signal: slo.signal, allowed: new Fraction(1).sub(slo.target), provenance: slo }));
  const ofAlerts = alerts
    .filter((alert) => alert.kind === "threshold" && alert.service?.path === service.path)
    .flatMap((alert) =>
      leavesOf(alert.when).flatMap((leaf) =>
        leaf.kind === "bad-share" ? [{ signal: leaf.signal, allowed: leaf.above, provenance: alert.provenance }] : [],
      ),
    );
  return [...ofSlos, ...ofAlerts];
}

/** A bound that `allowed` may pass is watched as the quantile `1 - allowed`: it tells how far away the bound is. */
function showOf({ signal, allowed }: Watched): Show {
  const metric = { ...signal.metric, where: signal.where };
  if (signal.kind === "events") {
    if ("overBound" in signal.bad) return { kind: "quantile", metric, quantile: new Fraction(1).sub(allowed), by: [] };
    return { kind: "share", signal, by: [] };
  }
  if ("quantile" in signal.measure) return { kind: "quantile", metric, quantile: signal.measure.quantile, by: [] };
  return { kind: "value", metric, across: signal.measure.across, by: [] };
}

function namedBy(show: Show, signal: ShareSignal): { id: string; title: string } {
  const metric = signal.metric.id;
  switch (show.kind) {
    case "quantile":
      return {
        id: logicalName("quantile", metric, show.quantile.toFraction()),
        title: `${heading(metric)}, ${quantileName(show.quantile)}`,
      };
    case "share":
      return { id: logicalName("share", oldestId(signal)), title: `${heading(metric)}, bad share` };
    default:
      return { id: logicalName("slices", oldestId(signal)), title: heading(metric) };
  }
}
