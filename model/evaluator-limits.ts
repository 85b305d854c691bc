import type { Source } from "./resolved.ts";

const hour = 3600;
const day = 24 * hour;

/** What an evaluator can look back on, in seconds. Sources: the README of its component, "Limits". */
export interface EvaluatorLimits {
  /** the evaluator, for people */
  readonly name: string;
  /** longest window of a condition */
  readonly longestWindow?: number;
  /** shortest and longest long window of a burn tier */
  readonly tier?: { readonly shortest: number; readonly longest: number };
  /** the only durations for which a condition can hold */
  readonly held?: readonly number[];
  /** the windows that an SLO may have */
  readonly sloWindows?: readonly number[];
  /** an alert can be kept firing for a time after its condition has ended */
  readonly keepsFiring?: true;
}

/**
 * - Datadog: SLOs over 7, 30 or 90 days, floors too; burn-rate alerts on them look back on 1 h to 48 h; a metric monitor
 *   on at most a week.
 * - CloudWatch: periods times evaluations of an alarm span at most one day, or seven where a period has an hour or more.
 * - Sentry: a metric monitor counts over at most one day, and one over two windows at once does not exist, so no SLO.
 * - New Relic: a condition aggregates over at most six hours; its service levels know no 30 days, so no SLO.
 * - DigitalOcean: an alert looks back on 5, 10, 30 or 60 minutes.
 * - Who asks endpoints looks back on nothing.
 * - Prometheus: whatever its retention holds. Its rules (`keep_firing_for`) and Grafana's (`keepFiringFor`) can outlast
 *   their condition.
 */
const limits: Readonly<Record<Source["kind"], EvaluatorLimits>> = {
  prometheus: { name: "Grafana", keepsFiring: true },
  datadog: {
    name: "Datadog",
    longestWindow: 7 * day,
    tier: { shortest: hour, longest: 2 * day },
    sloWindows: [7 * day, 30 * day, 90 * day],
  },
  "cloudwatch-logs": { name: "CloudWatch", longestWindow: 7 * day, tier: { shortest: 60, longest: 7 * day } },
  sentry: { name: "Sentry", longestWindow: day, sloWindows: [] },
  newrelic: { name: "New Relic", longestWindow: 6 * hour, sloWindows: [] },
  digitalocean: { name: "DigitalOcean", longestWindow: hour, held: [300, 600, 1800, hour], sloWindows: [] },
  "better-stack": { name: "Better Stack", sloWindows: [] },
  uptimerobot: { name: "UptimeRobot", sloWindows: [] },
  "datadog-synthetics": { name: "Datadog Synthetics", sloWindows: [] },
  "grafana-synthetics": { name: "Grafana synthetic monitoring", sloWindows: [] },
};

/** What the evaluator of a source can look back on. Long burn tiers of Datadog can be asked for as metric monitors. */
export function limitsOf(source: { readonly kind: Source["kind"]; readonly longTiers?: boolean }): EvaluatorLimits {
  const own = limits[source.kind];
  if (!source.longTiers || !own.tier || own.longestWindow === undefined) return own;
  return { ...own, tier: { ...own.tier, longest: own.longestWindow } };
}
