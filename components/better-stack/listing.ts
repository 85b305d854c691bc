import * as pulumi from "@pulumi/pulumi";
import type { Listed, Lister } from "../vendor.ts";
import { askVendor } from "../vendor-api.ts";

const usual = "https://uptime.betterstack.com";

/** Lists of the Uptime API, as the provider asks for the objects themselves; `name` is the attribute that people see. */
const kinds = [
  { what: "monitors", path: "v2/monitors", type: "better-uptime:index/monitor:Monitor", name: "pronounceable_name" },
  { what: "heartbeats", path: "v2/heartbeats", type: "better-uptime:index/heartbeat:Heartbeat", name: "name" },
  { what: "escalation policies", path: "v3/policies", type: "better-uptime:index/policy:Policy", name: "name" },
  { what: "severities", path: "v2/urgencies", type: "better-uptime:index/severity:Severity", name: "name" },
  {
    what: "PagerDuty integrations",
    path: "v2/pager-duty-webhooks",
    type: "better-uptime:index/pagerdutyIntegration:PagerdutyIntegration",
    name: "name",
  },
  { what: "webhooks", path: "v2/outgoing-webhooks", type: "better-uptime:index/outgoingWebhook:OutgoingWebhook", name: "name" },
  {
    what: "status pages",
    path: "v2/status-pages",
    type: "better-uptime:index/statusPage:StatusPage",
    name: "company_name",
    key: "subdomain",
  },
] as const;

/** What is in the account of a team, by the Uptime API: the provider's functions find one object, and list none. */
export const listers = (): readonly Lister[] =>
  kinds.map((kind) => ({ what: kind.what, list: async () => listOf(usual, new pulumi.Config("better-uptime").require("apiToken"), kind) }));

/** One page of a list (https://betterstack.com/docs/uptime/api/pagination/). */
interface Page {
  readonly data?: unknown;
  readonly pagination?: { readonly next?: string | null };
}

/** @throws Error with one sentence if Better Stack does not answer, or something else */
export async function listOf(
  address: string,
  token: string,
  { what, path, type, name, key }: { readonly [K in "what" | "path" | "type" | "name"]: string } & { readonly key?: string },
): Promise<Listed[]> {
  const found: Listed[] = [];
  for (let page = 1; ; page += 1) {
    const answer = (await askVendor(new URL(`${address}/api/${path}?page=${page}`), { authorization: `Bearer ${token}` })) as Page | null;
    if (!Array.isArray(answer?.data)) throw new Error(`Better Stack answers no list of ${what}`);
    for (const { id, attributes } of answer.data) {
      if (typeof id !== "string") throw new Error(`Better Stack answers one of the ${what} without an id`);
      const own = key === undefined ? undefined : attributes?.[key];
      found.push({ type, id, name: String(attributes?.[name] ?? id), ...(typeof own === "string" && { key: own }) });
    }
    if (!answer.pagination?.next) return found;
  }
}
