import type { Account } from "../../../sandbox/account.ts";
import { sortKeys } from "../../../sandbox/account.ts";
import type { Refusal, ResourceModel } from "../../../sandbox/fake-provider/model.ts";
import { refuseIf } from "../../../sandbox/fake-provider/rules.ts";
import { type Fields, fields, isFields, isList, text, type Value } from "../../../sandbox/fake-provider/value.ts";
import { dataSourceRefusals, folderRefusals, inOrganization, json, uidRefusals, withoutOrganization } from "./shared.ts";

/** @param newUid makes the uid that Grafana chooses where the program names none */
export function dashboard(newUid: () => string): ResourceModel {
  return {
    required: ["configJson"],
    replaces: ["orgId"],
    // The uid is the dashboard: another one in the JSON is another dashboard.
    replacedBy: (existing, wanted) => (uidOf(existing) === uidOf(wanted) ? [] : ["configJson"]),
    check: (inputs) => refuseIf(!isFields(json(inputs.configJson)), "configJson", "contains invalid JSON"),
    refuse: (inputs, { account }) => {
      const config = fields(json(inputs.configJson));
      return [
        ...uidRefusals("configJson.uid", config.uid),
        ...refuseIf(text(config.title).trim() === "", "configJson.title", "Dashboard title cannot be empty"),
        ...folderRefusals("folder", inputs.folder, account),
        ...panelRefusals(config, account),
      ];
    },
    // Grafana numbers dashboards and their versions itself; the plugin looks past both, and past the order of keys.
    canonical: (inputs) => {
      const { id: _, version: __, ...config } = fields(json(inputs.configJson));
      return { ...inputs, configJson: JSON.stringify(sortKeys(config)), folder: withoutOrganization(text(inputs.folder)), message: null };
    },
    computes: ["uid", "url", "version", "dashboardId"],
    computed: (id) => {
      const uid = withoutOrganization(id);
      return { uid, url: `https://grafana.invalid/d/${uid}`, version: 1, dashboardId: 1 };
    },
    id: (inputs) => inOrganization(uidOf(inputs) || newUid()),
    upsert: (inputs) => inputs.overwrite === true,
  };
}

function uidOf(inputs: Fields): string {
  return text(fields(json(inputs.configJson)).uid);
}

/**
 * Grafana accepts a panel whose data source does not exist and shows an error where the panel should be. The
 * fake provider refuses it: nothing else would point a reader to it.
 */
function panelRefusals(config: Fields, account: Account): Refusal[] {
  const used = new Set<string>();
  collectDataSources(config, used);
  return [...used].flatMap((uid) => dataSourceRefusals("configJson", uid, account));
}

function collectDataSources(value: Value, used: Set<string>): void {
  if (isList(value)) for (const item of value) collectDataSources(item, used);
  if (!isFields(value)) return;
  for (const [key, item] of Object.entries(value)) {
    if (key === "datasource" && isFields(item) && item.uid !== undefined) used.add(text(item.uid));
    else collectDataSources(item, used);
  }
}
