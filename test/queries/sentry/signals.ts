import Fraction from "fraction.js";
import { sentrySource } from "../../../components/sentry/source.ts";
import type { CountSignal, EventsSignal, Matchers, Metric, SourceOf, Team } from "../../../model/resolved.ts";

/** Signals on one Sentry source, as a resolved catalog holds them. */

const team: Team = { id: "core", formerly: [], name: "Core", members: [], channel: { id: "alerts", formerly: [], slack: "#alerts" } };

export const source: SourceOf<"sentry"> = {
  id: "errors",
  source: [],
  kind: "sentry",
  evaluator: "sentry",
  scrape: 60,
  evaluate: 60,
  owner: team,
  severity: { id: "warning", priority: "P3", respond: 3600, route: "post" },
  runbook: { id: "errors", url: "https://runbooks.example.com/errors" },
  environment: { environment: { is: "production" } },
  traits: sentrySource.traits,
  sentryOrganization: "example",
  project: "shop",
};

export const errors: Metric = {
  id: "errors",
  kind: "counter",
  from: source,
  name: "error",
  labels: ["level", "component"],
  buckets: [],
  required: false,
  where: source.environment,
  source: [],
};
export const durations: Metric = { ...errors, id: "durations", kind: "distribution", name: "transaction.duration", unit: "ms" };

const base = (metric: Metric, where: Matchers) => ({
  id: "one",
  formerly: [],
  path: "shop/web/one",
  system: "shop",
  service: "web",
  environment: "prod",
  from: metric.from,
  where: { ...metric.where, ...where },
  metric,
  source: [],
});

export const countOf = (where: Matchers = {}, metric = errors): CountSignal => ({ kind: "count", ...base(metric, where) });

/** Events longer than the bound are bad. */
export const slowerThan = (bound: number, where: Matchers = {}, metric = durations): EventsSignal => ({
  kind: "events",
  ...base(metric, where),
  bad: { overBound: new Fraction(bound) },
});
