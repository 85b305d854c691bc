import { z } from "zod";
import type { Vocabulary } from "../vocabulary.ts";
import { metric } from "./metric.ts";
import { stage, tier, unseen } from "./review.ts";
import { across, filter, signal } from "./signal.ts";
import {
  delay,
  delayOrZero,
  duration,
  entryPath,
  formerly,
  id,
  type KeyOf,
  oneOf,
  provenance,
  sentence,
  share,
  threshold,
  webAddress,
  window,
} from "./text.ts";
import { analytics, databaseInsights, statusPage, store, tracing, vendor } from "./tools.ts";

/** Conditions are structure, so that review, tests and every query dialect read one tree. Exactly one key. */
export const condition = oneOf([
  z.strictObject({
    "bad-share": z.strictObject({ above: share, over: delay, least: z.int().min(1).optional() }).describe("of events or slices"),
  }),
  z.strictObject({ above: threshold.describe("of a value") }),
  z.strictObject({ below: threshold.describe("of a value") }),
  z.strictObject({
    count: oneOf([z.strictObject({ above: z.number(), over: delay }), z.strictObject({ below: z.number(), over: delay })]).describe(
      "of a count",
    ),
  }),
  z.strictObject({ occurs: z.literal(true).describe("an event of a count: for the first time, again, or after it was resolved") }),
  z.strictObject({ fails: z.literal(true).describe("of a probe: no answer in time, or another than the endpoint's") }),
  z.strictObject({ certificate: z.strictObject({ "expires-in": duration }).describe("of a probe over https") }),
  z.strictObject({ absent: z.literal(true).describe("no series at all") }),
]);
export type ConditionEntry = z.output<typeof condition>;
export type ConditionKey = KeyOf<ConditionEntry>;
export type ConditionOf<Key extends ConditionKey> = Key extends Key ? Extract<ConditionEntry, { [K in Key]: unknown }> : never;

/** The one key of a condition. */
export const conditionKey = (when: ConditionEntry): ConditionKey => Object.keys(when)[0] as ConditionKey;

const floor = z.union([share, z.strictObject({ signal: id, share })]);

const sloOverride = z.strictObject({
  target: share.optional(),
  floor: floor.optional(),
  window: window.optional(),
  policy: id.optional(),
  stage: stage.optional(),
  off: z.literal(true).optional(),
});
export const slo = z.strictObject({
  title: sentence.optional(),
  signal: id,
  target: share,
  window: window.optional().describe("default: the window of the policy"),
  floor: floor
    .optional()
    .describe("a ticket when the window falls below it; with a signal of its own where the line is drawn at another bound"),
  policy: id.optional().describe("default: the system's"),
  runbook: id,
  stage: stage.optional(),
  unseen,
  environments: z.record(id, sloOverride).optional(),
  formerly,
  ...provenance,
});
export type SloEntry = z.output<typeof slo>;

const alertOverride = z.strictObject({
  when: condition.optional(),
  for: delayOrZero.optional(),
  severity: id.optional(),
  stage: stage.optional(),
  off: z.literal(true).optional(),
});
export const alert = z.strictObject({
  title: sentence.optional(),
  signal: id,
  when: condition,
  for: delayOrZero,
  missing: z
    .enum(["fire", "absence", "quiet"])
    .describe("no data: this alert fires, a ticket of its own tells, or nobody is told (say why)"),
  why: sentence.optional().describe("why missing data may stay quiet"),
  severity: id,
  channel: id.optional().describe("where it posts instead of the channel of its severity or team"),
  runbook: id,
  stage: stage.optional(),
  unseen,
  environments: z.record(id, alertOverride).optional(),
  formerly,
  ...provenance,
});
export type AlertEntry = z.output<typeof alert>;

const by = z.array(z.string()).optional();
/** What a panel shows; paths name a metric or signal as service/entry. Exactly one kind each. */
export const show = oneOf([
  z.strictObject({ rate: entryPath.describe("a counter, per second"), by }),
  z.strictObject({
    count: entryPath.describe("a counter: its events `over` a time"),
    over: duration.describe("for example 1h, for events per hour"),
    by,
  }),
  z.strictObject({ share: entryPath.describe("bad share of an events signal"), by }),
  z.strictObject({ quantile: share, of: entryPath.describe("a histogram"), by }),
  z.strictObject({ value: across, of: entryPath.describe("a gauge"), by }),
]);
export type ShowEntry = z.output<typeof show>;
export const panel = z.strictObject({
  title: sentence,
  show,
  threshold: threshold.optional().describe("a line in the unit of what is shown; default: those of the SLOs and alerts on it"),
  formerly,
  ...provenance,
});
export const dashboard = z.strictObject({ title: sentence, panels: z.record(id, panel), formerly, ...provenance });

