import { prometheusSource } from "../../../artifacts/prometheus/source.ts";
import { datadogSource } from "../../../components/datadog/source.ts";
import { sentrySource } from "../../../components/sentry/source.ts";
import type { Environment, Escalation, OnCall, Organization, Person, Schedule, Severity, Source, Team } from "../../../model/resolved.ts";
import type { Alert, Route } from "../../../monitors/alert.ts";

/** A small organization: what the vendor's arguments are computed from. */

const channel = { id: "alerts", formerly: [], slack: "#alerts" };
export const ada: Person = { id: "ada", formerly: [], name: "Ada Example", email: "Ada@example.com", reach: ["sms", "phone"] };
export const bob: Person = { id: "bob", formerly: [], name: "Bob Example", email: "bob@example.com", reach: ["sms"] };
export const team: Team = { id: "core", formerly: [], name: "Core", members: [ada, bob], channel };

export const weekly: Schedule = {
  id: "weekly",
  formerly: [],
  name: "Weekly",
  timeZone: "Europe/Berlin",
  layers: [{ id: "all-hours", rotation: [bob, ada], turn: 604_800, start: "2026-01-05T09:00:00" }],
  overrides: [],
};

export const escalation: Escalation = {
  id: "core",
  formerly: [],
  name: "Core",
  team,
  levels: [
    { target: weekly, kind: "schedule", wait: 900 },
    { target: ada, kind: "person", wait: 1800 },
  ],
  repeat: 2,
};

export const onCall: OnCall = {
  id: "core",
  formerly: [],
  name: "Core",
  escalation,
  pager: "pagerduty",
  acknowledged: 1800,
  group: 300,
  senders: [],
};
export const prod: Environment = { id: "prod", pages: true, ownsAccount: true };

export const organization: Organization = {
  id: "example",
  name: "Example",
  sources: [],
  channels: [channel],
  calendars: [],
  people: [ada, bob],
  pagerPeople: "own",
  teams: [team],
  schedules: [weekly],
  escalations: [escalation],
  onCalls: [onCall],
  severities: [],
};

const runbook = { id: "down", url: "https://runbooks.example.com/down" };
const critical: Severity = { id: "critical", priority: "P1", respond: 900, route: "page" };

const base = { id: "numbers", source: [], scrape: 15, evaluate: 30, owner: team, severity: critical, runbook, environment: {} };
const sources = {
  grafana: {
    ...base,
    kind: "prometheus",
    datasource: "numbers",
    jobs: [],
    evaluator: "grafana",
    server: "prometheus",
    counts: "extrapolated",
    traits: prometheusSource.traits,
  },
  prometheus: {
    ...base,
    kind: "prometheus",
    datasource: "numbers",
    jobs: [],
    evaluator: "prometheus",
    server: "prometheus",
    counts: "extrapolated",
    traits: prometheusSource.traits,
  },
  datadog: { ...base, kind: "datadog", prefix: "", longTiers: false, evaluator: "datadog", traits: datadogSource.traits },
  sentry: { ...base, kind: "sentry", sentryOrganization: "example", project: "numbers", evaluator: "sentry", traits: sentrySource.traits },
} as const satisfies Record<string, Source>;

/** An alert of which the route and the evaluator matter. */
export function alert(name: string, route: Route, evaluator: keyof typeof sources = "grafana"): Alert {
  return {
    name,
    formerNames: [],
    entry: name,
    kind: "threshold",
    title: name,
    summary: name,
    environment: prod,
    evaluator: sources[evaluator],
    when: { kind: "source-silent", source: sources[evaluator] },
    for: 60,
    severity: critical,
    route,
    owner: team,
    runbook,
    notes: [],
    provenance: { source: [] },
  };
}

export const page = (target: OnCall = onCall): Route => ({ kind: "page", onCall: target, channel });
export const post: Route = { kind: "post", channel };
