import * as pulumi from "@pulumi/pulumi";
import * as grafana from "@pulumiverse/grafana";
import type { Listed, Lister } from "../vendor.ts";
import { askVendor } from "../vendor-api.ts";

/** Limit of a search that names none, as the provider sends it (`data_source_dashboards.go`). */
const mostDashboards = 5000;

/** What is in one organization of a Grafana: folders and dashboards by the provider's functions, rules by the API behind it. */
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
      const config = new pulumi.Config("grafana");
      return ruleGroups(config.require("url"), config.require("auth"));
    },
  },
];

/**
 * The groups in which rules are, by folder: `GET /api/v1/provisioning/alert-rules` answers every rule that Grafana manages
 * (Alerting provisioning HTTP API).
 *
 * @param auth `user:password`, or a token, as the provider takes it
 * @throws Error with one sentence where Grafana does not answer, or something else
 */
export async function ruleGroups(url: string, auth: string): Promise<Listed[]> {
  const authorization = auth.includes(":") ? `Basic ${Buffer.from(auth).toString("base64")}` : `Bearer ${auth}`;
  const rules = await askVendor(new URL("api/v1/provisioning/alert-rules", `${url.replace(/\/+$/, "")}/`), { authorization });
  if (!Array.isArray(rules)) throw new Error("Grafana answers no list of rules");
  const groups = rules.map(({ folderUID, ruleGroup }: { readonly folderUID?: unknown; readonly ruleGroup?: unknown }) => {
    if (typeof folderUID !== "string" || typeof ruleGroup !== "string") throw new Error("Grafana answers a rule without folder or group");
    return { type: "grafana:alerting/ruleGroup:RuleGroup", id: `${folderUID}:${ruleGroup}`, name: ruleGroup };
  });
  return [...new Map(groups.map((group) => [group.id, group])).values()];
}
