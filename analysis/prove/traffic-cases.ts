import { openHours } from "../../model/open-hours.ts";
import type { Calendar } from "../../model/resolved.ts";
import type { Alert } from "../../monitors/alert.ts";
import { exposed } from "./application.ts";
import { intervals, predictCount } from "./predict.ts";
import { gone } from "./series.ts";
import { beginning, type Firing, type Simulation } from "./simulation.ts";
import { following, steady, type Trace } from "./trace.ts";

/** Minutes. */
const [before, week] = [30, 7 * 1440];

/** Events cease while their series stay; they pause for as long as chance may have it; their series are gone. */
export function trafficCases(alert: Alert): Simulation[] {
  const { when } = alert;
  if (when.kind !== "count" || when.signal.kind !== "events") return [];
  const { signal, over, during } = when;
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
  const hours = during && longestHours(during);
  const ceases = hours ? hours.from + over / 60 : before;
  const [sooner, busy] = [ceases, before].map((minutes) => steady(minutes, 20)) as [Trace, Trace];
  const ceasing = following(sooner, steady(wait + 10, 0), busy);
  const seldom = following(sooner, ...Array.from({ length: 3 }, () => [...steady(wait - 2, 0), { total: 1, bad: 0 }]), busy);
  const always = steady(ceases + wait + 10 + before, 20);
  const perMinute = 60 / scrape;
  const vanishing = exposed(signal, always, {
    all: (samples) => gone(samples, ceases * perMinute, (ceases + wait + 10) * perMinute),
  });
  return [
    made("fires when its events cease, and resolves", ceasing, withoutTraffic(alert, ceasing)),
    made("is silent in the longest pauses that chance may have", seldom, []),
    made("is silent while its series are gone", always, [], vanishing),
    ...(hours
      ? outside(hours, wait).map((trace) =>
          made("waits from the beginning of its hours, and ends with them", trace, withoutTraffic(alert, trace)),
        )
      : []),
  ];
}

interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** The longest stretch of hours that begins in the first week of the simulated time, in minutes of it. */
function longestHours(calendar: Calendar): Stretch {
  const { isOpen } = openHours(calendar);
  const stretches = intervals(2 * week, (minute) => isOpen(beginning + minute * 60)).filter(([from]) => from <= week);
  const [[from, to] = [0, 0]] = stretches.toSorted((one, other) => other[1] - other[0] - (one[1] - one[0]));
  return { from, to };
}

/** Nothing comes from long before the hours until long after them; nothing of hours without an end. */
function outside({ from, to }: Stretch, wait: number): Trace[] {
  if (to > 2 * week) return [];
  const begins = Math.max(0, from - wait - 10);
  return [following(steady(begins, 20), steady(to - begins + wait + 10, 0), steady(before, 20))];
}

/** The minutes in which an alert on missing traffic must fire. */
export function withoutTraffic({ when, for: held }: Alert, trace: Trace): Firing {
  return when.kind === "count" ? predictCount(trace, { when, for: held }) : [];
}
