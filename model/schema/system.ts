import { z } from "zod";
import { metric } from "./metric.ts";
import { use } from "./parameter.ts";
import { stage, tier, unseen } from "./review.ts";
import { across, filter, signal, state } from "./signal.ts";
import {
  carried,
  delay,
  delayOrZero,
  duration,
  entryPath,
  formerly,
  growth,
  id,
  type KeyOf,
  mapBy,
  oneOf,
  provenance,
  ref,
  sentence,
  share,
  signalPath,
  threshold,
  webAddress,
  window,
} from "./text.ts";
import { analytics, databaseInsights, statusPage, store, tracing, vendor } from "./tools.ts";
import type { Words } from "./words.ts";
import { inPart } from "./written.ts";

const trend = {
  within: delay.describe("how far ahead"),
  from: delay.describe("how long the trend is that goes on"),
  now: threshold.optional().describe("only while the present value is already beyond this bound as well"),
};
const comparison = {
  over: delay,
  against: delay.describe("how much earlier the other time is, for example 1w"),
  least: threshold.describe("what the earlier time must have had: events of a count, the average of a value"),
};

/** Conditions are structure, so that review, tests and every query dialect read one tree. Exactly one key. */
export const condition = oneOf([
  z.strictObject({
    "bad-share": z.strictObject({ above: share, over: delay, least: z.int().min(1).optional() }).describe("for a ratio or time-slice SLI"),
  }),
  z.strictObject({ above: threshold.describe("for a value signal") }),
  z.strictObject({ below: threshold.describe("for a value signal") }),
  z.strictObject({
    forecast: oneOf([z.strictObject({ above: threshold, ...trend }), z.strictObject({ below: threshold, ...trend })]).describe(
      "for a value signal: if the trend goes on, the value is beyond the threshold",
    ),
  }),
  z.strictObject({
    change: oneOf([z.strictObject({ falls: share, ...comparison }), z.strictObject({ rises: growth, ...comparison })]).describe(
      "for a count or value signal: less or more than the same time before, by this share of it or more",
    ),
  }),
  z.strictObject({ "older-than": delay.describe("for an age: longer ago than this") }),
  z.strictObject({ is: state.describe("for a value signal of a gauge with unit: bool") }),
  z.strictObject({
    count: oneOf([z.strictObject({ above: z.number(), over: delay }), z.strictObject({ below: z.number(), over: delay })]).describe(
      "for a count signal",
    ),
  }),
  z.strictObject({ occurs: z.literal(true).describe("for a count signal: a new, reappeared or regressed issue") }),
  z.strictObject({ fails: z.literal(true).describe("for a probe: no answer in time, or an unexpected one") }),
  z.strictObject({
    certificate: z.strictObject({ "expires-in": duration }).describe("for a probe over HTTPS: days left on the certificate"),
  }),
  z.strictObject({ absent: z.literal(true).describe("no series exists") }),
]);
export type ConditionEntry = z.output<typeof condition>;
export type ConditionKey = KeyOf<ConditionEntry>;
export type ConditionOf<Key extends ConditionKey> = Key extends Key ? Extract<ConditionEntry, { [K in Key]: unknown }> : never;

/** The one key of a condition. */
export const conditionKey = (when: ConditionEntry): ConditionKey => Object.keys(when)[0] as ConditionKey;

const floor = z.union([share, z.strictObject({ signal: ref("signal"), share })]);

const sloOverride = z.strictObject({
  target: share.optional(),
  floor: floor.optional(),
  window: window.optional(),
  policy: ref("policy").optional(),
  stage: stage.optional(),
  off: z.literal(true).optional(),
});
export const slo = z.strictObject({
  title: sentence.optional(),
  signal: ref("signal"),
  target: share,
  window: window
    .optional()
    .describe("rolling, or `month` or `quarter`: since the first of it, at midnight UTC; default: the policy's window"),
  floor: floor
    .optional()
    .describe("hard limit: a ticket when the SLI over the window falls below it; name a signal to measure against another bound"),
  policy: ref("policy").optional().describe("default: the system's"),
  runbook: ref("runbook"),
  stage: stage.optional(),
  unseen,
  ...carried,
  environments: mapBy("environment", sloOverride).optional(),
  formerly,
  ...provenance,
});
export type SloEntry = z.output<typeof slo>;

