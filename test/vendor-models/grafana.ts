import { type Fields, fields, list, text, type Value } from "../../sandbox/fake-provider/value.ts";
import type { Request } from "./judge.ts";

/** What Grafana's plugin makes of a resource's inputs before it sends them. */

/** What the plugin writes where the program is silent: the API wants them of recordings as well. */
const ofEveryRule = { condition: "", for: "0s", noDataState: "NoData", execErrState: "Alerting" };

function ruleGroup({ folderUid, intervalSeconds, name, rules }: Fields): Fields {
  const place = { folderUID: folderUid ?? null, orgID: 1, ruleGroup: name ?? null };
  return {
    folderUid: folderUid ?? null,
    interval: intervalSeconds ?? null,
    title: name ?? null,
    rules: list(rules).map((one) => rule(one, place)),
  };
}

function rule(one: Value, place: Fields): Fields {
  const { datas, keepFiringFor, name, notificationSettings, record, ...rest } = fields(one);
  const { targetDatasourceUid, ...recorded } = fields(record);
  return {
    ...ofEveryRule,
    ...rest,
    ...place,
    title: name ?? null,
    data: list(datas).map((data) => ({ ...fields(data), model: JSON.parse(text(fields(data).model)) as Value })),
    ...(keepFiringFor !== undefined && { keep_firing_for: keepFiringFor }),
    ...(notificationSettings !== undefined && { notification_settings: settings(fields(notificationSettings)) }),
    ...(record !== undefined && { record: { ...recorded, target_datasource_uid: targetDatasourceUid ?? null } }),
  };
}

const ofSettings: Readonly<Record<string, string>> = {
  contactPoint: "receiver",
  groupBies: "group_by",
  groupWait: "group_wait",
  groupInterval: "group_interval",
  repeatInterval: "repeat_interval",
  muteTimings: "mute_time_intervals",
  activeTimings: "active_time_intervals",
};

const settings = (said: Fields): Fields =>
  Object.fromEntries(Object.entries(said).map(([name, value]) => [ofSettings[name] ?? name, value]));

/** Each list of a contact point, and what the API calls one of its members. */
const integrations: Readonly<Record<string, string>> = {
  emails: "email",
  opsgenies: "opsgenie",
  pagerduties: "pagerduty",
  slacks: "slack",
  webhooks: "webhook",
};

function contactPoint({ name, ...lists }: Fields): Request[] {
  return Object.entries(lists).flatMap(([kind, members]) =>
    list(members).map((member) => {
      const { disableResolveMessage, ...said } = fields(member);
      const value = { name: name ?? null, type: integrations[kind] ?? kind, settings: said };
      return {
        model: "grafana/EmbeddedContactPoint",
        value: disableResolveMessage === undefined ? value : { ...value, disableResolveMessage },
      };
    }),
  );
}

const requests: Readonly<Record<string, (inputs: Fields) => readonly Request[]>> = {
  "grafana:alerting/ruleGroup:RuleGroup": (inputs) => [{ model: "grafana/AlertRuleGroup", value: ruleGroup(inputs) }],
  "grafana:alerting/contactPoint:ContactPoint": contactPoint,
  "grafana:alerting/messageTemplate:MessageTemplate": ({ template }) => [
    { model: "grafana/NotificationTemplateContent", value: { template: template ?? null } },
  ],
};

export function grafanaRequests(type: string, inputs: Fields): readonly Request[] | undefined {
  return requests[type]?.(inputs);
}
