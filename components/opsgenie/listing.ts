import * as pulumi from "@pulumi/pulumi";
import type { Listed, Lister } from "../vendor.ts";
import { askVendor } from "../vendor-api.ts";
import { hostOf } from "./host.ts";

/** Longest page of users (docs.opsgenie.com, User API, "List Users"). Teams, schedules and escalations are answered whole. */
const page = 100;

const kinds = [
  { what: "users", type: "opsgenie:index/user:User" },
  { what: "teams", type: "opsgenie:index/team:Team" },
  { what: "schedules", type: "opsgenie:index/schedule:Schedule" },
  { what: "escalations", type: "opsgenie:index/escalation:Escalation" },
] as const;

/** Who is called and by what, by Opsgenie's REST API: its provider has functions that find one object, and none that lists. */
export const listers = (): readonly Lister[] =>
  kinds.map(({ what, type }) => ({
    what,
    list: async () => listOf(`https://${hostOf()}`, new pulumi.Config("opsgenie").require("apiKey"), what, type),
  }));

/** @throws Error with one sentence if Opsgenie does not answer, or something else */
export async function listOf(address: string, apiKey: string, what: (typeof kinds)[number]["what"], type: string): Promise<Listed[]> {
  const found: Listed[] = [];
  for (let offset = 0; ; offset += page) {
    const url = new URL(`${address}/v2/${what}${what === "users" ? `?limit=${page}&offset=${offset}` : ""}`);
    const answer = (await askVendor(url, { authorization: `GenieKey ${apiKey}` })) as { readonly data?: unknown } | null;
    if (!Array.isArray(answer?.data)) throw new Error(`Opsgenie answers no list of ${what}`);
    for (const { id, name, username, fullName } of answer.data) {
      if (typeof id !== "string") throw new Error(`Opsgenie answers one of the ${what} without an id`);
      found.push({ type, id, name: String(name ?? fullName ?? id), ...(typeof username === "string" && { key: username }) });
    }
    if (what !== "users" || answer.data.length < page) return found;
  }
}
