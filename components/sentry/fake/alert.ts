import type { Account } from "../../../sandbox/account.ts";
import { chosen, find, lengthRefusals, newId } from "../../../sandbox/fake-provider/bridged.ts";
import type { Refusal, ResourceModel } from "../../../sandbox/fake-provider/model.ts";
import { each, filled, oneOf, present, refuseIf } from "../../../sandbox/fake-provider/rules.ts";
import { known, type Shape } from "../../../sandbox/fake-provider/shape.ts";
import { type Fields, fields, list, text } from "../../../sandbox/fake-provider/value.ts";
import { environmentRefusals } from "./shared.ts";

const triggers = { firstSeenEvent: {}, issueResolvedTrigger: {}, reappearedEvent: {}, regressionEvent: {} } as const;
const conditions = { level: { level: true, match: true }, taggedEvent: { key: true, match: true, value: true } } as const;
const actions = {
  email: { targetType: true, targetId: true, fallthroughType: true },
  slack: { integrationId: true, channelName: true, channelId: true, tags: true, notes: true },
  pagerduty: { integrationId: true, serviceId: true, serviceName: true, severity: true },
} as const;
const shape: Shape = {
  organization: true,
  name: true,
  enabled: true,
  environment: true,
  monitorIds: true,
  frequencyMinutes: true,
  triggerConditions: [triggers],
  actionFilters: [{ logicType: true, conditions: [conditions], actions: [actions] }],
};

export const alert: ResourceModel = {
  autoname: "name",
  required: ["actionFilters", "frequencyMinutes", "monitorIds", "organization"],
  replaces: ["organization"],
  defaults: (inputs) => filled({ enabled: true }, known(inputs, shape)),
  check: (inputs) => [
    ...refuseIf(list(inputs.actionFilters).length === 0, "actionFilters", "list must contain at least 1 elements, got: 0"),
    ...each(inputs, "triggerConditions", (trigger, path) => chosen(path, trigger, Object.keys(triggers))),
    ...each(inputs, "actionFilters", checkFilter),
  ],
  refuse: (inputs, { account }) => [
    ...lengthRefusals("name", inputs.name, 256),
    ...environmentRefusals(inputs, account),
    ...oneOf("frequencyMinutes", text(inputs.frequencyMinutes), frequencies),
    ...list(inputs.monitorIds).flatMap((id, i) =>
      refuseIf(
        account.get("metricMonitor", text(id)) === undefined && account.get("errorMonitor", text(id)) === undefined,
        `monitorIds[${i}]`,
        `Some detectors do not exist: ${text(id)}`,
      ),
    ),
    ...each(inputs, "actionFilters", (filter, path) => [
      ...each(filter, "conditions", (condition, place) => conditionRefusals(condition, place), path),
      ...each(filter, "actions", (action, place) => actionRefusals(action, place, text(inputs.organization), account), path),
    ]),
  ],
  normalise: (inputs) => ({ ...inputs, monitorIds: list(inputs.monitorIds).map(text).sort() }),
  canonical: (inputs) => withoutSign({ ...inputs, monitorIds: list(inputs.monitorIds).map(text).sort() }),
  id: newId,
};

/** Minutes, as text: what the API documents (getsentry/sentry, `api_docs_help_text.py`). */
const frequencies = ["0", "5", "10", "30", "60", "180", "720", "1440"];

