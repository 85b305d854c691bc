import * as pulumi from "@pulumi/pulumi";
import type { Listed, Lister } from "../vendor.ts";
import { askVendor } from "../vendor-api.ts";

/** Where accounts outside of the European service region answer; the provider's default. */
const usual = "https://api.pagerduty.com";

/** Longest page, and the end of what may be paged through (REST API, Pagination: `limit` and `offset`). */
const page = 100;
const deepest = 10_000;

const kinds = [
  { what: "services", type: "pagerduty:index/service:Service" },
  { what: "escalation_policies", type: "pagerduty:index/escalationPolicy:EscalationPolicy" },
  { what: "schedules", type: "pagerduty:index/schedule:Schedule" },
  { what: "users", type: "pagerduty:index/user:User" },
  { what: "teams", type: "pagerduty:index/team:Team" },
] as const;

/** What wakes people, and the people, by PagerDuty's REST API: its provider has functions that find one object, and none that lists. */
export const listers = (): readonly Lister[] =>
  kinds.map(({ what, type }) => ({
    what: what.replace("_", " "),
    most: deepest,
    list: async () => {
      const config = new pulumi.Config("pagerduty");
      return pagesOf(config.get("apiUrlOverride") ?? usual, config.require("token"), what, type);
    },
  }));

/** Has users answered with how they are reached (REST API, "List users", `include[]`). */
const withReach = "&include[]=contact_methods&include[]=notification_rules";

interface ContactMethod {
  readonly id: string;
  readonly type: string;
}
interface NotificationRule {
  readonly id: string;
  readonly contact_method: ContactMethod;
  readonly start_delay_in_minutes: number;
  readonly urgency: string;
}

/** Contacts and rules of a user: they have no name, so their key is what no other one of the user has. An import names both ids. */
function reachOf(user: string, contacts: readonly ContactMethod[] = [], rules: readonly NotificationRule[] = []): Listed[] {
  return [
    ...contacts.map(({ id, type }) => ({
      type: "pagerduty:index/userContactMethod:UserContactMethod",
      id: `${user}:${id}`,
      name: `${type} of ${user}`,
      key: `${user} ${type}`,
    })),
    ...rules.map(({ id, contact_method, start_delay_in_minutes, urgency }) => ({
      type: "pagerduty:index/userNotificationRule:UserNotificationRule",
      id: `${user}:${id}`,
      name: `rule of ${user} after ${start_delay_in_minutes}m`,
      key: `${user} ${contact_method.id} ${start_delay_in_minutes} ${urgency}`,
    })),
  ];
}

/** @throws Error with one sentence where PagerDuty does not answer, or something else */
export async function pagesOf(address: string, token: string, what: string, type: string): Promise<Listed[]> {
  const found: Listed[] = [];
  const headers = { authorization: `Token token=${token}`, accept: "application/vnd.pagerduty+json;version=2" };
  for (let offset = 0; offset < deepest; offset += page) {
    const url = new URL(`${address.replace(/\/+$/, "")}/${what}?limit=${page}&offset=${offset}${what === "users" ? withReach : ""}`);
    const answer = (await askVendor(url, headers)) as { readonly [name: string]: unknown } | null;
    const objects = answer?.[what];
    if (!Array.isArray(objects)) throw new Error(`PagerDuty answers no list of ${what.replace("_", " ")}`);
    for (const { id, name, summary, email, contact_methods, notification_rules } of objects) {
      if (typeof id !== "string") throw new Error(`PagerDuty answers one of the ${what.replace("_", " ")} without an id`);
      found.push({ type, id, name: String(name ?? summary ?? id), ...(typeof email === "string" && { key: email }) });
      if (what === "users") found.push(...reachOf(id, contact_methods, notification_rules));
    }
    if (answer?.more !== true) break;
  }
  return found;
}
