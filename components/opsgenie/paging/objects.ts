import { z } from "zod";
import { contactsUnknown, type VendorObject } from "../../paging.ts";

const days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"] as const;
/** 1 is Monday. */
const weekday = z.enum(days).transform((name) => days.indexOf(name) + 1);
const clock = z.object({ startHour: z.number(), startMin: z.number(), endHour: z.number(), endMin: z.number() });
const restriction = z.discriminatedUnion("type", [
  z.object({ type: z.literal("time-of-day"), restriction: clock }),
  z.object({ type: z.literal("weekday-and-time-of-day"), restrictions: z.array(clock.extend({ startDay: weekday, endDay: weekday })) }),
]);

const user = z.object({ username: z.string(), fullName: z.string(), contacts: contactsUnknown });
const notificationRule = z.object({
  username: z.string(),
  actionType: z.string(),
  enabled: z.boolean(),
  steps: z.array(
    z.object({ enabled: z.boolean(), sendAfter: z.number(), contacts: z.array(z.object({ method: z.enum(["sms", "voice", "email"]) })) }),
  ),
});
const schedule = z.object({ name: z.string(), timezone: z.string(), enabled: z.boolean() });
const rotation = z.object({
  scheduleId: z.string(),
  startDate: z.iso.datetime(),
  type: z.enum(["hourly", "daily", "weekly"]),
  length: z.number().positive(),
  participants: z.array(z.object({ type: z.literal("user"), id: z.string() })).min(1),
  timeRestriction: restriction.optional(),
});
const escalation = z.object({
  name: z.string(),
  rules: z.array(
    z.object({ delay: z.number(), recipients: z.array(z.object({ type: z.enum(["schedule", "user"]), id: z.string() })).min(1) }),
  ),
  repeats: z
    .array(z.object({ waitInterval: z.number(), count: z.number() }))
    .max(1)
    .default([]),
});
const integration = z.object({
  name: z.string(),
  enabled: z.boolean(),
  responders: z.array(z.object({ type: z.literal("escalation"), id: z.string() })),
});

export type Rotation = z.output<typeof rotation>;
export type Escalation = z.output<typeof escalation>;
export type Clock = z.output<typeof clock>;

/** What decides whom a page reaches, by kind and id. */
export interface Account {
  readonly users: ReadonlyMap<string, z.output<typeof user>>;
  readonly rules: ReadonlyMap<string, z.output<typeof notificationRule>>;
  readonly schedules: ReadonlyMap<string, z.output<typeof schedule>>;
  readonly rotations: ReadonlyMap<string, Rotation>;
  readonly escalations: ReadonlyMap<string, Escalation>;
  readonly integrations: ReadonlyMap<string, z.output<typeof integration>>;
}

/** @throws z.ZodError where an object has not the form that Opsgenie gives it */
export function accountOf(objects: readonly VendorObject[]): Account {
  const all = <T>(kind: string, shape: z.ZodType<T>): ReadonlyMap<string, T> =>
    new Map(objects.flatMap((object) => (object.kind === kind ? [[object.id, shape.parse(object.fields)]] : [])));
  return {
    users: all("user", user),
    rules: all("notificationRule", notificationRule),
    schedules: all("schedule", schedule),
    rotations: all("scheduleRotation", rotation),
    escalations: all("escalation", escalation),
    integrations: all("apiIntegration", integration),
  };
}
