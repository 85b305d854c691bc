import { parseDuration } from "../quantity.ts";
import type { Matchers, Source } from "../resolved.ts";
import type { OrganizationFile } from "../schema/organization.ts";
import { matchersOf } from "./matchers.ts";

export type SourceEntry = OrganizationFile["sources"][string];
export type SourceKind = SourceEntry["kind"];
type Written = OrganizationFile["environments"][string]["is"];

/** Under which key of `is` an environment says how a kind of source writes it. */
export const environmentKeyOf = {
  prometheus: "prometheus",
  datadog: "datadog",
  "cloudwatch-logs": "aws",
  sentry: "sentry",
} as const satisfies Record<SourceKind, keyof Written>;

/** Labels (or tags) by which the data of a kind of source tell an environment; a log group tells it by its name. */
export function environmentLabels(kind: SourceKind, is: Written): Readonly<Record<string, string>> {
  return kind === "cloudwatch-logs" ? {} : (is[environmentKeyOf[kind]] ?? {});
}

function environmentMatchers(kind: SourceKind, is: Written): Matchers {
  return matchersOf(environmentLabels(kind, is));
}

/** What stands for the environment in the name of a log group. */
export const environmentInName = "{path}";

/** Log metrics and events are counted by the minute, and their alerts evaluated as often: neither vendor offers less. */
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
      return { scrape: byTheMinute, evaluate: byTheMinute };
  }
}

type Common = Pick<Source, "id" | "owner" | "severity" | "onCall" | "runbook">;

/**
 * A source in one environment.
 *
 * @param common what it refers to
 * @throws Error where a log group's name needs a path that the environment does not have, which the checks refuse
 */
export function resolveSource(entry: SourceEntry, is: Written, common: Common): Source {
  const base = { ...common, ...timingOf(entry), environment: environmentMatchers(entry.kind, is) };
  switch (entry.kind) {
    case "prometheus":
      return { ...base, kind: entry.kind, evaluator: entry.evaluator, datasource: entry.datasource };
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
      };
    case "sentry":
      return { ...base, kind: entry.kind, evaluator: entry.evaluator, sentryOrganization: entry.organization, project: entry.project };
  }
}

function groupIn(group: string, is: Written): string {
  if (!group.includes(environmentInName)) return group;
  if (!is.aws) throw new Error(`${group} needs the path of the environment`);
  return group.replaceAll(environmentInName, is.aws.path);
}
