import { z } from "zod";
import { entityRef } from "../backstage/reference.ts";
import type { Written } from "../vendors.ts";
import { means, unordered } from "./meaning.ts";
import { policy } from "./policy.ts";
import { review } from "./review.ts";
import { sourceSchema } from "./source.ts";
import {
  clock,
  date,
  delay,
  grouping,
  id,
  localTime,
  mapBy,
  oneOf,
  provenance,
  ref,
  sentence,
  shift,
  timeZone,
  webAddress,
  weekday,
} from "./text.ts";
import { sectionShape, type Words } from "./words.ts";

/** How one environment is written in the data of each kind of source: the only place where it becomes a label. */
const environment = ({ sources }: Words) => {
  const forms = sources.flatMap(({ environment }) => environment ?? []);
  const is = z.strictObject(Object.fromEntries(forms.map(({ key, schema }) => [key, schema.optional()])));
  return z.strictObject({
    is: is as unknown as z.ZodType<Written>,
    page: z
      .enum(["always", "never"])
      .optional()
      .describe(
        "always: pages reach the on-call; never: they go to the channel of `post`. Defaults to always in the account owner, required elsewhere",
      ),
    post: ref("channel").optional().describe("one channel for every notification of this environment, instead of the teams' channels"),
    ...provenance,
  });
};

export const severity = z.strictObject({
  priority: z.string().min(1).describe("name of the priority in incident response, for example P1"),
  respond: delay.describe("time within which a person responds"),
  route: z.enum(["page", "post"]),
  during: ref("calendar").optional().describe("calendar in which someone answers a post; it is sent at once and repeated daily"),
  ...provenance,
});

export const hours = z.strictObject({ days: unordered(z.array(weekday).min(1)), from: clock, to: clock });

const holidays = z
  .array(z.union([date, ref("holidays")]))
  .optional()
  .describe("days on which nobody answers, whatever the hours: dates, and names of lists below `holidays`");

/** When posts are answered: the same hours on some days, or several such windows. */
export const calendar = oneOf([
  z.strictObject({ "time-zone": timeZone, ...hours.shape, holidays, ...provenance }),
  z.strictObject({ "time-zone": timeZone, windows: z.array(hours).min(1), holidays, ...provenance }),
]);

/** Where posts go: a channel of Slack or Teams, an e-mail address, a gateway, or several of them. */
export const channel = z.strictObject({
  slack: z
    .string()
    .regex(/^#[a-z0-9_-]{1,80}$/, "a Slack channel such as #alerts")
    .optional(),
  teams: id
    .optional()
    .describe(
      "a channel of Microsoft Teams, by the name of the workflow that posts there; its URL is the secret setting slostack:teams-<name>",
    ),
  email: z.email().optional(),
  webhook: id.optional().describe("a webhook, for example of an SMS gateway; its URL is the secret setting slostack:webhook-<name>"),
  formerly: z.array(id).min(1).optional(),
  ...provenance,
});

export const person = z.strictObject({
  name: z.string().min(1),
  email: z.email(),
  reach: unordered(z.array(z.enum(["sms", "phone"])))
    .default([])
    .describe("how the pager notifies this person; the number is in the secret setting slostack:phones"),
  login: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/, "a login such as jdoe")
    .optional()
    .describe("login at the SCM provider; approvals are matched by it"),
  formerly: z.array(id).min(1).optional(),
  ...provenance,
});

export const team = z.strictObject({
  name: z.string().min(1),
  members: unordered(z.array(ref("person")).min(1)),
  channel: ref("channel"),
  formerly: z.array(id).min(1).optional(),
  ...provenance,
});

/** One rotation of a schedule; several layers may share the week by `hours`. */
export const layer = z.strictObject({
  rotation: z.array(ref("person")).min(1),
  turn: shift.describe("length of a shift; 1w rotates weekly"),
  since: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}$/)
    .describe("first handoff day; determines who is on call when"),
  handoff: clock,
  hours: hours.optional().describe("default: all hours"),
  "time-zone": timeZone
    .optional()
    .describe("of `since`, `handoff` and `hours`; default: that of the schedule, whose clocks have to change together with these"),
});

/** Someone who takes over for a time: a holiday, an illness, a swap. */
export const override = z.strictObject({
  from: localTime.describe("local date and time in the time zone of the schedule"),
  to: localTime,
  who: ref("person").describe("who is on call from then until then"),
  "instead-of": ref("person").optional().describe("takes only the turns of this person; default: everybody's"),
  layer: id.optional().describe("takes only the hours of this layer; default: all hours"),
  why: sentence.optional().describe("for the reader"),
});

