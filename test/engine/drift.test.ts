import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Account, type AccountObject } from "../../sandbox/account.ts";
import type { Sandbox } from "../../sandbox/engine.ts";
import type { Outcome } from "../../sandbox/run.ts";
import {
  atVendor,
  copyCatalog,
  type Entry,
  integrationKey,
  keptOf,
  kindAndName,
  kindOf,
  logAlarms,
  nameOf,
  openStack,
  packageOf,
  resourcesOf,
  type StateResource,
  succeeded,
  temporary,
} from "./stack.ts";

/** What people change by hand at the vendors, object by object, in the stack prod, with alarms at CloudWatch too. */
const { dir, remove } = temporary();
const catalog = copyCatalog(dir, "by-hand", logAlarms);
let prod: Sandbox;
let standing: StateResource[];

beforeAll(async () => {
  prod = await openStack(dir, "prod", { catalog });
  succeeded(await prod.up());
  standing = atVendor(await resourcesOf(prod));
});
afterAll(remove);

/** One edit of each kind of object that the stack has. */
const edits: Readonly<Record<string, { readonly name: string; readonly edit: (fields: Entry) => void }>> = {
  user: {
    name: "crm-manager",
    edit: (user) => {
      user.name = "Somebody Else";
    },
  },
  userContactMethod: {
    name: "crm-manager--phone",
    edit: (contact) => {
      contact.address = "301111111";
    },
  },
  userNotificationRule: {
    name: "crm-manager--phone",
    edit: (rule) => {
      rule.startDelayInMinutes = 60;
    },
  },
  team: {
    name: "crm-platform",
    edit: (team) => {
      team.name = "Another Team";
    },
  },
  teamMembership: {
    name: "crm-platform--crm-manager",
    edit: (membership) => {
      membership.role = "manager";
    },
  },
  schedule: { name: "crm-primary", edit: (schedule) => schedule.layers[0].users.reverse() },
  escalationPolicy: {
    name: "crm",
    edit: (policy) => {
      policy.rules[0].escalationDelayInMinutes = 60;
    },
  },
  service: {
    name: "crm",
    edit: (service) => {
      service.acknowledgementTimeout = "null";
    },
  },
  serviceIntegration: {
    name: "crm--grafana",
    edit: (integration) => {
      integration.name = "renamed";
    },
  },
  alertGroupingSetting: {
    name: "crm",
    edit: (setting) => {
      setting.config.timeout = 86_400;
    },
  },
  folder: {
    name: "hastecrm",
    edit: (folder) => {
      folder.title = "Mine";
    },
  },
  contactPoint: {
    name: "page--crm--crm-alerts",
    edit: (point) => {
      point.slacks[0].recipient = "#elsewhere";
    },
  },
  muteTiming: {
    name: "hours--business-hours",
    edit: (timing) => {
      timing.intervals[0].location = "UTC";
    },
  },
  messageTemplate: {
    name: "messages",
    edit: (template) => {
      template.template = "silence";
    },
  },
  ruleGroup: {
    name: "hastecrm--api--alerts",
    edit: (group) => {
      group.rules[0].for = "5h0m0s";
    },
  },
  dashboard: {
    name: "hastecrm--api--overview",
    edit: (dashboard) => {
      dashboard.configJson = dashboard.configJson.replace("hasteCRM API", "Nothing to see");
    },
  },
  channel: {
    name: "incidents",
    edit: (channel) => {
      channel.display.muteButtons = true;
    },
  },
  metricTagConfiguration: { name: "emailai.db.query.duration", edit: (metric) => metric.tags.pop() },
  serviceLevelObjective: {
    name: "emailai--api--availability",
    edit: (slo) => {
      slo.thresholds[0].target = 90;
    },
  },
  monitor: {
    name: "emailai--api--errors",
    edit: (monitor) => {
      monitor.message = monitor.message.replaceAll("@pagerduty-", "pagerduty-");
    },
  },
  downtimeSchedule: {
    name: "hours--business-hours",
    edit: (downtime) => {
      downtime.scope = "env:elsewhere";
    },
  },
  dashboardJson: {
    name: "emailai--production",
    edit: (dashboard) => {
      dashboard.dashboard = dashboard.dashboard.replace("EmailAI", "Nothing");
    },
  },
  logsCustomPipeline: {
    name: "hastecrm--access",
    edit: (pipeline) => {
      pipeline.isEnabled = false;
    },
  },
  sensitiveDataScannerGroup: {
    name: "hastecrm--security",
    edit: (group) => {
      group.isEnabled = false;
    },
  },
  sensitiveDataScannerRule: {
    name: "hastecrm--security--token",
    edit: (rule) => {
      rule.pattern = "nothing at all";
    },
  },
  securityMonitoringRule: {
    name: "hastecrm--security",
    edit: (rule) => {
      rule.options.evaluationWindow = 86_400;
    },
  },
  logGroup: {
    name: "app-logs",
    edit: (group) => {
      group.retentionInDays = 1;
    },
  },
  logMetricFilter: {
    name: "emailai--application--clean--bad",
    edit: (filter) => {
      filter.pattern = "nothing";
    },
  },
  metricAlarm: {
    name: "emailai--application--many-lines",
    edit: (alarm) => {
      alarm.actionsEnabled = false;
    },
  },
  compositeAlarm: {
    name: "emailai--application--clean--page",
    edit: (alarm) => {
      alarm.alarmActions = [];
    },
  },
  alarmMuteRule: {
    name: "outside--business-hours--mon",
    edit: (rule) => {
      rule.rule.schedule.timezone = "UTC";
    },
  },
  topic: {
    name: "page--emailai--incidents",
    edit: (topic) => {
      topic.tags.environment = "elsewhere";
    },
  },
  metricMonitor: {
    name: "emailai--application--critical-errors",
    edit: (monitor) => {
      monitor.conditionGroup.conditions[0].comparison = 1000;
    },
  },
  alert: {
    name: "emailai--application--critical-errors",
    edit: (alert) => {
      alert.actionFilters[0].actions.pop();
    },
  },
  integrationPagerduty: {
    name: "page--your-org--emailai",
    edit: (entry) => {
      entry.service = "Somebody else";
    },
  },
};

