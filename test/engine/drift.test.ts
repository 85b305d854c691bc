import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Account, type AccountObject } from "../../sandbox/account.ts";
import type { Sandbox } from "../../sandbox/engine.ts";
import type { Outcome } from "../../sandbox/run.ts";
import { edits, neverGivenBack } from "./edits-by-hand.ts";
import {
  atVendor,
  copyCatalog,
  type Entry,
  integrationKey,
  keptOf,
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

/** Milliseconds: two previews and an update that each ask twelve vendors for every object, on a busy machine. */
const patience = { timeout: 300_000 };

/** Several vendors have monitors, users and dashboards: `<package> <kind>`, for example `datadog monitor`. */
const kindAt = (type: string) => `${packageOf(type)} ${kindOf(type)}`;

const bySteps = (outcome: Outcome) => outcome.steps.map(({ op, type, name }) => `${op} ${kindAt(type)} ${name}`).sort();

test("an edit is tried on every kind of object that exists", () => {
  const kinds = [...new Set(standing.map(({ type }) => kindAt(type)))];
  expect([...Object.keys(edits), ...neverGivenBack].sort()).toEqual(kinds.sort());
});

test("an edit by hand of any kind is found by a preview that refreshes, and healed by the next update", patience, async () => {
  const before = prod.objects();
  for (const [kind, { name, edit }] of Object.entries(edits)) {
    const { account, object } = locate(kind, name);
    const fields: Entry = structuredClone(object.fields);
    edit(fields);
    expect([kind, fields]).not.toEqual([kind, object.fields]);
    account.put(object.kind, object.id, fields);
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

/** What somebody removes, and what the vendor removes with it. */
const removed: readonly (readonly [kind: string, name: string])[] = [
  // A service takes its integrations and its grouping with it.
  ["pagerduty service", "crm"],
  ["pagerduty serviceIntegration", "crm--grafana"],
  ["pagerduty serviceIntegration", "crm--datadog"],
  ["pagerduty serviceIntegration", "crm--better-stack"],
  ["pagerduty alertGroupingSetting", "crm"],
  ["pagerduty serviceIntegration", "not-a-label--newrelic"],
  ["pagerduty serviceIntegration", "not-a-label--uptimerobot"],
  ["pagerduty teamMembership", "crm-platform--crm-manager"],
  // What an escalation uses cannot be removed before it.
  ["opsgenie escalation", "dreamlust"],
  ["opsgenie schedule", "dreamlust-primary"],
  ["opsgenie scheduleRotation", "dreamlust-primary--weekly"],
  ["opsgenie userContact", "dreamlust-cto--sms"],
  ["opsgenie notificationRule", "dreamlust-cto"],
  ["better-uptime monitor", "hastecrm--api--ready"],
  ["better-uptime heartbeat", "watchdog--datadog"],
  ["better-uptime policy", "emailai--api--unreachable"],
  ["better-uptime pagerdutyIntegration", "page--resonant"],
  ["better-uptime outgoingWebhook", "webhook--sms-gateway"],
  // A page takes what it shows with it.
  ["better-uptime statusPage", "status-page--emailai"],
  ["better-uptime statusPageSection", "status-page--emailai"],
  ["better-uptime statusPageResource", "status-page--emailai--api"],
  ["better-uptime statusPageResource", "status-page--emailai--database"],
  ["better-uptime statusPageResource", "status-page--emailai--gmail"],
  ["better-uptime statusPageResource", "status-page--emailai--stripe"],
  ["better-uptime statusPageResource", "status-page--emailai--web"],
  ["uptimerobot monitor", "not-a-label--site--home"],
  ["uptimerobot alertContact", "post--not-a-label--email"],
  // A policy takes its conditions with it.
  ["newrelic alertPolicy", "post--nal-slack--business-hours"],
  ["newrelic nrqlAlertCondition", "not-a-label--api--slow"],
  // A workflow takes its channels with it; then nothing uses the destination.
  ["newrelic workflow", "page--not-a-label--nal-payments"],
  ["newrelic notificationChannel", "page--not-a-label--nal-payments--page"],
  ["newrelic notificationChannel", "page--not-a-label--nal-payments--slack"],
  ["newrelic notificationChannel", "page--not-a-label--nal-payments--email"],
  ["newrelic notificationDestination", "to--nal-payments--email"],
  ["newrelic oneDashboardJson", "not-a-label--key-metrics"],
  ["digitalocean monitorAlert", "not-a-label--hosts--cpu"],
  ["axiom dataset", "emailai--axiom"],
  ["axiom dashboard", "emailai--axiom--queries"],
  ["posthog dashboard", "emailai--analytics"],
  ["posthog insight", "emailai--billing-updated"],
  ["posthog featureFlag", "emailai--new-organization-ui"],
  ["grafana ruleGroup", "hastecrm--api--alerts"],
  ["grafana ruleGroup", "source--crm-prom"],
  ["grafana dashboard", "hastecrm--api--overview"],
  ["grafana messageTemplate", "messages"],
  ["datadog serviceObject", "emailai"],
  ["datadog channel", "incidents"],
  ["datadog metricTagConfiguration", "emailai.db.query.duration"],
  ["datadog serviceLevelObjective", "emailai--api--availability"],
  ["datadog monitor", "emailai--api--availability--burn--1h"],
  ["datadog dashboardJson", "emailai--production"],
  ["datadog logsCustomPipeline", "hastecrm--access"],
  // A group takes its rules with it.
  ["datadog sensitiveDataScannerGroup", "hastecrm--security"],
  ["datadog sensitiveDataScannerRule", "hastecrm--security--token"],
  ["datadog securityMonitoringRule", "hastecrm--security"],
  ["aws logGroup", "app-logs"],
  ["aws logMetricFilter", "emailai--application--lines--total"],
  ["aws metricAlarm", "emailai--application--many-lines"],
  ["aws compositeAlarm", "emailai--application--clean--page"],
  ["aws topic", "page--emailai--incidents"],
  ["aws topicSubscription", "page--emailai--incidents--pager"],
  ["sentry metricMonitor", "emailai--application--critical-errors"],
  ["sentry alert", "emailai--application--critical-errors"],
  ["sentry integrationPagerduty", "page--your-org--emailai"],
];

/** What goes by the id, the key or the address of something that is made again. */
const follow = [
  "grafana contactPoint page--crm--crm-alerts",
  "datadog serviceObject crm",
  "datadog monitor emailai--api--availability--page",
  "datadog webhook watchdog--datadog",
  "opsgenie apiIntegration dreamlust--grafana",
  "better-uptime pagerdutyIntegration page--crm",
  "better-uptime monitor emailai--api--reachable",
  "better-uptime policy resonant--app--down",
  "better-uptime statusPageResource status-page--hastecrm--api",
  "uptimerobot integration page--not-a-label",
  "uptimerobot monitor not-a-label--api--health",
  "newrelic notificationDestination to--not-a-label--page",
  "newrelic workflow post--nal-slack--business-hours",
  "posthog insight emailai--member-added",
];

test("what was removed by hand is found, and made again; a new key reaches whoever sends with it", patience, async () => {
  for (const [kind, name] of removed) {
    const { account, object } = locate(kind, name);
    account.remove(object.kind, object.id);
  }

  const found = await prod.preview({ refresh: true, expectNoChanges: true });
  expect(found.ok).toBe(false);
  expect(bySteps(found).filter((step) => step.startsWith("create "))).toEqual(
    removed.map(([kind, name]) => `create ${kind} ${name}`).sort(),
  );
  expect(bySteps(found)).toEqual(expect.arrayContaining(follow.map((step) => `update ${step}`)));

  const healed = await prod.up({ refresh: true });
  succeeded(healed);
  expect(bySteps(healed).filter((step) => !/^(create|update) /.test(step))).toEqual([]);
  succeeded(await prod.preview({ refresh: true, expectNoChanges: true }));
  const again = atVendor(await resourcesOf(prod));
  expect(again.map(({ urn }) => urn).sort()).toEqual(standing.map(({ urn }) => urn).sort());

  standing = again;
  for (const [integration, kind, name] of [
    ["crm--grafana", "grafana contactPoint", "page--crm--crm-alerts"],
    ["crm--better-stack", "better-uptime pagerdutyIntegration", "page--crm"],
    ["not-a-label--newrelic", "newrelic notificationDestination", "to--not-a-label--page"],
    ["not-a-label--uptimerobot", "uptimerobot integration", "page--not-a-label"],
  ] as const) {
    const { id } = locate("pagerduty serviceIntegration", integration).object;
    expect([name, JSON.stringify(locate(kind, name).object.fields)]).toEqual([name, expect.stringContaining(keptOf(integrationKey(id)))]);
  }
});

/** The object in the account that a resource of the stack stands for. */
function locate(kind: string, name: string): { account: Account; object: AccountObject } {
  const resource = standing.find((one) => kindAt(one.type) === kind && nameOf(one) === name);
  if (!resource?.id) throw new Error(`the stack has no ${kind} ${name}`);
  const account = new Account(join(prod.accounts, packageOf(resource.type)));
  const fields = account.get(kindOf(resource.type), resource.id);
  if (!fields) throw new Error(`${kind} ${resource.id} is not in the account`);
  return { account, object: { kind: kindOf(resource.type), id: resource.id, fields } };
}