export const schedule = z.strictObject({
  name: z.string().min(1),
  "time-zone": timeZone,
  formerly: z.array(id).min(1).optional(),
  ...provenance,
  layers: z.record(id, layer),
  overrides: z.array(override).optional().describe("who takes over for a time, and then no longer"),
});

const wait = delay.describe("time to acknowledge before it escalates to the next level");

export const escalation = z.strictObject({
  name: z.string().min(1),
  team: ref("team"),
  formerly: z.array(id).min(1).optional(),
  ...provenance,
  levels: z.array(oneOf([z.strictObject({ schedule: ref("schedule"), wait }), z.strictObject({ person: ref("person"), wait })])).min(1),
  next: ref("escalation").optional().describe("escalation to continue with after the last level"),
  repeat: z.int().min(0).max(9).default(0),
});

/** A further folder, such as a team's repository: it may have systems of these teams alone. */
const root = z.strictObject({ owners: unordered(z.array(ref("team")).min(1)) });
/** A root is called by the name of its folder. */
const rootName = z.string().regex(/^[A-Za-z0-9_][A-Za-z0-9._-]*$/, "the name of a folder");

/** What a developer portal calls the teams of the organization. */
export const backstage = z.strictObject({
  teams: mapBy("team", entityRef).default({}).describe("group of a team; default: the one that is called as the team's id"),
});

/** Whose work people and teams are at the pagers. */
export const pagers = z.strictObject({
  people: z
    .enum(["own", "look-up"])
    .default("own")
    .describe(
      "own: this project makes people, their contacts and teams at the pagers; look-up: it finds people by e-mail and teams by name, and changes neither",
    ),
});

/** Someone outside learns that an evaluator stopped: each sends a heartbeat to a receiver that misses it. */
export const deadMan = z.strictObject({
  receiver: ref("source").describe("source of a vendor that receives heartbeats"),
  every: delay.describe("interval between heartbeats of an evaluator"),
  grace: delay.describe("how late a heartbeat may be"),
  owner: ref("team").describe("team to notify"),
  "on-call": ref("on-call service").optional(),
  severity: ref("severity"),
  runbook: ref("runbook"),
  ...provenance,
});

/** A page service: what an alert calls at all hours. */
export const onCall = ({ pagers }: Words) => {
  const pager = z.enum(pagers.map(({ kind }) => kind));
  return z.strictObject({
    name: z.string().min(1),
    escalation: ref("escalation"),
    pager: pager.default(pagers[0].kind).describe("vendor that notifies the escalation"),
    standby: pager.optional().describe("a second pager, provisioned in full but sent no events until failover"),
    "auto-resolve": z.union([delay, means(z.literal("never"), "nothing")]).default("never"),
    acknowledged: z
      .union([delay, means(z.literal("forever"), "nothing")])
      .default("30m")
      .describe("time after which an acknowledged incident re-triggers"),
    group: grouping.optional().describe("alerts within this time join one incident"),
    senders: unordered(z.array(id))
      .default([])
      .describe("external senders: applications that send events themselves; each gets an integration key"),
    formerly: z.array(id).min(1).optional(),
    ...provenance,
  });
};

/** `organization.yaml`, with the words of the vendors that the vocabulary has. */
export const organizationSchema = (words: Words) =>
  z.strictObject({
    organization: id,
    name: z.string().min(1),
    runbooks: webAddress.describe("base URL under which docs/runbooks is published"),
    "account-owner": ref("environment").describe(
      "the one environment whose stack owns account-wide objects: people, teams, schedules, escalations",
    ),
    pagers: pagers.prefault({}),
    environments: z.record(id, environment(words)),
    sources: z.record(id, sourceSchema(words)),
    ...sectionShape(words),
    severities: z.record(id, severity),
    calendars: z.record(id, calendar).default({}),
    holidays: z.record(id, z.array(date).min(1)).default({}).describe("lists of days that calendars share"),
    channels: z.record(id, channel),
    shadow: ref("channel").optional().describe("channel for alerts in the shadow stage (dry run)"),
    people: z.record(id, person),
    teams: z.record(id, team),
    schedules: z.record(id, schedule).default({}),
    escalations: z.record(id, escalation).default({}),
    "on-call": z.record(id, onCall(words)).default({}),
    policies: z.record(id, policy),
    roots: z.record(rootName, root).default({}).describe("further folders that the catalog is read from, by their names"),
    backstage: backstage.optional().describe("owners of services are read from `catalog-info.yaml` and `backstage/`, or held against them"),
    "dead-man": deadMan.optional(),
    review: review.optional(),
    notes: sentence.optional(),
  });

export type OrganizationFile = z.output<ReturnType<typeof organizationSchema>>;