export const endpoint = z.strictObject({
  path: z.string().startsWith("/"),
  expect: z.int(),
  needs: z.array(z.string()).default([]),
  ...provenance,
});

export const service = z.strictObject({
  name: sentence,
  where: filter.default({}).describe("joins every selector of the service"),
  "on-call": id.optional().describe("default: the system's"),
  tier: tier.optional().describe("default: the system's"),
  metrics: z.record(id, metric).default({}),
  signals: z.record(id, signal).default({}),
  slos: z.record(id, slo).default({}),
  alerts: z.record(id, alert).default({}),
  endpoints: z.record(id, endpoint).default({}),
  formerly,
  ...provenance,
});

/** An attribute of a log line as a search names it: whatever could end it would be a search of its own. */
const logAttribute = z.string().regex(/^[A-Za-z_][\w.-]*$/, "an attribute such as usr.id");

/** One pipeline: which logs it takes, and what it does with them. */
const pipeline = z.strictObject({
  services: z.array(z.string()).min(1).optional().describe("logs of these services"),
  from: z.array(z.string()).min(1).optional().describe("logs of these technologies (nginx, alb)"),
  format: z.enum(["json", "access"]),
  "geo-ip": z.literal(true).optional().describe("adds the place of the client address"),
  mask: z
    .array(z.enum(["email", "credit-card", "token", "ip-address"]))
    .min(1)
    .optional(),
  detect: z
    .strictObject({ attribute: logAttribute, is: z.string().min(1), above: z.int().min(0), over: delay, by: logAttribute, severity: id })
    .optional()
    .describe("a threat: this many such events in this time, of one `by`"),
  formerly,
  ...provenance,
});

/** How the logs of a system are read. */
export const logs = (vocabulary: Vocabulary) =>
  z.strictObject({
    evaluator: vendor(vocabulary, "logs"),
    level: z
      .strictObject({ attribute: logAttribute, names: z.record(z.enum(["error", "warn", "info", "debug", "trace"]), z.int()) })
      .describe("the application's numbers for levels"),
    fields: z.array(z.string()).default([]).describe("what every line holds"),
    pipelines: z.record(id, pipeline),
    ...provenance,
  });

/** A severity of the organization as this system has it: another word, another time, another channel. */
const ownSeverity = z.strictObject({
  priority: z.string().min(1).optional(),
  respond: delay.optional(),
  channel: id.optional().describe("where alerts of this severity post instead of the team's channel"),
  ...provenance,
});

/** What the application itself must do, so that the stack sees anything: part of the contract. */
const duty = z.strictObject({ must: sentence, ...provenance });

/** What used to page and was removed on purpose. */
export const retired = z.strictObject({ name: z.string().min(1).describe("logical name, as in the ledger"), why: sentence });

/** A file below `systems/`, with the words of the vendors that the vocabulary has. */
export const systemSchema = (vocabulary: Vocabulary) =>
  z.strictObject({
    system: id,
    name: sentence,
    owner: id,
    "on-call": id.optional(),
    tier: tier.default(1),
    source: id.describe("data source of every metric of the system"),
    policy: id,
    services: z.record(id, service),
    dashboards: z.record(id, dashboard).default({}),
    logs: logs(vocabulary).optional(),
    addresses: z
      .record(id, webAddress)
      .default({})
      .describe("where the endpoints are, by environment; without one nothing is probed there"),
    severities: z.record(id, ownSeverity).default({}),
    application: z.record(id, duty).default({}).describe("duties of the application"),
    "status-page": statusPage(vocabulary).optional(),
    stores: z.record(id, store(vocabulary)).default({}).describe("where lines are kept for people to search; nothing is evaluated there"),
    analytics: analytics(vocabulary).optional(),
    "database-insights": databaseInsights(vocabulary).optional(),
    tracing: tracing.optional(),
    retired: z.array(retired).default([]),
    formerly,
    decision: provenance.decision,
  });
export type SystemFile = z.output<ReturnType<typeof systemSchema>>;
