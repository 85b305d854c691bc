import type { Alert } from "../../monitors/alert.ts";
import { exposed } from "./application.ts";
import { predictCount } from "./predict.ts";
import { gone } from "./series.ts";
import type { Firing, Simulation } from "./simulation.ts";
import { following, steady, type Trace } from "./trace.ts";

const before = 30;

/** Events cease while their series stay; they pause for as long as chance may have it; their series are gone. */
export function trafficCases(alert: Alert): Simulation[] {
  const { when } = alert;
  if (when.kind !== "count" || when.signal.kind !== "events") return [];
  const { signal, over } = when;
  const { scrape } = signal.from;
  const wait = (alert.for + over) / 60;
  const made = (what: string, trace: Trace, fires: Firing, series = exposed(signal, trace)): Simulation => ({
    name: `${alert.name} ${what}`,
    alerts: [alert],
    scrape,
    series,
    minutes: trace.length,
    fires: { [alert.name]: fires },
  });
  const busy = steady(before, 20);
  const ceasing = following(busy, steady(wait + 10, 0), busy);
  const seldom = following(busy, ...Array.from({ length: 3 }, () => [...steady(wait - 2, 0), { total: 1, bad: 0 }]), busy);
  const always = steady(2 * before + wait + 10, 20);
  const perMinute = 60 / scrape;
  const vanishing = exposed(signal, always, {
    all: (samples) => gone(samples, before * perMinute, (before + wait + 10) * perMinute),
  });
  return [
    made("fires when its events cease, and resolves", ceasing, withoutTraffic(alert, ceasing)),
    made("is silent in the longest pauses that chance may have", seldom, []),
    made("is silent while its series are gone", always, [], vanishing),
  ];
}

/** The minutes in which an alert on missing traffic must fire. */
export function withoutTraffic({ when, for: held }: Alert, trace: Trace): Firing {
  return when.kind === "count" ? predictCount(trace, { when, for: held }) : [];
}
