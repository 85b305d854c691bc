import { getMonitors, getServiceLevelObjectives } from "@pulumi/datadog";
import * as pulumi from "@pulumi/pulumi";
import type { Listed, Lister } from "../vendor.ts";
import { askVendor } from "../vendor-api.ts";

/** The provider calls an empty account a failed search (`data_source_datadog_monitors.go`, `…_service_level_objectives.go`). */
const isNothing = (error: unknown): boolean => /your query returned no result/.test(String(error));

async function orNothing<T>(asked: Promise<readonly T[]>): Promise<readonly T[]> {
  try {
    return await asked;
  } catch (error) {
    if (isNothing(error)) return [];
    throw error;
  }
}

/** What the provider's functions list of an account, and what only the API behind it lists. */
export const listers = (): readonly Lister[] => [
  {
    what: "monitors",
    list: async () => {
      const found = await orNothing(getMonitors().then(({ monitors }) => monitors));
      return found.map(({ id, name }) => ({ type: "datadog:index/monitor:Monitor", id: String(id), name }));
    },
  },
  {
    what: "SLOs",
    // The limit of the API's first page, which is all that the provider reads.
    most: 1000,
    list: async () => {
      const found = await orNothing(getServiceLevelObjectives().then(({ slos }) => slos));
      return found.map(({ id, name }) => ({ type: "datadog:index/serviceLevelObjective:ServiceLevelObjective", id, name }));
    },
  },
  { what: "dashboards", list: async () => dashboards(api()) },
  {
    what: "channels",
    list: async () => {
      const account = new pulumi.Config("slostack").get("datadogSlackAccount");
      return account === undefined ? [] : channels(api(), account);
    },
  },
];

/** Where the account answers, and its keys. */
export interface Api {
  readonly address: string;
  readonly apiKey: string;
  readonly appKey: string;
}

function api(): Api {
  const config = new pulumi.Config("datadog");
  return { address: config.require("apiUrl"), apiKey: config.require("apiKey"), appKey: config.require("appKey") };
}

const ask = ({ address, apiKey, appKey }: Api, path: string): Promise<unknown> =>
  askVendor(new URL(path, `${address.replace(/\/+$/, "")}/`), { "dd-api-key": apiKey, "dd-application-key": appKey });

/** All of them in one answer (Dashboards API, "Get all dashboards"). @throws Error with one sentence if Datadog does not answer, or something else */
export async function dashboards(of: Api): Promise<Listed[]> {
  const answer = (await ask(of, "api/v1/dashboard")) as { readonly dashboards?: unknown } | null;
  if (!Array.isArray(answer?.dashboards)) throw new Error("Datadog answers no list of dashboards");
  return answer.dashboards.map(({ id, title }) => {
    if (typeof id !== "string") throw new Error("Datadog answers one of the dashboards without an id");
    return { type: "datadog:index/dashboardJson:DashboardJson", id, name: String(title ?? id) };
  });
}

/**
 * The channels of Slack that a message may post to (Slack Integration API, "Get all channels in a Slack integration").
 *
 * @param account name of the Slack workspace, as the integration has it
 * @throws Error with one sentence if Datadog does not answer, or something else
 */
export async function channels(of: Api, account: string): Promise<Listed[]> {
  const found = await ask(of, `api/v1/integration/slack/configuration/accounts/${encodeURIComponent(account)}/channels`);
  if (!Array.isArray(found)) throw new Error("Datadog answers no list of channels");
  return found.map(({ name }) => {
    if (typeof name !== "string") throw new Error("Datadog answers a channel without a name");
    return { type: "datadog:slack/channel:Channel", id: `${account}:${name}`, name };
  });
}