/**
 * Objects of which nothing that can be changed comes back from the vendor: a refresh sees them removed, never edited.
 * What else vendors keep to themselves: tokens and keys in contact points and in Sentry's entries of services.
 */
const neverGivenBack = [
  // Its name is what it is known by, and its key is write-only.
  "serviceObject",
  // It is made of its topic and its address.
  "topicSubscription",
];

const bySteps = (outcome: Outcome) => outcome.steps.map((step) => `${step.op} ${kindAndName(step)}`).sort();

test("an edit is tried on every kind of object that exists", () => {
  const kinds = [...new Set(standing.map(({ type }) => kindOf(type)))];
  expect([...Object.keys(edits), ...neverGivenBack].sort()).toEqual(kinds.sort());
});

test("an edit by hand of any kind is found by a preview that refreshes, and healed by the next update", async () => {
  const before = prod.objects();
  for (const [kind, { name, edit }] of Object.entries(edits)) {
    const { account, object } = locate(kind, name);
    const fields: Entry = structuredClone(object.fields);
    edit(fields);
    expect([kind, fields]).not.toEqual([kind, object.fields]);
    account.put(kind, object.id, fields);
  }

  const found = await prod.preview({ refresh: true, expectNoChanges: true });
  expect(found.ok).toBe(false);
  expect(bySteps(found)).toEqual(
    Object.entries(edits)
      .map(([kind, { name }]) => `update ${kind} ${name}`)
      .sort(),
  );

  succeeded(await prod.up({ refresh: true }));
  expect(prod.objects()).toEqual(before);
  succeeded(await prod.preview({ refresh: true, expectNoChanges: true }));
});

