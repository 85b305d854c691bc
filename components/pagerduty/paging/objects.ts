import { z } from "zod";
import { contactsUnknown, type VendorObject } from "../../paging.ts";

const user = z.object({ name: z.string(), contacts: contactsUnknown });
const contactMethod = z.object({ userId: z.string(), type: z.string() });
const notificationRule = z.object({
  userId: z.string(),
  urgency: z.enum(["high", "low"]),
  startDelayInMinutes: z.number(),
  contactMethod: z.object({ id: z.string(), type: z.string() }),
});
const restriction = z.object({
  type: z.enum(["daily_restriction", "weekly_restriction"]),
  startTimeOfDay: z.string(),
  durationSeconds: z.number(),
  startDayOfWeek: z.number().optional(),
});
const layer = z.object({
  start: z.iso.datetime({ offset: true }),
  end: z.iso.datetime({ offset: true }).optional(),
  rotationVirtualStart: z.iso.datetime({ offset: true }),
  rotationTurnLengthSeconds: z.number().positive(),
  users: z.array(z.string()).min(1),
  restrictions: z.array(restriction).default([]),
});
const schedule = z.object({ name: z.string(), timeZone: z.string(), layers: z.array(layer) });
const target = z.object({ type: z.enum(["user_reference", "schedule_reference"]).default("user_reference"), id: z.string() });
const escalationPolicy = z.object({
  name: z.string(),
  numLoops: z.number().default(0),
  rules: z.array(z.object({ escalationDelayInMinutes: z.number(), targets: z.array(target) })),
});
/** Seconds as text; `null` in letters for never. */
const timeout = z
  .string()
  .regex(/^(\d+|null)$/)
  .transform((written) => (written === "null" ? undefined : Number(written)));
const service = z.object({
  name: z.string(),
  escalationPolicy: z.string(),
  incidentUrgencyRule: z.object({ type: z.literal("constant"), urgency: z.enum(["high", "low"]) }),
  acknowledgementTimeout: timeout,
  autoResolveTimeout: timeout,
});
const serviceIntegration = z.object({ name: z.string(), service: z.string() });

export type Layer = z.output<typeof layer>;
export type Restriction = z.output<typeof restriction>;
export type Schedule = z.output<typeof schedule>;
export type Policy = z.output<typeof escalationPolicy>;
export type Service = z.output<typeof service>;
export type NotificationRule = z.output<typeof notificationRule>;

/** What decides whom a page reaches, by kind and id. */
export interface Account {
  readonly users: ReadonlyMap<string, z.output<typeof user>>;
  readonly contacts: ReadonlyMap<string, z.output<typeof contactMethod>>;
  readonly rules: ReadonlyMap<string, NotificationRule>;
  readonly schedules: ReadonlyMap<string, Schedule>;
  readonly policies: ReadonlyMap<string, Policy>;
  readonly services: ReadonlyMap<string, Service>;
  readonly integrations: ReadonlyMap<string, z.output<typeof serviceIntegration>>;
}

/** @throws z.ZodError where an object has not the form that PagerDuty gives it */
export function accountOf(objects: readonly VendorObject[]): Account {
  const all = <T>(kind: string, shape: z.ZodType<T>): ReadonlyMap<string, T> =>
    new Map(objects.flatMap((object) => (object.kind === kind ? [[object.id, shape.parse(object.fields)]] : [])));
  return {
    users: all("user", user),
    contacts: all("userContactMethod", contactMethod),
    rules: all("userNotificationRule", notificationRule),
    schedules: all("schedule", schedule),
    policies: all("escalationPolicy", escalationPolicy),
    services: all("service", service),
    integrations: all("serviceIntegration", serviceIntegration),
  };
}
