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

/** @throws Error with one sentence where PagerDuty does not answer, or something else */
export async function pagesOf(address: string, token: string, what: string, type: string): Promise<Listed[]> {
  const found: Listed[] = [];
  const headers = { authorization: `Token token=${token}`, accept: "application/vnd.pagerduty+json;version=2" };
  for (let offset = 0; offset < deepest; offset += page) {
    const url = new URL(`${address.replace(/\/+$/, "")}/${what}?limit=${page}&offset=${offset}`);
    const answer = (await askVendor(url, headers)) as { readonly [name: string]: unknown } | null;
    const objects = answer?.[what];
    if (!Array.isArray(objects)) throw new Error(`PagerDuty answers no list of ${what.replace("_", " ")}`);
    for (const { id, name, summary, email } of objects) {
      if (typeof id !== "string") throw new Error(`PagerDuty answers one of the ${what.replace("_", " ")} without an id`);
      found.push({ type, id, name: String(name ?? summary ?? id), ...(typeof email === "string" && { key: email }) });
    }
    if (answer?.more !== true) break;
  }
  return found;
}
