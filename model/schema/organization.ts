import { z } from "zod";
import { policy } from "./policy.ts";
import { clock, duration, id, provenance, sentence, timeZone, weekday } from "./text.ts";

/** How one environment is written in the data of each kind of source: the only place where it becomes a label. */
export const environment = z.strictObject({
  is: z.strictObject({
    prometheus: z.record(z.string().regex(/^[a-zA-Z_][a-zA-Z0-9_]*$/), z.string()).optional(),
    datadog: z.record(z.string().regex(/^[a-z][a-z0-9_]*$/), z.string()).optional(),
    sentry: z.strictObject({ environment: z.string().min(1) }).optional(),
    aws: z
      .strictObject({ path: z.string().regex(/^[a-z0-9-]+$/) })
      .optional()
      .describe("stands for {path} in names of log groups"),
  }),
  page: z
    .enum(["always", "never"])
    .optional()
    .describe(
      "always: people are woken; never: what would page posts to the channel of `post`. Default always for the owner of the account, else it must be said",
    ),
  post: id.optional().describe("one channel for everything in this environment, instead of the teams' own"),
  ...provenance,
});

/** What every source says: who is told when it is silent. */
const ownership = {
  labels: z.array(z.string()).default([]).describe("labels that collection adds to every series"),
  owner: id.describe("team that is told when the source does not answer"),
  "on-call": id.optional(),
  severity: id.describe("severity of `the source does not answer`"),
  runbook: id,
  ...provenance,
};

const prometheusSource = z.strictObject({
  kind: z.literal("prometheus"),
  datasource: z.string().min(1).max(40).describe("uid of the Grafana data source"),
  scrape: duration.describe("how often targets are scraped"),
  evaluate: duration.default("30s").describe("how often alerts are evaluated"),
  evaluator: z.literal("grafana"),
  ...ownership,
});

const datadogSource = z.strictObject({
  kind: z.literal("datadog"),
  client: z.literal("dogstatsd").describe("how the application sends: each flush is one point"),
  prefix: z
    .string()
    .regex(/^([a-z][a-z0-9_]*\.)*$/, "a prefix such as emailai.")
    .default("")
    .describe("put before every metric name"),
  flush: duration.default("10s").describe("how often the client's agent flushes"),
  evaluator: z.literal("datadog"),
  "long-tiers": z
    .literal("metric-monitors")
    .optional()
    .describe("burn tiers longer than 48 h, which SLO alerts cannot have, as metric monitors"),
  ...ownership,
});

const logGroupSource = z.strictObject({
  kind: z.literal("cloudwatch-logs"),
  group: z
    .string()
    .regex(/^[a-zA-Z0-9_/.#{}-]{1,512}$/, "a name such as /emailai/{path}/app")
    .describe("{path} is the environment's"),
  format: z.enum(["json", "nginx-combined"]).describe("how a line is read; its fields are the labels"),
  retention: z
    .enum(["1d", "3d", "5d", "7d", "14d", "30d", "60d", "90d", "120d", "150d", "180d", "365d", "400d", "545d", "731d"])
    .describe("lines are deleted after this time"),
  evaluator: z.literal("aws"),
  ...ownership,
});

const sentrySource = z.strictObject({
  kind: z.literal("sentry"),
  organization: z.string().min(1).describe("slug"),
  project: z.string().min(1).describe("slug"),
  evaluator: z.literal("sentry"),
  ...ownership,
});

/** Where numbers live, and who alone evaluates them. */
export const source = z.discriminatedUnion("kind", [prometheusSource, datadogSource, logGroupSource, sentrySource]);

export const severity = z.strictObject({
  priority: z.string().min(1).describe("the organization's word for it in incident response, for example P1"),
  respond: duration.describe("time within which a person responds"),
  route: z.enum(["page", "post"]),
  during: id.optional().describe("calendar of a posting route; a page is never held back"),
  ...provenance,
});

export const calendar = z.strictObject({
  "time-zone": timeZone,
  days: z.array(weekday).min(1),
  from: clock,
  to: clock,
  ...provenance,
});

/** Where posts go: a Slack channel, an e-mail address, or both. */
export const channel = z.strictObject({
  slack: z
    .string()
    .regex(/^#[a-z0-9_-]{1,80}$/, "a Slack channel such as #alerts")
    .optional(),
  email: z.email().optional(),
  ...provenance,
});

export const person = z.strictObject({ name: z.string().min(1), email: z.email(), ...provenance });

export const team = z.strictObject({
  name: z.string().min(1),
  members: z.array(id).min(1),
  channel: id,
  formerly: z.array(id).min(1).optional(),
  ...provenance,
});

/** One rotation of a schedule; several layers may share the week by `hours`. */
export const layer = z.strictObject({
  rotation: z.array(id).min(1),
  turn: duration.describe("length of a shift; 1w is a weekly rotation"),
  since: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}$/)
    .describe("first handoff day; fixes who is on call when"),
  handoff: clock,
  hours: z
    .strictObject({ days: z.array(weekday).min(1), from: clock, to: clock })
    .optional()
    .describe("default: all hours"),
});

export const schedule = z.strictObject({
  name: z.string().min(1),
  "time-zone": timeZone,
  layers: z.record(id, layer),
  formerly: z.array(id).min(1).optional(),
  ...provenance,
});

export const escalation = z.strictObject({
  name: z.string().min(1),
  team: id,
  levels: z
    .array(
      z.strictObject({
        schedule: id.optional(),
        person: id.optional(),
        wait: duration.describe("time to acknowledge before the next level"),
      }),
    )
    .min(1),
  next: id.optional().describe("escalation that goes on where this one ends"),
  repeat: z.int().min(0).max(9).default(0),
  formerly: z.array(id).min(1).optional(),
  ...provenance,
});

/** A page service: what an alert calls at all hours. */
export const onCall = z.strictObject({
  name: z.string().min(1),
  escalation: id,
  "auto-resolve": z.union([duration, z.literal("never")]).default("never"),
  acknowledged: z
    .union([duration, z.literal("forever")])
    .default("30m")
    .describe("an acknowledged incident alarms again after this time"),
  group: duration.optional().describe("incidents within this time are one"),
  senders: z.array(id).default([]).describe("applications that send events of their own; each gets an integration key"),
  formerly: z.array(id).min(1).optional(),
  ...provenance,
});

export const organization = z.strictObject({
  organization: id,
  name: z.string().min(1),
  runbooks: z.url().describe("address below which docs/runbooks is published"),
  "account-owner": id.describe("the one environment whose stack owns account-wide objects: people, teams, schedules, escalations"),
  environments: z.record(id, environment),
  sources: z.record(id, source),
  severities: z.record(id, severity),
  calendars: z.record(id, calendar).default({}),
  channels: z.record(id, channel),
  people: z.record(id, person),
  teams: z.record(id, team),
  schedules: z.record(id, schedule).default({}),
  escalations: z.record(id, escalation).default({}),
  "on-call": z.record(id, onCall).default({}),
  policies: z.record(id, policy),
  notes: sentence.optional(),
});

export type OrganizationFile = z.output<typeof organization>;
