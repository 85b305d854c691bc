import { randomInt, randomUUID } from "node:crypto";
import { objectIn } from "../../../sandbox/fake-provider/json-text.ts";
import type { FunctionModel, ResourceModel, VendorModel } from "../../../sandbox/fake-provider/model.ts";
import { text } from "../../../sandbox/fake-provider/value.ts";
import { dashboard } from "./dashboard.ts";
import { folder } from "./folder.ts";
import { contactPoint, messageTemplate, muteTiming, notificationPolicy } from "./notification.ts";
import { ruleGroup } from "./rule-group.ts";
import { inOrganization } from "./shared.ts";
import { alertRule, inhibitionRule, recordingRule } from "./single-rule.ts";
import { check, getProbes } from "./synthetics.ts";

/** A data source by uid or name. The account's data sources are seeded: this project never creates one. */
const getDataSource: FunctionModel = (args, account) => {
  const [key, value] = args.uid !== undefined ? ["uid", text(args.uid)] : ["name", text(args.name)];
  const found = account.all("dataSource").find(({ fields }) => text(fields[key]) === value);
  if (found === undefined) throw new Error(`no data source with ${key} "${value}": 404 Not Found`);
  return {
    accessMode: "proxy",
    basicAuthEnabled: false,
    basicAuthUsername: "",
    databaseName: "",
    isDefault: false,
    jsonDataEncoded: "{}",
    orgId: "1",
    url: "",
    username: "",
    ...found.fields,
    id: `1:${found.id}`,
  };
};

/** Folders and dashboards of the account, by uid: what follows the organization in an id. */
const getFolders: FunctionModel = (_, account) => ({
  id: "1",
  folders: account.all("folder").map(({ id, fields }, index) => ({ id: index + 1, uid: uidIn(id), title: text(fields.title), url: "" })),
});

const getDashboards: FunctionModel = (args, account) => ({
  ...args,
  id: "1",
  dashboards: account
    .all("dashboard")
    .slice(0, Number(args.limit ?? 5000))
    .map(({ id, fields }) => ({ uid: uidIn(id), title: text(objectIn(text(fields.configJson))?.title), folderTitle: "" })),
});

const uidIn = (id: string): string => id.slice(id.indexOf(":") + 1);

/** An import names an object by `<organization>:<id>` or by the id alone (registry of providers, grafana/grafana, "Import" of each resource). */
const inItsOrganization = (model: ResourceModel): ResourceModel => ({
  ...model,
  wholeId: (id) => (/^\d+:/.test(id) ? id : inOrganization(id)),
});

/** Grafana as its plugin (2.40) and its API present it, as far as this project uses it. */
export const fake: VendorModel = {
  package: "grafana",
  version: "2.40.0",
  resources: {
    "grafana:oss/folder:Folder": inItsOrganization(folder(() => randomUUID().slice(0, 14))),
    "grafana:oss/dashboard:Dashboard": inItsOrganization(dashboard(() => randomUUID().slice(0, 14))),
    "grafana:alerting/ruleGroup:RuleGroup": inItsOrganization(ruleGroup),
    "grafana:alerting/v0alpha1/alertRule:AlertRule": alertRule,
    "grafana:alerting/v0alpha1/recordingRule:RecordingRule": recordingRule,
    "grafana:alerting/v1beta1/notificationsInhibitionRule:NotificationsInhibitionRule": inhibitionRule,
    "grafana:alerting/contactPoint:ContactPoint": inItsOrganization(contactPoint),
    "grafana:alerting/muteTiming:MuteTiming": inItsOrganization(muteTiming),
    "grafana:alerting/messageTemplate:MessageTemplate": inItsOrganization(messageTemplate),
    "grafana:alerting/notificationPolicy:NotificationPolicy": notificationPolicy,
    "grafana:syntheticMonitoring/check:Check": check(() => String(randomInt(1, 2 ** 31))),
  },
  functions: {
    "grafana:oss/getDashboards:getDashboards": getDashboards,
    "grafana:oss/getDataSource:getDataSource": getDataSource,
    "grafana:oss/getFolders:getFolders": getFolders,
    "grafana:syntheticMonitoring/getProbes:getProbes": getProbes,
  },
};
