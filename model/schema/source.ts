import { z } from "zod";
import { delay, id, provenance } from "./text.ts";

/** What every source says: who is told when it is silent. */
const ownership = {
  labels: z.array(z.string()).default([]).describe("labels that collection adds to every series"),
  owner: id.describe("team that is told when the source does not answer"),
  "on-call": id.optional(),
  severity: id.describe("severity of `the source does not answer`"),
  runbook: id,
  ...provenance,
};

/** A group of targets that are scraped alike. */
const job = z.strictObject({
  targets: z.array(z.string().regex(/^[^\s/]+:\d+$/, "host:port")).min(1),
  path: z.string().startsWith("/").default("/metrics"),
  labels: z.record(z.string().regex(/^[a-zA-Z_][a-zA-Z0-9_]*$/), z.string()).default({}),
  ...provenance,
});

const prometheus = z.strictObject({
  kind: z.literal("prometheus"),
  datasource: z.string().min(1).max(40).describe("uid of the Grafana data source"),
  scrape: delay.describe("how often targets are scraped"),
  evaluate: delay.default("30s").describe("how often alerts are evaluated"),
  evaluator: z
    .enum(["grafana", "prometheus"])
    .describe("grafana: its rules, and it tells; prometheus: rule files of its own, and an Alertmanager tells"),
  jobs: z.record(id, job).default({}).describe("what it scrapes: rendered into its configuration"),
  ...ownership,
});

const datadog = z.strictObject({
  kind: z.literal("datadog"),
  client: z.literal("dogstatsd").describe("how the application sends: each flush is one point"),
  prefix: z
    .string()
    .regex(/^([a-z][a-z0-9_]*\.)*$/, "a prefix such as emailai.")
    .default("")
    .describe("put before every metric name"),
  flush: delay.default("10s").describe("how often the client's agent flushes"),
  evaluator: z.literal("datadog"),
  "long-tiers": z
    .literal("metric-monitors")
    .optional()
    .describe("burn tiers longer than 48 h, which SLO alerts cannot have, as metric monitors"),
  ...ownership,
});

/** How the CloudWatch agent of a host fills a log group. */
const agent = z.strictObject({
  file: z.string().startsWith("/"),
  stream: z.string().min(1).default("{instance_id}"),
  "time-zone": z.enum(["UTC", "Local"]).optional(),
});

const logGroup = z.strictObject({
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
  agent: agent.optional().describe("the file on each host whose lines the agent sends"),
  ...ownership,
});

const sentry = z.strictObject({
  kind: z.literal("sentry"),
  organization: z.string().min(1).describe("slug"),
  project: z.string().min(1).describe("slug"),
  evaluator: z.literal("sentry"),
  ...ownership,
});

const newrelic = z.strictObject({
  kind: z.literal("newrelic"),
  application: z.string().min(1).optional().describe("appName of the agent's events: every query is confined to it"),
  evaluator: z.literal("newrelic"),
  ...ownership,
});

const digitalocean = z.strictObject({
  kind: z.literal("digitalocean"),
  evaluator: z.literal("digitalocean"),
  ...ownership,
});

/** Who asks endpoints from outside. Another word for `kind` moves every check to another vendor. */
const prober = <K extends string>(kind: K) => z.strictObject({ kind: z.literal(kind), ...ownership });

const grafanaSynthetics = prober("grafana-synthetics").extend({
  datasource: z.string().min(1).max(40).describe("uid of the Grafana data source that holds what its probes measure"),
});

/** Where numbers live, and who alone evaluates them. */
export const source = z.discriminatedUnion("kind", [
  prometheus,
  datadog,
  logGroup,
  sentry,
  newrelic,
  digitalocean,
  prober("better-stack"),
  prober("uptimerobot"),
  prober("datadog-synthetics"),
  grafanaSynthetics,
]);
