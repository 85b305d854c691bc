import * as pulumi from "@pulumi/pulumi";
import type { Listed, Lister } from "../vendor.ts";
import { askVendor } from "../vendor-api.ts";
import { host } from "./host.ts";

/** Objects in one answer; the API has a page of its own length otherwise. */
const page = 100;

const kinds = [
  { what: "dashboards", path: "dashboards", type: "posthog:index/dashboard:Dashboard" },
  { what: "insights", path: "insights", type: "posthog:index/insight:Insight" },
  { what: "feature flags", path: "feature_flags", type: "posthog:index/featureFlag:FeatureFlag" },
] as const;

/** What is in a project, by PostHog's API: of what this project makes there the provider has no function that lists it. */
export const listers = (): readonly Lister[] =>
  kinds.map((kind) => ({
    what: kind.what,
    list: async () => {
      const config = new pulumi.Config("posthog");
      return listOf(host(), { apiKey: config.require("apiKey"), projectId: config.require("projectId") }, kind);
    },
  }));

/** @throws Error with one sentence if PostHog does not answer, or something else */
export async function listOf(
  address: string,
  { apiKey, projectId }: { readonly apiKey: string; readonly projectId: string },
  { what, path, type }: { readonly what: string; readonly path: string; readonly type: string },
): Promise<Listed[]> {
  const found: Listed[] = [];
  for (let offset = 0; ; offset += page) {
    const url = new URL(`${address}/api/projects/${projectId}/${path}/?limit=${page}&offset=${offset}`);
    const answer = (await askVendor(url, { authorization: `Bearer ${apiKey}` })) as {
      readonly results?: unknown;
      readonly next?: unknown;
    } | null;
    if (!Array.isArray(answer?.results)) throw new Error(`PostHog answers no list of ${what}`);
    for (const { id, name, key } of answer.results) {
      if (typeof id !== "number") throw new Error(`PostHog answers one of the ${what} without an id`);
      // The connection names no project, so that an import has to.
      const own = { type, id: String(id), importId: `${projectId}/${id}` };
      found.push({ ...own, name: String(name || key || id), ...(typeof key === "string" && { key }) });
    }
    if (!answer.next) return found;
  }
}
