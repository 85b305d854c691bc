import Fraction from "fraction.js";
import { prometheusSource } from "../../artifacts/prometheus/source.ts";
import type {
  CountSignal,
  EventsSignal,
  Metric,
  Policy,
  Runbook,
  Service,
  Severity,
  SlicesSignal,
  Slo,
  SourceOf,
  System,
  Team,
  ValueSignal,
} from "../../model/resolved.ts";
import type { Alert } from "../../monitors/alert.ts";

/** Small resolved entries: each test states only what it is about. */

const channel = { id: "shop-alerts", formerly: [], slack: "#shop-alerts" };
export const team: Team = { id: "shop-team", formerly: [], name: "Shop", members: [], channel };
export const runbook: Runbook = { id: "broken", url: "https://runbooks.example.com/broken.md" };
export const prod = { id: "prod", pages: true, ownsAccount: true };
export const critical: Severity = { id: "critical", priority: "P1", respond: 900, route: "page" };
export const warning: Severity = { id: "warning", priority: "P3", respond: 7200, route: "post" };
export const onCall = {
  id: "shop",
  formerly: [],
  name: "Shop",
  escalation: { id: "shop", formerly: [], name: "Shop", team, levels: [], repeat: 0 },
  pager: "pagerduty" as const,
  senders: [],
};

export const source: SourceOf<"prometheus"> = {
  id: "prom",
  source: [],
  kind: "prometheus",
  datasource: "prometheus-uid",
  jobs: [],
  scrape: 15,
  evaluate: 30,
  evaluator: "grafana",
  server: "prometheus",
  counts: "extrapolated",
  owner: team,
  severity: critical,
  runbook,
  environment: { env: { is: "prod" } },
  traits: prometheusSource.traits,
};

const where = { env: { is: "prod" }, service: { is: "cart" } };
export function metric(kind: Metric["kind"], id: string, more: Partial<Metric> = {}): Metric {
  return {
    id,
    kind,
    from: source,
    name: `${id.replaceAll("-", "_")}_series`,
    labels: [],
    buckets: [],
    required: false,
    where,
    source: [],
    ...more,
  };
}

const signalBase = (id: string) => ({
  id,
  formerly: [],
  source: [],
  path: `shop/cart/${id}`,
  system: "shop",
  service: "cart",
  environment: "prod",
  from: source,
  where,
});
export function failing(id: string, of: Metric): EventsSignal {
  return { ...signalBase(id), kind: "events", metric: of, bad: { filter: { status: { startsWith: "5" } } } };
}
export function slowerThan(id: string, of: Metric, bound: Fraction | number): EventsSignal {
  return { ...signalBase(id), kind: "events", metric: of, bad: { overBound: new Fraction(bound) } };
}
export function slowMinutes(id: string, of: Metric, quantile: number, under: number): SlicesSignal {
  return {
    ...signalBase(id),
    kind: "slices",
    metric: of,
    measure: { quantile: new Fraction(quantile) },
    good: { under: new Fraction(under) },
  };
}
export function gaugeOf(id: string, of: Metric, across: ValueSignal["across"] = "max", by: readonly string[] = []): ValueSignal {
  return { ...signalBase(id), kind: "value", metric: of, across, by };
}
export function countOf(id: string, of: Metric): CountSignal {
  return { ...signalBase(id), kind: "count", metric: of };
}

export const policy: Policy = {
  id: "standard",
  window: 2_592_000,
  page: [
    { share: new Fraction(2, 100), in: 3600 },
    { share: new Fraction(5, 100), in: 21_600 },
  ],
  ticket: [{ share: new Fraction(10, 100), in: 86_400 }],
  pageSeverity: critical,
  ticketSeverity: warning,
  leastBadEvents: 10,
  absence: 600,
};

export function slo(id: string, signal: Slo["signal"], target: string, more: Partial<Slo> = {}): Slo {
  const path = `shop/cart/${id}`;
  return {
    id,
    formerly: [],
    source: [],
    path,
    title: id,
    signal,
    target: new Fraction(target),
    window: 2_592_000,
    policy,
    runbook,
    ...more,
  };
}

export function service(more: Partial<Service> = {}): Service {
  const path = "shop/cart";
  return {
    id: "cart",
    formerly: [],
    source: [],
    path,
    name: "Cart",
    owner: team,
    onCall,
    tier: 1,
    metrics: [],
    signals: [],
    probes: [],
    composites: [],
    slos: [],
    alerts: [],
    endpoints: [],
    ...more,
  };
}

export function system(services: readonly Service[], more: Partial<System> = {}): System {
  const nothing = { dashboards: [], severities: [], duties: [], stores: [], retired: [] };
  return { id: "shop", formerly: [], name: "Shop", owner: team, source, policy, services, ...nothing, ...more };
}

export function alert(more: Partial<Alert> & Pick<Alert, "when">): Alert {
  return {
    name: "shop--cart--broken",
    formerNames: [],
    entry: "shop/cart/broken",
    kind: "threshold",
    title: "Cart: broken",
    summary: "The cart is broken.",
    environment: prod,
    system: system([]),
    service: service(),
    evaluator: source,
    for: 300,
    severity: critical,
    route: { kind: "page", onCall, channel },
    owner: team,
    runbook,
    notes: [],
    provenance: { source: [] },
    ...more,
  };
}