const alertOverride = z.strictObject({
  when: condition.optional(),
  for: delayOrZero.optional(),
  severity: ref("severity").optional(),
  stage: stage.optional(),
  off: z.literal(true).optional(),
});
export const alert = z.strictObject({
  title: sentence.optional(),
  signal: ref("signal"),
  when: condition,
  for: delayOrZero,
  missing: z
    .enum(["fire", "absence", "quiet"])
    .describe("on missing data: fire = this alert fires; absence = a separate ticket; quiet = no notification (requires `why`)"),
  why: sentence.optional().describe("why missing data needs no notification"),
  severity: ref("severity"),
  channel: ref("channel").optional().describe("channel to post to instead of the severity's or the team's"),
  runbook: ref("runbook"),
  stage: stage.optional(),
  unseen,
  ...carried,
  environments: mapBy("environment", alertOverride).optional(),
  formerly,
  ...provenance,
});
export type AlertEntry = z.output<typeof alert>;

/** What is left of the error budgets of a journey through several SLOs. */
const budget = oneOf([
  z.strictObject({
    "worst-of": z.array(entryPath).min(2).describe("service/slo of each: the least that is left of any of their budgets"),
  }),
  z.strictObject({
    weighted: z
      .array(z.strictObject({ slo: entryPath.describe("service/slo"), weight: z.number().positive() }))
      .min(2)
      .describe("one budget: the targets and the bad shares of all, each by its weight"),
  }),
]);

const by = z.array(z.string()).optional();
/** What a panel shows; paths name a metric or signal as service/entry. Exactly one kind each. */
export const show = oneOf([
  z.strictObject({ rate: entryPath.describe("a counter, per second"), by }),
  z.strictObject({
    count: entryPath.describe("a counter: its events within `over`"),
    over: duration.describe("for example 1h, for events per hour"),
    by,
  }),
  z.strictObject({ share: signalPath.describe("bad share of a ratio signal, or of slices of failures or of each series"), by }),
  z.strictObject({ quantile: share, of: entryPath.describe("a histogram"), by }),
  z.strictObject({ value: across, of: entryPath.describe("a gauge"), by }),
  z.strictObject({ age: entryPath.describe("a timestamp gauge: how long ago its latest moment is"), by }),
  z.strictObject({ budget: budget.describe("several SLOs of one window: share of their error budget that is left") }),
]);
export type ShowEntry = z.output<typeof show>;
export const panel = z.strictObject({
  title: sentence,
  show,
  threshold: threshold.optional().describe("threshold line in the panel's unit; default: those of the SLOs and alerts on the signal"),
  formerly,
  ...provenance,
});
export const dashboard = z.strictObject({ title: sentence, formerly, ...provenance, panels: z.record(id, panel) });

export const endpoint = z.strictObject({
  path: z.string().startsWith("/"),
  expect: z.int(),
  needs: z.array(z.string()).default([]),
  ...provenance,
});

const uses = z.array(use).min(1).describe("profiles whose entries the service has");
const off = z.strictObject({ off: z.literal(true).describe("the service goes without this entry of its profiles") });

/** A service with what its profiles give to it. */
export const service = z.strictObject({
  name: sentence,
  where: filter.default({}).describe("added to every selector of the service"),
  use: uses.optional(),
  owner: ref("team").optional().describe("team whose channel gets the posts, and whose members approve changes; default: the system's"),
  "on-call": ref("on-call service").optional().describe("default: the system's"),
  tier: tier.optional().describe("default: the system's"),
  ...carried,
  formerly,
  ...provenance,
  metrics: z.record(id, metric).default({}),
  signals: z.record(id, signal).default({}),
  slos: z.record(id, slo).default({}),
  alerts: z.record(id, alert).default({}),
  endpoints: z.record(id, endpoint).default({}),
});

