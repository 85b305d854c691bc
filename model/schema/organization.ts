import { z } from "zod";
import { sectionShape } from "../organization-section.ts";
import type { Written } from "../vendors.ts";
import type { Vocabulary } from "../vocabulary.ts";
import { policy } from "./policy.ts";
import { review } from "./review.ts";
import { sourceSchema } from "./source.ts";
import { clock, delay, grouping, id, oneOf, provenance, sentence, shift, timeZone, webAddress, weekday } from "./text.ts";

/** How one environment is written in the data of each kind of source: the only place where it becomes a label. */
const environment = ({ sources }: Vocabulary) => {
  const forms = sources.flatMap(({ environment }) => environment ?? []);
  const is = z.strictObject(Object.fromEntries(forms.map(({ key, schema }) => [key, schema.optional()])));
  return z.strictObject({
    is: is as unknown as z.ZodType<Written>,
    page: z
      .enum(["always", "never"])
      .optional()
      .describe(
        "always: people are woken; never: what would page posts to the channel of `post`. Default always for the owner of the account, else it must be said",
      ),
    post: id.optional().describe("one channel for everything in this environment, instead of the teams' own"),
    ...provenance,
  });
};

export const severity = z.strictObject({
  priority: z.string().min(1).describe("the organization's word for it in incident response, for example P1"),
  respond: delay.describe("time within which a person responds"),
  route: z.enum(["page", "post"]),
  during: id.optional().describe("calendar in which a post is answered; it is sent at once, and repeated once a day"),
  ...provenance,
});

export const calendar = z.strictObject({
  "time-zone": timeZone,
  days: z.array(weekday).min(1),
  from: clock,
  to: clock,
  ...provenance,
});

/** Where posts go: a Slack channel, an e-mail address, a gateway, or several of them. */
export const channel = z.strictObject({
  slack: z
    .string()
    .regex(/^#[a-z0-9_-]{1,80}$/, "a Slack channel such as #alerts")
    .optional(),
  email: z.email().optional(),
  webhook: id.optional().describe("a gateway of one's own, for example for SMS; its address is the secret setting slostack:webhook-<name>"),
  formerly: z.array(id).min(1).optional(),
  ...provenance,
});

export const person = z.strictObject({
  name: z.string().min(1),
  email: z.email(),
  reach: z
    .array(z.enum(["phone", "sms"]))
    .default([])
    .describe("what wakes the person; the number is in the secret setting slostack:phones"),
  login: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/, "a login such as jdoe")
    .optional()
    .describe("the person's name where the code is hosted; approvals are counted by it"),
  formerly: z.array(id).min(1).optional(),
  ...provenance,
});

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
  turn: shift.describe("length of a shift; 1w is a weekly rotation"),
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

const wait = delay.describe("time to acknowledge before the next level");

export const escalation = z.strictObject({
  name: z.string().min(1),
  team: id,
  levels: z.array(oneOf([z.strictObject({ schedule: id, wait }), z.strictObject({ person: id, wait })])).min(1),
  next: id.optional().describe("escalation that goes on where this one ends"),
  repeat: z.int().min(0).max(9).default(0),
  formerly: z.array(id).min(1).optional(),
  ...provenance,
});

/** Somebody outside learns that an evaluator stopped: each sends a heartbeat to a receiver that misses it. */
export const deadMan = z.strictObject({
  receiver: id.describe("source of a vendor that takes signs of life"),
  every: delay.describe("how often an evaluator sends"),
  grace: delay.describe("how late a sign may be"),
  owner: id.describe("team that is told"),
  "on-call": id.optional(),
  severity: id,
  runbook: id,
  ...provenance,
});

/** A page service: what an alert calls at all hours. */
export const onCall = ({ pagers }: Vocabulary) => {
  const pager = z.enum(pagers.map(({ kind }) => kind));
  return z.strictObject({
    name: z.string().min(1),
    escalation: id,
    pager: pager.default(pagers[0].kind).describe("who wakes the people of the escalation"),
    standby: pager.optional().describe("a second pager that has everything and is sent nothing, so that nobody is woken twice"),
    "auto-resolve": z.union([delay, z.literal("never")]).default("never"),
    acknowledged: z
      .union([delay, z.literal("forever")])
      .default("30m")
      .describe("an acknowledged incident alarms again after this time"),
    group: grouping.optional().describe("incidents within this time are one"),
    senders: z.array(id).default([]).describe("applications that send events of their own; each gets an integration key"),
    formerly: z.array(id).min(1).optional(),
    ...provenance,
  });
};

/** `organization.yaml`, with the words of the vendors that the vocabulary has. */
export const organizationSchema = (vocabulary: Vocabulary) =>
  z.strictObject({
    organization: id,
    name: z.string().min(1),
    runbooks: webAddress.describe("address below which docs/runbooks is published"),
    "account-owner": id.describe("the one environment whose stack owns account-wide objects: people, teams, schedules, escalations"),
    environments: z.record(id, environment(vocabulary)),
    sources: z.record(id, sourceSchema(vocabulary)),
    severities: z.record(id, severity),
    calendars: z.record(id, calendar).default({}),
    channels: z.record(id, channel),
    people: z.record(id, person),
    teams: z.record(id, team),
    schedules: z.record(id, schedule).default({}),
    escalations: z.record(id, escalation).default({}),
    "on-call": z.record(id, onCall(vocabulary)).default({}),
    policies: z.record(id, policy),
    "dead-man": deadMan.optional(),
    ...sectionShape(vocabulary.sections),
    shadow: id.optional().describe("channel of alerts in the stage shadow"),
    review: review.optional(),
    notes: sentence.optional(),
  });

export type OrganizationFile = z.output<ReturnType<typeof organizationSchema>>;
