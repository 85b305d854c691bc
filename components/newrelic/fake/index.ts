import { newId } from "../../../sandbox/fake-provider/bridged.ts";
import type { Refusal, ResourceModel, VendorModel } from "../../../sandbox/fake-provider/model.ts";
import { each, filled, isTimeZone, oneOf, present, refuse, refuseIf } from "../../../sandbox/fake-provider/rules.ts";
import { type Fields, fields, list, text } from "../../../sandbox/fake-provider/value.ts";
import { nrqlAlertCondition } from "./condition.ts";
import { notificationChannel, notificationDestination, workflow } from "./notification.ts";
import { parseNrql } from "./nrql.ts";

const account = { accountId: "1234567" };

const alertPolicy: ResourceModel = {
  autoname: "name",
  replaces: ["accountId", "channelIds"],
  defaults: (inputs) => filled({ incidentPreference: "PER_POLICY" }, inputs),
  check: (inputs) => [
    ...oneOf("incidentPreference", inputs.incidentPreference, ["PER_POLICY", "PER_CONDITION", "PER_CONDITION_AND_TARGET"]),
    ...refuseIf(inputs.name === "", "name", "name must not be empty"),
  ],
  refuse: (inputs) => refuseIf(text(inputs.name).length > 128, "name", "name must be 128 characters or less"),
  computes: ["accountId", "entityGuid"],
  computed: (id) => ({ ...account, entityGuid: Buffer.from(`AIOPS|POLICY|${id}`).toString("base64") }),
  id: newId,
};

/** The provider's `validateMutingRuleConditionAttribute`. */
const attributes = [
  "accountId",
  "conditionId",
  "conditionName",
  "conditionRunbookUrl",
  "conditionType",
  "entity.guid",
  "nrqlEventType",
  "nrqlQuery",
  "policyId",
  "policyName",
  "product",
  "targetId",
  "targetName",
];
const comparisons = [
  "ANY",
  "CONTAINS",
  "ENDS_WITH",
  "EQUALS",
  "IN",
  "IS_BLANK",
  "IS_NOT_BLANK",
  "NOT_CONTAINS",
  "NOT_EQUALS",
  "NOT_IN",
  "STARTS_WITH",
];
const weekdays = ["MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY"];
const localTime = /^\d{4}-\d\d-\d\dT([01]\d|2[0-3]):[0-5]\d:[0-5]\d$/;

const alertMutingRule: ResourceModel = {
  autoname: "name",
  required: ["condition", "enabled"],
  check: (inputs) => [
    ...oneOf("condition.operator", fields(inputs.condition).operator, ["AND", "OR"]),
    ...each(
      fields(inputs.condition),
      "conditions",
      (one, path) => [
        ...oneOf(`${path}.attribute`, one.attribute, attributes),
        ...oneOf(`${path}.operator`, one.operator, comparisons),
        ...present(path, one, ["values"]),
      ],
      "condition",
    ),
    ...oneOf("actionOnMutingRuleWindowEnded", inputs.actionOnMutingRuleWindowEnded, ["CLOSE_ISSUES_ON_INACTIVE", "DO_NOTHING"]),
    ...(inputs.schedule === undefined ? [] : scheduleCheck(fields(inputs.schedule))),
  ],
  refuse: ({ schedule, condition }) => [
    ...(schedule === undefined ? [] : scheduleRefusals(fields(schedule))),
    ...refuseIf(list(fields(condition).conditions).length > 20, "condition.conditions", "at most 20 conditions are allowed"),
  ],
  // Days are a set.
  normalise: (inputs) => ({ ...inputs, ...sortedDays(inputs) }),
  canonical: (inputs) => ({ ...inputs, ...sortedDays(inputs) }),
  computes: ["accountId"],
  computed: () => account,
  id: () => `${account.accountId}:${newId()}`,
};

function scheduleCheck(schedule: Fields): Refusal[] {
  return [
    ...present("schedule", schedule, ["timeZone"]),
    ...["startTime", "endTime"].flatMap((name) =>
      refuseIf(
        schedule[name] !== undefined && !localTime.test(text(schedule[name])),
        `schedule.${name}`,
        "must be in the format 2006-01-02T15:04:05",
      ),
    ),
    ...oneOf("schedule.repeat", schedule.repeat, ["DAILY", "WEEKLY", "MONTHLY"]),
    ...list(schedule.weeklyRepeatDays).flatMap((day, i) => oneOf(`schedule.weeklyRepeatDays[${i}]`, day, weekdays)),
  ];
}