/** A service as it may be written: whole, or with profiles, of whose entries it says what is different. */
const { use: _, ...whole } = service.shape;
const writtenService = oneOf([
  z.strictObject(whole),
  z.strictObject({
    ...service.shape,
    use: uses,
    metrics: z.record(id, z.union([inPart(metric), off])).default({}),
    signals: z.record(id, z.union([inPart(signal), off])).default({}),
    slos: z.record(id, z.union([inPart(slo), off])).default({}),
    alerts: z.record(id, z.union([inPart(alert), off])).default({}),
    endpoints: z.record(id, z.union([inPart(endpoint), off])).default({}),
  }),
]);

/** An attribute of a log line as a search names it: whatever could end it would be a search of its own. */
const logAttribute = z.string().regex(/^[A-Za-z_][\w.-]*$/, "an attribute such as usr.id");

/** One pipeline: which logs it takes, and what it does with them. */
export const pipeline = z.strictObject({
  services: z.array(z.string()).min(1).optional().describe("logs of these services"),
  from: z.array(z.string()).min(1).optional().describe("logs of these technologies (nginx, alb)"),
  format: z.enum(["json", "access"]),
  "geo-ip": z.literal(true).optional().describe("adds the location of the client address"),
  mask: z
    .array(z.enum(["email", "credit-card", "token", "ip-address"]))
    .min(1)
    .optional(),
  detect: z
    .strictObject({
      attribute: logAttribute,
      is: z.string().min(1),
      above: z.int().min(0),
      over: delay,
      by: logAttribute,
      severity: ref("severity"),
    })
    .optional()
    .describe("a threat: more than `above` such events within `over`, per `by`"),
  formerly,
  ...provenance,
});

/** How the logs of a system are read. */
export const logs = (words: Words) =>
  z.strictObject({
    evaluator: vendor(words, "logs"),
    level: z
      .strictObject({ attribute: logAttribute, names: z.record(z.enum(["error", "warn", "info", "debug", "trace"]), z.int()) })
      .describe("numeric levels as the application logs them"),
    fields: z.array(z.string()).default([]).describe("fields of every line"),
    ...provenance,
    pipelines: z.record(id, pipeline),
  });

/** A severity of the organization as this system has it: another word, another time, another channel. */
export const ownSeverity = z.strictObject({
  priority: z.string().min(1).optional(),
  respond: delay.optional(),
  channel: ref("channel").optional().describe("channel for alerts of this severity, instead of the team's"),
  ...provenance,
});

/** What the application itself must do, so that the stack sees anything: part of the contract. */
export const duty = z.strictObject({ must: sentence, ...provenance });

/** What used to page and was removed on purpose. */
export const retired = z.strictObject({ name: z.string().min(1).describe("logical name, as in the alert ledger"), why: sentence });

/** A file below `systems/`, with the words of the vendors that the vocabulary has and what profiles give to its services. */
export const systemSchema = (words: Words) => systemOf(words, service);

/** The same as it may be written. */
export const writtenSystemSchema = (words: Words) => systemOf(words, writtenService);

const systemOf = <Service extends z.ZodType>(words: Words, serviceSchema: Service) =>
  z.strictObject({
    system: id,
    name: sentence,
    owner: ref("team"),
    "on-call": ref("on-call service").optional(),
    source: ref("source").describe("default source of the system's metrics"),
    policy: ref("policy"),
    tier: tier.default(1),
    formerly,
    decision: provenance.decision,
    addresses: mapBy("environment", webAddress)
      .default({})
      .describe("base URL of the endpoints per environment; without one nothing is probed there"),
    severities: mapBy("severity", ownSeverity).default({}),
    services: z.record(id, serviceSchema),
    application: z.record(id, duty).default({}).describe("requirements on the application"),
    "status-page": statusPage(words).optional(),
    stores: z.record(id, store(words)).default({}).describe("where log lines are stored for search; nothing is evaluated there"),
    analytics: analytics(words).optional(),
    "database-insights": databaseInsights(words).optional(),
    tracing: tracing.optional(),
    logs: logs(words).optional(),
    dashboards: z.record(id, dashboard).default({}),
    retired: z.array(retired).default([]),
  });
export type SystemFile = z.output<ReturnType<typeof systemSchema>>;
