import { z } from "zod";
import type { Hours, Level, OnCallSchedule, OnCallServiceArgs, Rotation } from "../by-itself/on-call-arguments.ts";
import { type Arguments, duration } from "./arguments.ts";

const days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;

const hours = z.strictObject({
  days: z.array(z.enum(days)).readonly(),
  from: z.string(),
  to: z.string(),
} satisfies Arguments<Hours>);

const rotation = {
  rotation: z.array(z.string()).readonly(),
  turn: duration.exactOptional(),
  since: z.string(),
  handoff: z.string(),
  hours: hours.exactOptional(),
} satisfies Arguments<Rotation>;

/** Its keys are ids of the user's own, so it is a map, in which SDKs rename no key. */
const schedule = z.union([
  z.strictObject({ timeZone: z.string(), name: z.string().exactOptional(), ...rotation }),
  z.strictObject({ timeZone: z.string(), name: z.string().exactOptional(), layers: z.record(z.string(), z.strictObject(rotation)) }),
]) satisfies z.ZodType<OnCallSchedule>;

const level = z
  .strictObject({
    wait: duration.describe("without an acknowledgement, in whole minutes, such as `15m`"),
    schedule: z.string().exactOptional().describe("id of one of `schedules`"),
    person: z.string().exactOptional().describe("e-mail address"),
  })
  .refine(({ schedule, person }) => (schedule === undefined) !== (person === undefined), "calls either a schedule or a person")
  .meta({ id: "Level", description: "Who is called for how long before the next level is." }) as unknown as z.ZodType<Level>;

export const onCallServiceArguments = z.strictObject({
  title: z
    .string()
    .exactOptional()
    .describe("for people, such as `Checkout`; default: the component's name. Names at PagerDuty are this and the environment."),
  team: z.string().describe("name of the team at PagerDuty that owns the escalation; it is found there"),
  schedules: z.record(z.string(), schedule).exactOptional().describe("rotations by id; a level calls whoever has the turn"),
  levels: z.array(level).readonly().describe("who is called first, and after how long who else"),
  repeat: z.number().exactOptional().describe("how often the levels are gone through again; default: 0"),
  senders: z
    .array(z.string())
    .readonly()
    .describe(
      "who sends events, such as `datadog` or an application: each has an integration key, so that one can be replaced without muting the others",
    ),
  group: duration.exactOptional().describe("alerts within this time are one incident, such as `5m`; default: each is its own"),
  autoResolve: duration.exactOptional().describe("an incident that nobody resolves is closed after this; default: `never`"),
  acknowledged: duration.exactOptional().describe("an acknowledged incident that is not resolved calls again after this; default: `30m`"),
  environment: z.string().exactOptional().describe("id of the environment, such as `prod`; default: the name of the Pulumi stack"),
} satisfies Arguments<OnCallServiceArgs>);