function scheduleRefusals({ timeZone, startTime, endTime }: Fields): Refusal[] {
  return [
    ...refuseIf(!isTimeZone(timeZone), "schedule.timeZone", `${text(timeZone)} is not a valid time zone`),
    ...refuseIf(text(endTime) <= text(startTime), "schedule.endTime", "end time must be after the start time"),
  ];
}

function sortedDays({ schedule }: Fields): Fields {
  if (schedule === undefined) return {};
  const own = fields(schedule);
  const days = list(own.weeklyRepeatDays).map(text);
  return { schedule: { ...own, weeklyRepeatDays: weekdays.filter((day) => days.includes(day)) } };
}

const oneDashboardJson: ResourceModel = {
  required: ["json"],
  check: ({ json }) => refuseIf(text(json) !== "" && parsed(text(json)) === undefined, "json", "invalid character in the dashboard's JSON"),
  refuse: ({ json }) => dashboardRefusals(fields(parsed(text(json)) ?? {})),
  computes: ["accountId", "guid", "permalink", "updatedAt"],
  computed: (id) => ({
    ...account,
    guid: id,
    permalink: `https://one.newrelic.com/redirect/entity/${id}`,
    updatedAt: "2026-01-05T00:00:00Z",
  }),
  id: () => Buffer.from(`${account.accountId}|VIZ|DASHBOARD|${newId()}`).toString("base64"),
};

function parsed(json: string): Fields | undefined {
  try {
    return fields(JSON.parse(json));
  } catch {
    return undefined;
  }
}

const visualizations = ["viz.line", "viz.area", "viz.billboard", "viz.bar", "viz.table", "viz.pie", "viz.markdown"];

function dashboardRefusals(model: Fields): Refusal[] {
  const pages = list(model.pages).map(fields);
  return [
    ...refuseIf(text(model.name ?? "") === "", "json", "dashboard name is required"),
    ...refuseIf(pages.length === 0, "json", "at least one page is required"),
    ...oneOf("json", model.permissions, ["PRIVATE", "PUBLIC_READ_ONLY", "PUBLIC_READ_WRITE"]),
    ...pages.flatMap((page) => [
      ...refuseIf(list(page.widgets).length > 150, "json", "a page has at most 150 widgets"),
      ...list(page.widgets).flatMap((one) => widgetRefusals(fields(one))),
    ]),
  ];
}

function widgetRefusals({ layout, visualization, rawConfiguration }: Fields): Refusal[] {
  const { column, width } = fields(layout);
  const queries = list(fields(rawConfiguration).nrqlQueries).map(fields);
  return [
    ...oneOf("json", fields(visualization).id, visualizations),
    ...refuseIf(Number(column) < 1 || Number(column) + Number(width) > 13, "json", "a widget must lie in the 12 columns of its page"),
    ...queries.flatMap(({ query, accountIds }) => [
      ...refuseIf(list(accountIds).length === 0, "json", "a query needs an account"),
      ...syntaxRefusals(text(query)),
    ]),
  ];
}

function syntaxRefusals(query: string): Refusal[] {
  try {
    parseNrql(query);
    return [];
  } catch (error) {
    return refuse("json", `${error instanceof Error ? error.message : error}: ${query}`);
  }
}

/** New Relic as its plugin (5.77) and its API present it, as far as this project uses it. */
export const fake: VendorModel = {
  package: "newrelic",
  version: "5.77.0",
  resources: {
    "newrelic:index/alertMutingRule:AlertMutingRule": alertMutingRule,
    "newrelic:index/alertPolicy:AlertPolicy": alertPolicy,
    "newrelic:index/notificationChannel:NotificationChannel": notificationChannel,
    "newrelic:index/notificationDestination:NotificationDestination": notificationDestination,
    "newrelic:index/nrqlAlertCondition:NrqlAlertCondition": nrqlAlertCondition,
    "newrelic:index/oneDashboardJson:OneDashboardJson": oneDashboardJson,
    "newrelic:index/workflow:Workflow": workflow,
  },
};