test("what was removed by hand is found, and made again; a new key reaches whoever sends with it", async () => {
  const removed: [kind: string, name: string][] = [
    // A service takes its integrations and its grouping with it.
    ["service", "crm"],
    ["serviceIntegration", "crm--grafana"],
    ["serviceIntegration", "crm--datadog"],
    ["alertGroupingSetting", "crm"],
    ["teamMembership", "crm-platform--crm-manager"],
    ["ruleGroup", "hastecrm--api--alerts"],
    ["ruleGroup", "source--crm-prom"],
    ["dashboard", "hastecrm--api--overview"],
    ["messageTemplate", "messages"],
    ["serviceObject", "emailai"],
    ["channel", "incidents"],
    ["metricTagConfiguration", "emailai.db.query.duration"],
    ["serviceLevelObjective", "emailai--api--availability"],
    ["monitor", "emailai--api--availability--burn--1h"],
    ["downtimeSchedule", "hours--business-hours"],
    ["dashboardJson", "emailai--production"],
    ["logsCustomPipeline", "hastecrm--access"],
    // A group takes its rules with it.
    ["sensitiveDataScannerGroup", "hastecrm--security"],
    ["sensitiveDataScannerRule", "hastecrm--security--token"],
    ["securityMonitoringRule", "hastecrm--security"],
    ["logGroup", "app-logs"],
    ["logMetricFilter", "emailai--application--lines--total"],
    ["metricAlarm", "emailai--application--many-lines"],
    ["compositeAlarm", "emailai--application--clean--page"],
    ["alarmMuteRule", "outside--business-hours--mon"],
    ["topic", "page--emailai--incidents"],
    ["topicSubscription", "page--emailai--incidents--pager"],
    ["metricMonitor", "emailai--application--critical-errors"],
    ["alert", "emailai--application--critical-errors"],
    ["integrationPagerduty", "page--your-org--emailai"],
  ];
  for (const [kind, name] of removed) {
    const { account, object } = locate(kind, name);
    account.remove(kind, object.id);
  }

  const found = await prod.preview({ refresh: true, expectNoChanges: true });
  expect(found.ok).toBe(false);
  expect(bySteps(found).filter((step) => step.startsWith("create "))).toEqual(
    removed.map(([kind, name]) => `create ${kind} ${name}`).sort(),
  );
  // What goes by the id or the key of something that was made again.
  for (const step of ["contactPoint page--crm--crm-alerts", "serviceObject crm", "monitor emailai--api--availability--page"])
    expect(bySteps(found)).toContain(`update ${step}`);

  const healed = await prod.up({ refresh: true });
  succeeded(healed);
  expect(bySteps(healed).filter((step) => !/^(create|update) /.test(step))).toEqual([]);
  succeeded(await prod.preview({ refresh: true, expectNoChanges: true }));
  const again = atVendor(await resourcesOf(prod));
  expect(again.map(({ urn }) => urn).sort()).toEqual(standing.map(({ urn }) => urn).sort());

  standing = again;
  const integration = locate("serviceIntegration", "crm--grafana").object;
  const point = locate("contactPoint", "page--crm--crm-alerts").object;
  expect(JSON.stringify(point.fields)).toContain(keptOf(integrationKey(integration.id)));
});

/** The object in the account that a resource of the stack stands for. */
function locate(kind: string, name: string): { account: Account; object: AccountObject } {
  const resource = standing.find((one) => kindOf(one.type) === kind && nameOf(one) === name);
  if (!resource?.id) throw new Error(`the stack has no ${kind} ${name}`);
  const account = new Account(join(prod.accounts, packageOf(resource.type)));
  const fields = account.get(kind, resource.id);
  if (!fields) throw new Error(`${kind} ${resource.id} is not in the account`);
  return { account, object: { kind, id: resource.id, fields } };
}
