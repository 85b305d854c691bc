import { type DashboardSpec, panelsIn } from "../../dashboards/dashboard.ts";
import { dashboardsOf } from "../../dashboards/dashboards.ts";
import { measuredOf } from "../../model/composite.ts";
import { type AlertCondition, leavesOf } from "../../model/condition.ts";
import { logicalName } from "../../model/ids.ts";
import type { Condition, Matchers, Metric, Resolved, Service, Slo, System } from "../../model/resolved.ts";
import type { Alert } from "../../monitors/alert.ts";
import { alertsOf } from "../../monitors/alerts.ts";
import { type Reading, readingsOfLeaf, readingsOfMeasure, readingsOfSignal } from "./reading.ts";

export type ReaderKind = "slo" | "alert" | "panel";

/** Who needs a metric. */
export interface Reader {
  readonly kind: ReaderKind;
  /** of an SLO its path, of an alert its logical name, of a panel the name of its dashboard and its id */
  readonly name: string;
}

/** One reading by one reader. */
export interface Use extends Omit<Reading, "metric"> {
  readonly reader: Reader;
  /** whether the reader fires on lost data or loses detection */
  readonly onLoss: "fires" | "blind";
  /** whether it asks for nothing but that there is something */
  readonly presence: boolean;
}

/** All that the stack wants of one metric of a service. */
export interface Demand {
  readonly system: System;
  readonly service: Service;
  readonly metric: Metric;
  readonly uses: readonly Use[];
}

interface ReadBy extends Pick<Use, "reader" | "onLoss" | "presence"> {
  readonly reading: Reading;
}

const asks = { onLoss: "blind", presence: false } as const;

/** What is demanded of every metric of a catalog, in the order of its services; also of those that nothing reads. */
export function demandsOf(resolved: Resolved): Demand[] {
  const alerts = alertsOf(resolved);
  const readings = [
    ...resolved.systems.flatMap(({ services }) => services.flatMap(({ slos }) => slos.flatMap(ofSlo))),
    ...alerts.flatMap(ofAlert),
    ...dashboardsOf(resolved, alerts).flatMap(ofDashboard),
  ];
  const declared = resolved.systems.flatMap((system) =>
    system.services.flatMap((service) => service.metrics.map((metric) => ({ system, service, metric }))),
  );
  const uses = new Map<Metric, Use[]>();
  for (const { reading, ...by } of readings) {
    const { metric, ...parts } = reading;
    const known = declaredAs(
      metric,
      declared.map((one) => one.metric),
    );
    if (known) uses.set(known, [...(uses.get(known) ?? []), { ...parts, ...by }]);
  }
  return declared.map((one) => ({ ...one, uses: uses.get(one.metric) ?? [] }));
}

/** A panel holds a copy of a metric with a narrower selection: it belongs to the one whose selection it keeps. */
function declaredAs(metric: Metric, declared: readonly Metric[]): Metric | undefined {
  if (declared.includes(metric)) return metric;
  return declared.find(
    ({ id, name, from, where }) => id === metric.id && name === metric.name && from.id === metric.from.id && keeps(metric.where, where),
  );
}

function keeps(narrower: Matchers, where: Matchers): boolean {
  return Object.entries(where).every(([label, matcher]) => JSON.stringify(narrower[label]) === JSON.stringify(matcher));
}

function ofSlo(slo: Slo): ReadBy[] {
  const signals = slo.floor ? [slo.signal, slo.floor.signal] : [slo.signal];
  const reader: Reader = { kind: "slo", name: slo.path };
  return signals
    .flatMap(measuredOf)
    .flatMap(readingsOfSignal)
    .map((reading) => ({ reading, reader, ...asks }));
}

function ofAlert({ name, when }: Alert): ReadBy[] {
  const reader: Reader = { kind: "alert", name };
  const alerting = new Set(tellingLeaves(when));
  return leavesOf(when).flatMap((leaf) =>
    readingsOfLeaf(leaf).map(
      (reading): ReadBy => ({ reading, reader, onLoss: alerting.has(leaf) ? "fires" : "blind", presence: leaf.kind === "absent" }),
    ),
  );
}

/** The leaves that hold when their series are gone. */
function tellingLeaves(when: AlertCondition): readonly Condition[] {
  switch (when.kind) {
    case "or-absent":
    case "absent":
      return leavesOf(when);
    case "any":
    case "all":
      return when.of.flatMap(tellingLeaves);
    case "unless":
    case "bad-share":
    case "value":
    case "forecast":
    case "change":
    case "age":
    case "count":
    case "occurs":
    case "groups":
    case "recovered":
    case "flapping":
    case "source-silent":
    case "probe-fails":
    case "certificate":
    case "no-sign-of-life":
      return [];
  }
}

function ofDashboard(dashboard: DashboardSpec): ReadBy[] {
  return panelsIn(dashboard).flatMap(({ id, lines }) =>
    lines
      .flatMap(({ measure }) => readingsOfMeasure(measure))
      .map((reading): ReadBy => ({ reading, reader: { kind: "panel", name: `${dashboard.name}/${id}` }, ...asks })),
  );
}

/** The logical name of the entry of a metric. */
export function nameOf({ system, service, metric }: Demand): string {
  return logicalName(system.id, service.id, metric.id);
}
