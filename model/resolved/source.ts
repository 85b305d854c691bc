import type { Matchers, OnCall, Provenance, Runbook, Severity, Team } from "../resolved.ts";

interface SourceBase extends Provenance {
  readonly id: string;
  /** seconds between two points of a series */
  readonly scrape: number;
  /** seconds between two evaluations of an alert */
  readonly evaluate: number;
  readonly owner: Team;
  readonly severity: Severity;
  readonly onCall?: OnCall;
  readonly runbook: Runbook;
  /** the environment, as this source's data writes it */
  readonly environment: Matchers;
}

/** Targets that a Prometheus scrapes alike. */
export interface ScrapeJob extends Provenance {
  readonly id: string;
  /** host:port */
  readonly targets: readonly string[];
  readonly path: string;
  readonly labels: Readonly<Record<string, string>>;
}
export interface PrometheusSource extends SourceBase {
  readonly kind: "prometheus";
  /** prometheus: its own rule files, and an Alertmanager tells */
  readonly evaluator: "grafana" | "prometheus";
  /** uid of the Grafana data source */
  readonly datasource: string;
  readonly jobs: readonly ScrapeJob[];
}
export interface DatadogSource extends SourceBase {
  readonly kind: "datadog";
  readonly evaluator: "datadog";
  /** put before every metric name; already part of `Metric.name` */
  readonly prefix: string;
  /** burn tiers longer than 48 h become metric monitors */
  readonly longTiers: boolean;
}
export interface LogGroupSource extends SourceBase {
  readonly kind: "cloudwatch-logs";
  readonly evaluator: "aws";
  /** name of the log group in this environment */
  readonly group: string;
  readonly format: "json" | "nginx-combined";
  readonly retentionDays: number;
  /** the file on each host whose lines the agent sends */
  readonly agent?: { readonly file: string; readonly stream: string; readonly timeZone?: "UTC" | "Local" };
}
export interface SentrySource extends SourceBase {
  readonly kind: "sentry";
  readonly evaluator: "sentry";
  readonly sentryOrganization: string;
  readonly project: string;
}
export interface NewRelicSource extends SourceBase {
  readonly kind: "newrelic";
  readonly evaluator: "newrelic";
  /** appName of the agent's events; already part of `environment` */
  readonly application?: string;
}
export interface DigitalOceanSource extends SourceBase {
  readonly kind: "digitalocean";
  readonly evaluator: "digitalocean";
  /** of every host of the environment; DigitalOcean takes any of several tags and not all, so there is one */
  readonly tag: string;
}
/** Asks endpoints from outside. */
export interface ProberSource extends SourceBase {
  readonly kind: "better-stack" | "uptimerobot" | "datadog-synthetics" | "grafana-synthetics";
  readonly evaluator: "better-stack" | "uptimerobot" | "datadog" | "grafana";
  /** of `grafana-synthetics` alone, and always: uid of the Grafana data source that holds what its probes measure */
  readonly datasource?: string;
}
export type Source = PrometheusSource | DatadogSource | LogGroupSource | SentrySource | NewRelicSource | DigitalOceanSource | ProberSource;
