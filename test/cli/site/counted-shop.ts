import { type Recorded, recorderOf } from "../../../analysis/review/backtest/recorder.ts";
import type { Read } from "../../../cli/site/history.ts";
import type { DashboardSpec } from "../../../dashboards/dashboard.ts";
import { dashboardsOf } from "../../../dashboards/dashboards.ts";
import { loadCatalog, resolve } from "../../../language.ts";
import { measuredOf } from "../../../model/composite.ts";
import type { Resolved, SingleShare } from "../../../model/resolved.ts";
import { alertsOf } from "../../../monitors/alerts.ts";
import { type Edit, withCatalog } from "../../model/edited.ts";

/* A shop whose SLOs are by the calendar, of several signals and by groups, and histories of it that are counted by hand. */

const shop: readonly Edit[] = [
  {
    file: "systems/shop.yaml",
    replace: "      load: {",
    with: "      payments: { counter: payments_total, labels: [outcome] }\n      load: {",
  },
  {
    file: "systems/shop.yaml",
    replace: "      alive: { value",
    with: `      paid: { events: { of: payments, bad: { outcome: failed } }, minimum-traffic: 40/h }
      worst: { composite: { worst-of: [api/success, api/paid] } }
      whole: { composite: { weighted: [{ signal: api/success, weight: 3 }, { signal: api/paid, weight: 1 }] } }
      by-method: { events: { of: requests, bad: { status: { starts-with: "5" } }, by: [method] }, at-most: 30, minimum-traffic: 40/h }
      alive: { value`,
  },
  {
    file: "systems/shop.yaml",
    replace:
      "    slos:\n      availability: { signal: success, target: 99.9%, floor: 99.5%, runbook: fix }\n      latency: { signal: fast, target: 95%, runbook: fix }",
    with: `    slos:
      month: { title: Month, signal: success, target: 99.9%, window: month, runbook: fix }
      quarter: { title: Quarter, signal: success, target: 99.9%, window: quarter, runbook: fix }
      payments: { title: Payments, signal: paid, target: 99%, window: month, runbook: fix }
      worst: { title: Worst, signal: worst, target: 99%, window: 4d, runbook: fix }
      whole: { title: Whole, signal: whole, target: 99%, window: 4d, runbook: fix }
      methods: { title: Methods, signal: by-method, target: 99%, window: 4d, runbook: fix }`,
  },
  {
    file: "systems/shop.yaml",
    replace: "      traffic: { title: Traffic",
    with: `      least: { title: Least, show: { budget: { worst-of: [api/month, api/payments] } } }
      all: { title: All, show: { budget: { weighted: [{ slo: api/month, weight: 3 }, { slo: api/payments, weight: 1 }] } } }
      traffic: { title: Traffic`,
  },
];

const { catalog, problems } = withCatalog(shop, (directory) => loadCatalog(directory));
if (!catalog) throw new Error(problems.map(({ at, what }) => `${at}: ${what}`).join("\n"));
const resolved = resolve(catalog, "prod");
/** The catalog as two revisions have it. */
export const revisions: readonly Resolved[] = [resolved, resolve(catalog, "prod")];
const alerts = alertsOf(resolved);
const slos = resolved.systems.flatMap(({ services }) => services.flatMap((service) => service.slos));

export const dashboards: readonly DashboardSpec[] = dashboardsOf(resolved, alerts);

export function dashboardOf(name: string): DashboardSpec {
  const found = dashboards.find((one) => one.name === name);
  if (!found) throw new Error(`no dashboard ${name}`);
  return found;
}

export const at = (text: string): number => Date.parse(text) / 1000;

/** Events of one series in each minute: those of the minute that ends at a moment (seconds since 1970). */
export interface Counter {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly events: (end: number) => number;
}

export function requests(method: string, status: string, events: Counter["events"]): Counter {
  return { name: "http_requests_total", labels: { env: "prod", service: "api", method, status }, events };
}

export function payments(outcome: string, events: Counter["events"]): Counter {
  return { name: "payments_total", labels: { env: "prod", service: "api", outcome }, events };
}

/** What is counted of series that are scraped each minute from the first moment to the last. */
export function counted(from: number, to: number, counters: readonly Counter[]): Read {
  const signals: SingleShare[] = [...new Set(slos.flatMap(({ signal }) => measuredOf(signal)))];
  const recorder = recorderOf(signals, { from, to });
  for (const { name, labels, events } of counters) {
    const series = recorder.series(name, labels);
    // Below it the engine takes a counter for a new one, and its first events for fewer.
    let value = 1000;
    for (let moment = from; moment <= to; moment += 60) {
      if (moment > from) value += events(moment);
      series?.add(moment, value);
    }
  }
  const recorded: Recorded = recorder.recorded();
  return { source: "made", recorded, samples: [], unread: (signal) => lacking(counters, signal.metric.name) };
}

const lacking = (counters: readonly Counter[], name: string): string | undefined =>
  counters.some((one) => one.name === name) ? undefined : `the history has no ${name}`;
