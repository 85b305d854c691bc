import { type Account, accountOf } from "../../../../components/pagerduty/paging/objects.ts";
import type { VendorObject } from "../../../../components/paging.ts";

/** A small account at PagerDuty, as its API takes it: two people, one schedule, two levels. */

type Fields = Readonly<Record<string, unknown>>;
const layer = {
  name: "weekly",
  start: "2026-01-05T09:00:00+01:00",
  rotationVirtualStart: "2026-01-05T09:00:00+01:00",
  rotationTurnLengthSeconds: 604_800,
  users: ["UADA", "UBOB"],
  restrictions: [],
};

export const layers = (...changes: Fields[]): Fields[] => changes.map((change) => ({ ...layer, ...change }));

export const schedule = (...changes: Fields[]): VendorObject => ({
  kind: "schedule",
  id: "SWEEK",
  fields: { name: "Weekly", timeZone: "Europe/Berlin", layers: layers(...changes) },
});

export const contact = (id: string, userId: string, type: string, delay: number, urgency = "high"): VendorObject[] => [
  { kind: "userContactMethod", id, fields: { userId, type, label: "any", address: "0" } },
  { kind: "userNotificationRule", id, fields: { userId, urgency, startDelayInMinutes: delay, contactMethod: { id, type } } },
];

const targets = {
  schedule: { type: "schedule_reference", id: "SWEEK" },
  ada: { type: "user_reference", id: "UADA" },
};

export const policy = (numLoops: number, ...rules: [wait: number, ...who: (keyof typeof targets)[]][]): VendorObject => ({
  kind: "escalationPolicy",
  id: "PCORE",
  fields: {
    name: "Core",
    numLoops,
    rules: rules.map(([escalationDelayInMinutes, ...who]) => ({ escalationDelayInMinutes, targets: who.map((one) => targets[one]) })),
  },
});

export const service = (change: Fields = {}): VendorObject => ({
  kind: "service",
  id: "VCORE",
  fields: {
    name: "Core (prod)",
    escalationPolicy: "PCORE",
    incidentUrgencyRule: { type: "constant", urgency: "high" },
    acknowledgementTimeout: "1800",
    autoResolveTimeout: "null",
    ...change,
  },
});

export const people: VendorObject[] = [
  { kind: "user", id: "UADA", fields: { name: "Ada", email: "ada@example.com" } },
  { kind: "user", id: "UBOB", fields: { name: "Bob", email: "bob@example.com" } },
  ...contact("C1", "UADA", "sms_contact_method", 0),
  ...contact("C2", "UADA", "phone_contact_method", 1),
  ...contact("C3", "UBOB", "phone_contact_method", 0),
];

const key: VendorObject = { kind: "serviceIntegration", id: "I1", fields: { name: "grafana", service: "VCORE" } };

/** Later objects take the place of earlier ones with the same id. */
export const account = (...objects: VendorObject[]): Account =>
  accountOf([...people, schedule({}), policy(0, [15, "schedule"], [30, "ada"]), service(), key, ...objects]);