/** To the provider a channel is the same with and without its sign. */
function withoutSign(inputs: Fields): Fields {
  const plain = (action: Fields): Fields =>
    action.slack === undefined
      ? action
      : { slack: { ...fields(action.slack), channelName: text(fields(action.slack).channelName).replace(/^#/, "") } };
  const filters = list(inputs.actionFilters).map(fields);
  return { ...inputs, actionFilters: filters.map((filter) => ({ ...filter, actions: list(filter.actions).map(fields).map(plain) })) };
}

function checkFilter(filter: Fields, path: string): Refusal[] {
  return [
    ...oneOf(`${path}.logicType`, filter.logicType ?? "", ["any", "any-short", "all", "none"]),
    ...each(filter, "conditions", (condition, place) => chosen(place, condition, Object.keys(conditions)), path),
    ...each(filter, "actions", checkAction, path),
  ];
}

function checkAction(action: Fields, path: string): Refusal[] {
  const { email, slack, pagerduty } = action;
  return [
    ...chosen(path, action, Object.keys(actions)),
    // Of a misspelt key nothing is left here. The provider silently drops such an action, and the alert notifies no one.
    ...refuseIf(Object.keys(action).length === 0, path, `is none of ${Object.keys(actions).join(", ")}`),
    ...(email === undefined ? [] : checkEmail(fields(email), `${path}.email`)),
    ...(slack === undefined ? [] : present(`${path}.slack`, fields(slack), ["integrationId", "channelName"])),
    ...(pagerduty === undefined
      ? []
      : present(`${path}.pagerduty`, fields(pagerduty), ["integrationId", "serviceId", "serviceName", "severity"])),
  ];
}

function checkEmail({ targetType, targetId }: Fields, path: string): Refusal[] {
  const named = targetType === "team" || targetType === "user";
  return [
    ...oneOf(`${path}.targetType`, targetType ?? "", ["issue_owners", "team", "user"]),
    ...refuseIf(named && targetId === undefined, `${path}.targetId`, `must be set for the target type ${text(targetType)}`),
  ];
}

function conditionRefusals({ level, taggedEvent }: Fields, path: string): Refusal[] {
  return [
    ...(level === undefined ? [] : oneOf(`${path}.level.match`, fields(level).match, ["eq", "gte", "lte"])),
    ...(level === undefined ? [] : oneOf(`${path}.level.level`, text(fields(level).level), ["0", "10", "20", "30", "40", "50"])),
    ...(taggedEvent === undefined
      ? []
      : oneOf(`${path}.taggedEvent.match`, fields(taggedEvent).match, ["co", "nc", "eq", "ne", "sw", "ew", "is", "ns"])),
  ];
}

function actionRefusals({ email, slack, pagerduty }: Fields, path: string, organization: string, account: Account): Refusal[] {
  return [
    ...(slack === undefined ? [] : integrationRefusals("slack", fields(slack), `${path}.slack`, organization, account)),
    ...(pagerduty === undefined ? [] : pagerdutyRefusals(fields(pagerduty), `${path}.pagerduty`, organization, account)),
    ...(email === undefined ? [] : recipientRefusals(fields(email), `${path}.email`, account)),
  ];
}

function integrationRefusals(providerKey: string, action: Fields, path: string, organization: string, account: Account): Refusal[] {
  const installed = account.get("organizationIntegration", text(action.integrationId));
  const fits = installed?.providerKey === providerKey && installed.organization === organization;
  return refuseIf(!fits, `${path}.integrationId`, `no installed ${providerKey} integration has the id ${text(action.integrationId)}`);
}

function pagerdutyRefusals(action: Fields, path: string, organization: string, account: Account): Refusal[] {
  const entry = account.get("integrationPagerduty", text(action.serviceId));
  return [
    ...integrationRefusals("pagerduty", action, path, organization, account),
    ...refuseIf(
      entry?.integrationId !== action.integrationId,
      `${path}.serviceId`,
      `the integration has no service ${text(action.serviceId)}`,
    ),
    ...oneOf(`${path}.severity`, action.severity, ["default", "critical", "warning", "error", "info"]),
  ];
}

function recipientRefusals({ targetType, targetId }: Fields, path: string, account: Account): Refusal[] {
  if (targetType === "team")
    return refuseIf(account.get("team", text(targetId)) === undefined, `${path}.targetId`, `no team ${text(targetId)}`);
  if (targetType !== "user") return [];
  const member = find(account, "organizationMember", { userId: text(targetId) });
  return refuseIf(member === undefined, `${path}.targetId`, `user ${text(targetId)} is not part of this organization`);
}
