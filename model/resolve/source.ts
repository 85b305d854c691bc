import { parseDuration } from "../quantity.ts";
import type { LogGroupSource, Matchers, ProberSource, ScrapeJob, Source } from "../resolved.ts";
import type { OrganizationFile } from "../schema/organization.ts";
import { mapEntries, provenanceOf } from "./entries.ts";
import { join, matchersOf } from "./matchers.ts";

export type SourceEntry = OrganizationFile["sources"][string];
export type SourceKind = SourceEntry["kind"];
type Written = OrganizationFile["environments"][string]["is"];

/** Under which key of `is` an environment says how a kind of source writes it. */
export const environmentKeyOf = {
  prometheus: "prometheus",
  datadog: "datadog",
  "cloudwatch-logs": "aws",
  sentry: "sentry",
  newrelic: "newrelic",
  digitalocean: "digitalocean",
  "better-stack": undefined,
  uptimerobot: undefined,
  "datadog-synthetics": undefined,
  "grafana-synthetics": undefined,
} as const satisfies Record<SourceKind, keyof Written | undefined>;

/**
 * Labels (or tags) by which the data of a kind of source tell an environment. A log group tells it by its name, a host
 * by a tag of its own, and a probe by the address that it asks.
 */
export function environmentLabels(kind: SourceKind, is: Written): Readonly<Record<string, string>> {
  const key = environmentKeyOf[kind];
  return key === undefined || key === "aws" || key === "digitalocean" ? {} : (is[key] ?? {});
}

function environmentMatchers(kind: SourceKind, is: Written): Matchers {
  return matchersOf(environmentLabels(kind, is));
}

/** What stands for the environment in the name of a log group. */
export const environmentInName = "{path}";

/** Events, hosts and endpoints are counted, measured and asked by the minute: none of these vendors promises less. */
const byTheMinute = 60;

/** Datadog evaluates a monitor of a short window every minute. */
const datadogEvaluation = 60;

/** Seconds between two points of a series, and between two evaluations of an alert. */
export function timingOf(entry: SourceEntry): Pick<Source, "scrape" | "evaluate"> {
  switch (entry.kind) {
    case "prometheus":
      return { scrape: parseDuration(entry.scrape), evaluate: parseDuration(entry.evaluate) };
    case "datadog":
      return { scrape: parseDuration(entry.flush), evaluate: datadogEvaluation };
    case "cloudwatch-logs":
    case "sentry":
    case "newrelic":
    case "digitalocean":
    case "better-stack":
    case "uptimerobot":
    case "datadog-synthetics":
    case "grafana-synthetics":
      return { scrape: byTheMinute, evaluate: byTheMinute };
  }
}

/** Whose account a kind of prober is asked in. */
const proberOf = {
  "better-stack": "better-stack",
  uptimerobot: "uptimerobot",
  "datadog-synthetics": "datadog",
  "grafana-synthetics": "grafana",
} as const satisfies Record<ProberSource["kind"], ProberSource["evaluator"]>;

export function isProberKind(kind: SourceKind): kind is ProberSource["kind"] {
  return Object.hasOwn(proberOf, kind);
}

export function isProber(source: Source): source is ProberSource {
  return isProberKind(source.kind);
}

type Common = Pick<Source, "id" | "owner" | "severity" | "onCall" | "runbook">;

/**
 * A source in one environment.
 *
 * @param common what it refers to
 * @throws Error where a log group's name or a host needs a word that the environment does not have, which the checks refuse
 */
export function resolveSource(entry: SourceEntry, is: Written, common: Common): Source {
  const base = { ...common, ...provenanceOf(entry), ...timingOf(entry), environment: environmentMatchers(entry.kind, is) };
  switch (entry.kind) {
    case "prometheus":
      return { ...base, kind: entry.kind, evaluator: entry.evaluator, datasource: entry.datasource, jobs: jobsOf(entry.jobs) };
    case "datadog":
      return {
        ...base,
        kind: entry.kind,
        evaluator: entry.evaluator,
        prefix: entry.prefix,
        longTiers: entry["long-tiers"] === "metric-monitors",
      };
    case "cloudwatch-logs":
      return {
        ...base,
        kind: entry.kind,
        evaluator: entry.evaluator,
        group: groupIn(entry.group, is),
        format: entry.format,
        retentionDays: parseDuration(entry.retention) / 86_400,
        ...(entry.agent && { agent: agentOf(entry.agent) }),
      };
    case "sentry":
      return { ...base, kind: entry.kind, evaluator: entry.evaluator, sentryOrganization: entry.organization, project: entry.project };
    case "newrelic": {
      const { application } = entry;
      if (application === undefined) return { ...base, kind: entry.kind, evaluator: entry.evaluator };
      const environment = join(base.environment, { appName: { is: application } });
      return { ...base, kind: entry.kind, evaluator: entry.evaluator, environment, application };
    }
    case "digitalocean": {
      if (!is.digitalocean) throw new Error("the hosts of the environment have no tag");
      return { ...base, kind: entry.kind, evaluator: entry.evaluator, tag: is.digitalocean.tag };
    }
    case "better-stack":
    case "uptimerobot":
    case "datadog-synthetics":
      return { ...base, kind: entry.kind, evaluator: proberOf[entry.kind] };
    case "grafana-synthetics":
      return { ...base, kind: entry.kind, evaluator: proberOf[entry.kind], datasource: entry.datasource };
  }
}

type PrometheusEntry = Extract<SourceEntry, { kind: "prometheus" }>;
type LogGroupEntry = Extract<SourceEntry, { kind: "cloudwatch-logs" }>;

function jobsOf(jobs: PrometheusEntry["jobs"]): ScrapeJob[] {
  const resolved = mapEntries(
    jobs,
    (id, entry): ScrapeJob => ({ id, ...provenanceOf(entry), targets: entry.targets, path: entry.path, labels: entry.labels }),
  );
  return [...resolved.values()];
}

function agentOf({ file, stream, "time-zone": timeZone }: NonNullable<LogGroupEntry["agent"]>): NonNullable<LogGroupSource["agent"]> {
  return { file, stream, ...(timeZone !== undefined && { timeZone }) };
}

function groupIn(group: string, is: Written): string {
  if (!group.includes(environmentInName)) return group;
  if (!is.aws) throw new Error(`${group} needs the path of the environment`);
  return group.replaceAll(environmentInName, is.aws.path);
}
