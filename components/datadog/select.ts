import type { Input } from "@pulumi/pulumi";
import type { DashboardSpec } from "../../dashboards/dashboard.ts";
import type { Metric, ProbeCondition, ProberSource, Resolved, Service, Slo, SourceOf, System } from "../../model/resolved.ts";
import type { Alert, Route } from "../../monitors/alert.ts";
import { type Detection, detectionsOf } from "../../monitors/detections.ts";
import { type Watchdog, watchdogsOf } from "../../monitors/watchdogs.ts";
import type { Reference } from "../plan.ts";
import type { Monitoring } from "../vendor.ts";
import type { Datadog } from "./kinds.ts";

/** An alert that Datadog evaluates. */
export type DatadogAlert = Alert & { readonly evaluator: SourceOf<"datadog"> };
/** An alert on an endpoint that Datadog probes. */
export type ProbeAlert = Alert & { readonly evaluator: ProberSource; readonly when: ProbeCondition };

export function isProbe(alert: Alert): alert is ProbeAlert {
  return alert.evaluator.kind === "datadog-synthetics";
}

/** A dashboard of what Datadog holds. */
export type DatadogDashboard = DashboardSpec & { readonly source: SourceOf<"datadog"> };
/** An objective that Datadog measures, and its place in the catalog. */
export interface DatadogSlo {
  readonly slo: Slo;
  readonly system: System;
  readonly service: Service;
}

/** What is Datadog's of everything that a catalog asks for. */
export interface DatadogMonitoring {
  readonly resolved: Resolved;
  readonly sources: readonly SourceOf<"datadog">[];
  readonly alerts: readonly DatadogAlert[];
  readonly slos: readonly DatadogSlo[];
  readonly dashboards: readonly DatadogDashboard[];
  /** every distribution, each name once: quantiles have to be switched on for it */
  readonly distributions: readonly Metric[];
  /** systems whose logs Datadog reads */
  readonly logging: readonly System[];
  readonly detections: readonly Detection[];
  /** at most one: who misses Datadog's heartbeats */
  readonly watchdogs: readonly Watchdog[];
  /** endpoints that it asks */
  readonly probes: readonly ProbeAlert[];
  readonly protect: boolean;
}

export function forDatadog({ resolved, alerts, dashboards, protect }: Monitoring): DatadogMonitoring {
  const services = resolved.systems.flatMap((system) => system.services.map((service) => ({ system, service })));
  const slos = services.flatMap((at) => at.service.slos.map((slo) => ({ ...at, slo })));
  const distributions = services
    .flatMap(({ service }) => service.metrics)
    .filter(({ kind, from }) => kind === "distribution" && from.kind === "datadog");
  return {
    resolved,
    sources: resolved.organization.sources.filter((source) => source.kind === "datadog"),
    alerts: alerts.filter((alert): alert is DatadogAlert => alert.evaluator.kind === "datadog"),
    slos: slos.filter(({ slo }) => slo.signal.from.kind === "datadog"),
    dashboards: dashboards.filter((spec): spec is DatadogDashboard => spec.source.kind === "datadog"),
    distributions: [...new Map(distributions.map((metric) => [metric.name, metric])).values()].sort((a, b) => (a.name < b.name ? -1 : 1)),
    logging: resolved.systems.filter((system) => system.logs?.evaluator === "datadog"),
    detections: detectionsOf(resolved).filter(({ logs }) => logs.evaluator === "datadog"),
    watchdogs: watchdogsOf(alerts, "datadog"),
    probes: alerts.filter(isProbe),
    protect,
  };
}

/** Does this environment have anything at Datadog? Pipelines alone only where the account is owned. */
export function hasWork({ alerts, probes, slos, dashboards, logging }: DatadogMonitoring): boolean {
  return alerts.length + probes.length + slos.length + dashboards.length + logging.length > 0;
}

/** What one environment has at Datadog, and what its stack says of it. */
export interface Selection extends DatadogMonitoring {
  readonly slackAccount: string | undefined;
  /** whom the messages of a route notify, as they write it, with spaces between */
  readonly handles: (route: Route) => Input<string>;
  /** what messages call has to be there first */
  readonly recipients: readonly Reference<keyof Datadog["objects"]>[];
}
