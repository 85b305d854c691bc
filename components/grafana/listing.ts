import * as pulumi from "@pulumi/pulumi";
import * as grafana from "@pulumiverse/grafana";
import type { Listed, Lister } from "../vendor.ts";
import { askVendor } from "../vendor-api.ts";

/** Limit of a search that names none, as the provider sends it (`data_source_dashboards.go`). */
const mostDashboards = 5000;

/** What is in one organization of a Grafana: folders and dashboards by the provider's functions, the rest by the API behind it. */
export const listers = (): readonly Lister[] => [
  {
    what: "folders",
    list: async () => {
      const { folders } = await grafana.oss.getFolders();
      return folders.map(({ uid, title }) => ({ type: "grafana:oss/folder:Folder", id: uid, name: title }));
    },
  },
  {
    what: "dashboards",
    most: mostDashboards,
    list: async () => {
      const { dashboards } = await grafana.oss.getDashboards({ limit: mostDashboards });
      return dashboards.map(({ uid, title }) => ({ type: "grafana:oss/dashboard:Dashboard", id: uid, name: title, key: uid }));
    },
  },
  {
    what: "groups of rules",
    list: async () => {
      const { url, auth } = account();
      return ruleGroups(url, auth);
    },
  },
  ...provisioned.map((kind) => ({
    what: kind.what,
    list: async () => {
      const { url, auth } = account();
      return listOf(url, auth, kind);
    },
  })),
];

function account(): { readonly url: string; readonly auth: string } {
  const config = new pulumi.Config("grafana");
  return { url: config.require("url"), auth: config.require("auth") };
}

/** What the same API answers as a list of names, which the provider takes for ids (Alerting provisioning HTTP API). */
export const provisioned = [
  { what: "contact points", path: "contact-points", type: "grafana:alerting/contactPoint:ContactPoint" },
  { what: "message templates", path: "templates", type: "grafana:alerting/messageTemplate:MessageTemplate" },
] as const;

/** A contact point with several integrations is answered once for each. @throws Error as {@link ruleGroups} */
export async function listOf(url: string, auth: string, { what, path, type }: (typeof provisioned)[number]): Promise<Listed[]> {
  const found = await provisioning(url, auth, path);
  // Without a template the API answers nothing in the place of a list.
  if (found !== null && !Array.isArray(found)) throw new Error(`Grafana answers no list of ${what}`);
  const names = (found ?? []).map(({ name }: { readonly name?: unknown }) => {
    if (typeof name !== "string") throw new Error(`Grafana answers one of the ${what} without a name`);
    return name;
  });
  return [...new Set<string>(names)].map((name) => ({ type, id: name, name }));
}

function provisioning(url: string, auth: string, path: string): Promise<unknown> {
  const authorization = auth.includes(":") ? `Basic ${Buffer.from(auth).toString("base64")}` : `Bearer ${auth}`;
  return askVendor(new URL(`api/v1/provisioning/${path}`, `${url.replace(/\/+$/, "")}/`), { authorization });
}

/** How Grafana calls the group of a rule that has none (ngalert, `NoGroupPrefix`). */
const noGroup = "no_group_for_rule_";

/**
 * The groups in which rules are, by folder: `GET /api/v1/provisioning/alert-rules` answers every rule that Grafana manages
 * (Alerting provisioning HTTP API). One without a group stands there in a group of its own; its id in a state is not in the answer.
 *
 * @param auth `user:password`, or a token, as the provider takes it
 * @throws Error with one sentence where Grafana does not answer, or something else
 */
export async function ruleGroups(url: string, auth: string): Promise<Listed[]> {
  const rules = await provisioning(url, auth, "alert-rules");
  if (!Array.isArray(rules)) throw new Error("Grafana answers no list of rules");
  const groups = rules.flatMap(({ folderUID, ruleGroup }: { readonly folderUID?: unknown; readonly ruleGroup?: unknown }) => {
    if (typeof folderUID !== "string" || typeof ruleGroup !== "string") throw new Error("Grafana answers a rule without folder or group");
    if (ruleGroup.startsWith(noGroup)) return [];
    return [{ type: "grafana:alerting/ruleGroup:RuleGroup", id: `${folderUID}:${ruleGroup}`, name: ruleGroup }];
  });
  return [...new Map(groups.map((group) => [group.id, group])).values()];
}
