import { join } from "node:path";
import type { PolicyResource, ResourceValidationArgs, StackValidationArgs } from "@pulumi/policy";
import { describe, expect, test } from "vitest";
import { policies } from "../../components/policies.ts";
import type { PlannedObject } from "../../components/print.ts";
import { registry } from "../../components/registry.ts";
import { soundCatalog } from "../prometheus/catalog.ts";
import { plannedOf } from "./planned.ts";

interface Given {
  readonly type: string;
  readonly props: Readonly<Record<string, unknown>>;
  readonly name?: string;
  /** names of those that it depends on */
  readonly reads?: readonly string[];
}

/** `<policy>: <what was said>` of every policy over a stack, as `@pulumi/policy` calls them. */
function judged(given: readonly Given[], config: Readonly<Record<string, object>> = {}): string[] {
  const found: string[] = [];
  const resources = given.map(({ type, props, name = "it" }) => ({ type, props, name, urn: name, dependencies: [] as PolicyResource[] }));
  for (const [index, { reads = [] }] of given.entries())
    resources[index]?.dependencies.push(...(resources.filter(({ name }) => reads.includes(name)) as unknown as PolicyResource[]));
  for (const policy of policies) {
    const getConfig = () => config[policy.name] ?? {};
    const report = (message: string) => found.push(`${policy.name}: ${message}`);
    if ("validateStack" in policy) policy.validateStack({ resources, getConfig } as unknown as StackValidationArgs, report);
    else {
      const [validate] = [policy.validateResource].flat();
      for (const resource of resources) validate?.({ ...resource, getConfig } as unknown as ResourceValidationArgs, report);
    }
  }
  return found;
}

const names = (found: readonly string[]) => found.map((one) => one.split(":")[0]);

const monitor = {
  type: "datadog:index/monitor:Monitor",
  props: {
    name: "Checkout fails",
    type: "query alert",
    query: "avg(last_5m):avg:errors{env:prod} > 10",
    message: "{{#is_alert}}Runbook: https://runbooks.example.com/checkout @pagerduty-checkout{{/is_alert}}",
    tags: ["owner:checkout"],
    priority: "1",
    monitorThresholds: { critical: "10", warning: "5", criticalRecovery: "8" },
  },
};

const query = (refId: string, expr: string) => ({ refId, model: JSON.stringify({ refId, expr }) });
const threshold = (refId: string, expression: string, type: string, bound: number) => ({
  refId,
  model: JSON.stringify({ type: "threshold", expression, conditions: [{ evaluator: { type, params: [bound] } }] }),
});
const rule = {
  name: "Checkout fails",
  condition: "A",
  datas: [query("A", "rate(errors[5m]) > 10")],
  noDataState: "OK",
  labels: { team: "checkout", severity: "critical" },
  annotations: { runbook_url: "https://runbooks.example.com/checkout" },
  notificationSettings: { contactPoint: "pager" },
};
const group = (...rules: object[]) => ({ type: "grafana:alerting/ruleGroup:RuleGroup", props: { rules } });
/** The same without a group. */
const alone = ({
  name: title,
  condition,
  datas,
  labels,
  annotations,
  isPaused,
  ...rest
}: typeof rule & { readonly isPaused?: boolean }) => ({
  type: "grafana:alerting/v0alpha1/alertRule:AlertRule",
  props: {
    metadata: { uid: "it" },
    spec: {
      ...{ title, labels, annotations, paused: isPaused, noDataState: rest.noDataState === "OK" ? "Ok" : rest.noDataState },
      expressions: Object.fromEntries(
        datas.map(({ refId, model }) => [
          refId,
          JSON.stringify({ datasource_uid: "metrics", model: JSON.parse(model), source: refId === condition }),
        ]),
      ),
      notificationSettings: { simplifiedRouting: rest.notificationSettings },
    },
  },
});
const pager = {
  type: "grafana:alerting/contactPoint:ContactPoint",
  name: "pager",
  props: { name: "pager", pagerduties: [{}], slacks: [{}] },
};

const alarm = {
  type: "aws:cloudwatch/metricAlarm:MetricAlarm",
  props: {
    statistic: "Sum",
    comparisonOperator: "GreaterThanThreshold",
    threshold: 1,
    evaluationPeriods: 3,
    datapointsToAlarm: 2,
    alarmActions: ["arn:topic"],
    alarmDescription: "Runbook: https://runbooks.example.com/checkout",
    tags: { owner: "checkout", severity: "critical" },
  },
};
const topic = { type: "aws:sns/topic:Topic", name: "topic", props: { arn: "arn:topic" } };
const subscription = (protocol: string) => ({
  type: "aws:sns/topicSubscription:TopicSubscription",
  name: protocol,
  props: { topic: "arn:topic", protocol },
});

const condition = {
  type: "newrelic:index/nrqlAlertCondition:NrqlAlertCondition",
  props: {
    description: "owner: checkout",
    runbookUrl: "https://runbooks.example.com/checkout",
    enabled: true,
    nrql: { query: "SELECT count(*) FROM Transaction" },
    critical: { operator: "above", threshold: 5 },
  },
};

const escalation = { type: "pagerduty:index/escalationPolicy:EscalationPolicy", props: { rules: [{ targets: [{ id: "P1" }] }] } };

const check = {
  type: "checkly:index/check:Check",
  props: {
    activated: true,
    muted: false,
    alertChannelSubscriptions: [{ activated: true, channelId: 1 }],
    tags: ["owner:checkout", "runbook:https://runbooks.example.com/checkout"],
  },
};

const uptime = {
  type: "uptimerobot:index/monitor:Monitor",
  props: {
    assignedAlertContacts: [{ alertContactId: "1" }],
    customFields: { owner: "checkout", runbook: "https://runbooks.example.com/checkout" },
    isPaused: false,
  },
};

const sentryMonitor = {
  type: "sentry:index/metricMonitor:MetricMonitor",
  props: {
    enabled: true,
    owner: { teamId: "1" },
    description: "[Runbook](https://runbooks.example.com/checkout)",
    conditionGroup: { conditions: [{ conditionResult: 75 }, { conditionResult: 0 }] },
  },
};
const sentryAlert = {
  type: "sentry:index/alert:Alert",
  props: { enabled: true, triggerConditions: [{ firstSeenEvent: {} }], actionFilters: [{ actions: [{ slack: {} }] }] },
};

const droplet = {
  type: "digitalocean:index/monitorAlert:MonitorAlert",
  props: { enabled: true, description: "Runbook: https://runbooks.example.com/host", alerts: { emails: ["ops@example.com"] } },
};
const heartbeat = { type: "better-uptime:index/heartbeat:Heartbeat", props: { policyId: "1", paused: false } };
const opsgenie = { type: "opsgenie:index/escalation:Escalation", props: { rules: [{ recipients: [{ type: "user", id: "1" }] }] } };

const sound = {
  monitor,
  group: group(rule),
  alone: alone(rule),
  alarm,
  condition,
  escalation,
  check,
  uptime,
  sentryMonitor,
  sentryAlert,
  droplet,
  heartbeat,
  opsgenie,
};

test.each(Object.entries(sound))("a sound one passes: %s", (_, resource) => {
  expect(judged([resource])).toEqual([]);
});

/** The sound one with other properties. */
const but = <T extends Given>(resource: T, props: object): Given => ({ ...resource, props: { ...resource.props, ...props } });

describe("alert-has-runbook", () => {
  test.each([
    ["a link that is not said to be one", but(monitor, { message: "See https://dash.example.com @pagerduty-x" })],
    ["a runbook without a link", but(monitor, { message: "Runbook: ask Ada @pagerduty-x" })],
    ["an empty annotation without a group", alone({ ...rule, annotations: { runbook_url: "" } })],
    ["an empty annotation", group({ ...rule, annotations: { runbook_url: "" } })],
    ["an alarm without a description", but(alarm, { alarmDescription: undefined })],
    ["a condition without an address", but(condition, { runbookUrl: undefined })],
    ["a check without a tag", but(check, { tags: ["owner:checkout"] })],
    ["a monitor without a field", but(uptime, { customFields: { owner: "checkout" } })],
    ["a monitor without a description", but(sentryMonitor, { description: undefined })],
    ["an alert without a description", but(droplet, { description: "CPU" })],
  ])("reports %s", (_, resource) => {
    expect(names(judged([resource]))).toEqual(["alert-has-runbook"]);
  });

  test("takes an asset, and other words that the pack names", () => {
    const other = but(monitor, { message: "Handbuch: https://wiki.example.com/checkout @pagerduty-x" });
    expect(judged([other], { "alert-has-runbook": { words: ["handbuch"] } })).toEqual([]);
    expect(judged([but(other, { assets: [{ category: "runbook", name: "checkout", url: "https://wiki.example.com" }] })])).toEqual([]);
  });

  test("passes over the alerts that the pack names", () => {
    const config = { "alert-has-runbook": { except: ["owner:checkout"] } };
    expect(judged([but(monitor, { message: "Too many @pagerduty-x" })], config)).toEqual([]);
  });

  test("asks nothing of a heartbeat, nor who owns it", () => {
    const alive = { name: "Sign of life", condition: "A", datas: [{ refId: "A", datasourceUid: "__expr__", model: "{}" }] };
    expect(judged([group(alive)])).toEqual([]);
  });

  test("asks nothing of an alert that tells nobody and is read by another", () => {
    const member = but(monitor, { message: "", priority: undefined });
    expect(
      judged([
        { ...member, name: "member" },
        { ...monitor, reads: ["member"] },
      ]),
    ).toEqual([]);
  });
});

describe("alert-has-owner", () => {
  test.each([
    ["no tag", but(monitor, { tags: ["env:prod", "owner:"] })],
    ["no label", group({ ...rule, labels: { severity: "critical" } })],
    ["no tag of an alarm", but(alarm, { tags: { severity: "critical" } })],
    ["no word in a description", but(condition, { description: "Payments fail" })],
    ["no owner", but(sentryMonitor, { owner: undefined })],
  ])("reports %s", (_, resource) => {
    const found = judged([resource]);
    expect(names(found)).toEqual(["alert-has-owner"]);
    expect(found[0]).toContain("names no owner (owner, team)");
  });

  test("asks for the key that the pack names, and says it", () => {
    const config = { "alert-has-owner": { keys: ["squad"] } };
    expect(judged([monitor], config)).toEqual([expect.stringContaining("add a tag `squad:…`")]);
    expect(judged([but(monitor, { tags: ["squad:checkout"] })], config)).toEqual([]);
  });
});

describe("alert-can-fire", () => {
  test.each([
    ["a draft", but(monitor, { draftStatus: "draft" }), "notifies nobody"],
    ["a warning beyond the alert", but(monitor, { monitorThresholds: { critical: "10", warning: "20" } }), "set `warning` below 10"],
    ["a warning at the alert", but(monitor, { monitorThresholds: { critical: "10", warning: "10" } }), "set `warning` below 10"],
    [
      "a recovery beyond the alert, from below",
      but(monitor, { query: "avg(last_5m):avg:free{*} < 10", monitorThresholds: { critical: "10", criticalRecovery: "8" } }),
      "set `criticalRecovery` above 10",
    ],
    ["a paused rule", group({ ...rule, isPaused: true }), 'rule "Checkout fails": `isPaused: true` switches it off'],
    ["a paused rule without a group", alone({ ...rule, isPaused: true }), 'rule "Checkout fails": `spec.paused: true` switches it off'],
    ["a count that is never 0 without a group", alone({ ...rule, datas: [query("A", "count(up) == 0")] }), "it is never == 0"],
    [
      "one without a group at another state",
      alone({ ...rule, noDataState: "KeepLast", datas: [query("A", "count(up) < 1")] }),
      "`noDataState: KeepLast`",
    ],
    ["a count that is never 0", group({ ...rule, datas: [query("A", "count(up) == 0")] }), "it is never == 0"],
    ["one at another state", group({ ...rule, noDataState: "KeepLast", datas: [query("A", "count(up) < 1")] }), "`noDataState: KeepLast`"],
    [
      "a count below a threshold",
      group({ ...rule, condition: "B", datas: [query("A", "count by (job) (up)"), threshold("B", "A", "lt", 1)] }),
      "it is never < 1",
    ],
    ["more data points than periods", but(alarm, { datapointsToAlarm: 4 }), "set `datapointsToAlarm` to 3 or less"],
    [
      "samples that are counted where there are none",
      but(alarm, { statistic: "SampleCount", comparisonOperator: "LessThanThreshold", threshold: 1, treatMissingData: "notBreaching" }),
      "set `treatMissingData: breaching`",
    ],
    ["a condition that is off", but(condition, { enabled: false }), "`enabled: false` switches it off"],
    ["a count below 0", but(condition, { critical: { operator: "below", threshold: 0 } }), "waits for a count below 0"],
    ["a level without a target", but(escalation, { rules: [{ targets: [{ id: "P1" }] }, { targets: [] }] }), "level 2 has no target"],
    ["a check that is off", but(check, { activated: false }), "`activated: false` switches it off"],
    ["a muted check", but(check, { muted: true }), "remove `muted`"],
    ["a paused monitor", but(uptime, { isPaused: true }), "`isPaused: true` switches it off"],
    ["a paused heartbeat", but(heartbeat, { paused: true }), "`paused: true` switches it off"],
    ["a monitor that opens nothing", but(sentryMonitor, { conditionGroup: { conditions: [{ conditionResult: 0 }] } }), "opens an issue"],
    ["an alert without a trigger", but(sentryAlert, { triggerConditions: [] }), "no trigger"],
    ["an alert that is off", but(droplet, { enabled: false }), "`enabled: false` switches it off"],
  ])("reports %s", (_, resource, said) => {
    expect(judged([resource])).toEqual([expect.stringContaining(said)]);
    expect(names(judged([resource]))).toEqual(["alert-can-fire"]);
  });

  test.each([
    ["a count where no data alerts", group({ ...rule, noDataState: "Alerting", datas: [query("A", "count(up) == 0")] })],
    ["a count below two", group({ ...rule, condition: "B", datas: [query("A", "count(up)"), threshold("B", "A", "lt", 2)] })],
    [
      "absent samples that alarm",
      but(alarm, { statistic: "SampleCount", comparisonOperator: "LessThanThreshold", treatMissingData: "breaching" }),
    ],
    ["a warning below", but(monitor, { query: "avg(last_5m):avg:free{*} < 10", monitorThresholds: { critical: "10", warning: "20" } })],
    [
      "a condition that waits for the loss of its signal",
      but(condition, { critical: { operator: "below", threshold: 0 }, openViolationOnExpiration: true }),
    ],
    ["a model that is no JSON", group({ ...rule, datas: [{ refId: "A", model: "{" }] })],
    ["a recording rule", group({ name: "job:up", record: { metric: "job:up", from: "A" }, datas: [query("A", "count(up) == 0")] })],
  ])("passes %s", (_, resource) => {
    expect(judged([resource])).toEqual([]);
  });
});

describe("alert-reaches-someone", () => {
  const quiet = { priority: undefined };
  test.each([
    ["no handle", but(monitor, { ...quiet, message: "Runbook: https://r.example.com" })],
    [
      "a handle that hears of the end alone",
      but(monitor, { ...quiet, message: "https://r.example.com {{#is_recovery}}@slack-x{{/is_recovery}}" }),
    ],
    ["no action", but(alarm, { alarmActions: [] })],
    ["actions that are off", but(alarm, { actionsEnabled: false })],
    ["no target", but(escalation, { rules: [] })],
    ["no recipient", but(opsgenie, { rules: [{ recipients: [] }] })],
    ["no channel", but(check, { alertChannelSubscriptions: [{ activated: false, channelId: 1 }] })],
    ["no contact", but(uptime, { assignedAlertContacts: [] })],
    ["no policy", but(heartbeat, { policyId: undefined })],
    ["no action of an alert", but(sentryAlert, { actionFilters: [{ actions: [] }] })],
    ["no recipient of an alert", but(droplet, { alerts: {} })],
  ])("reports %s", (_, resource) => {
    expect(names(judged([resource]))).toEqual(["alert-reaches-someone"]);
  });

  test("takes an address for a handle, and no other word with an at sign", () => {
    expect(judged([but(monitor, { ...quiet, message: "Runbook: https://r.example.com @ops@example.com" })])).toEqual([]);
    expect(names(judged([but(monitor, { ...quiet, message: "ops@example.com" })]))).toEqual(["alert-reaches-someone"]);
  });
});

describe("critical-alert-pages", () => {
  const chatty = but(monitor, { message: "Runbook: https://r.example.com @slack-checkout @ops@example.com" });
  const posts = { ...pager, props: { name: "pager", slacks: [{}], emails: [{}], pagerduties: [] } };
  test.each([
    ["a monitor that posts", [chatty]],
    ["a rule whose contact point posts", [group(rule), posts]],
    ["a rule without a group whose contact point posts", [alone(rule), posts]],
    ["an alarm whose topic mails", [alarm, topic, subscription("email")]],
  ])("reports %s", (_, stack) => {
    expect(names(judged(stack))).toEqual(["critical-alert-pages"]);
  });

  test.each([
    ["a rule whose contact point pages", [group(rule), pager]],
    ["a rule without a group whose contact point pages", [alone(rule), pager]],
    ["a rule whose contact point calls a webhook", [group(rule), { ...pager, props: { name: "pager", webhooks: [{}] } }]],
    ["a rule whose contact point is in another stack", [group(rule)]],
    ["an alarm whose topic calls an address", [alarm, topic, subscription("email"), subscription("https")]],
    ["an alarm whose topic is in another stack", [alarm, subscription("email")]],
    ["a monitor that runs a workflow", [but(monitor, { message: "Runbook: https://r.example.com @workflow-page" })]],
    ["a monitor that is not critical", [but(chatty, { priority: "3" })]],
  ])("passes %s", (_, stack) => {
    expect(judged(stack)).toEqual([]);
  });

  test("takes the words of the pack", () => {
    const urgent = but(chatty, { priority: undefined, tags: ["owner:checkout", "level:now"] });
    expect(judged([urgent])).toEqual([]);
    expect(judged([urgent], { "critical-alert-pages": { keys: ["level"], values: ["now"] } })).toEqual([
      expect.stringContaining("it is critical (level: now) and reaches no pager"),
    ]);
  });
});

/** Planned objects as the engine would show them: what one answers stands where another one asks for it. */
function asResources(objects: readonly PlannedObject[]): Given[] {
  const id = ({ vendor, kind, name }: PlannedObject) => `${vendor}.${kind}.${name}`;
  const answers = new Map(
    objects.map((one) => {
      const { name = one.name } = one.args as { name?: string };
      return [`\${${id(one)}.name}`, name];
    }),
  );
  return objects.map((one) => {
    const text = JSON.stringify(one.args);
    const reads = [...text.matchAll(/\$\{([\w-]+\.\w+\.[\w-]+)\.\w+\}/g)].map(([, read = ""]) => read);
    const args: Record<string, unknown> = JSON.parse(text.replaceAll(/\$\{[\w-]+\.\w+\.[\w-]+\.name\}/g, (ref) => answers.get(ref) ?? ref));
    const after = one.after.map((ref) => ref.slice(2, ref.lastIndexOf(".")));
    return { type: one.type, name: id(one), props: { ...args, arn: `\${${id(one)}.arn}` }, reads: [...reads, ...after] };
  });
}

describe("the stacks of this project", () => {
  const planned = (folder: string, environment: string) => {
    const catalog = soundCatalog(join(import.meta.dirname, "..", folder));
    return asResources(plannedOf(catalog, environment));
  };

  test.each([
    ["catalog", "prod"],
    ["components/better-stack/fixtures/catalog", "prod"],
  ])("pass, of test/%s in %s", (folder, environment) => {
    expect(judged(planned(folder, environment))).toEqual([]);
  });

  test("report what the catalog posts on purpose, unless the pack excepts it", () => {
    const products = judged(planned("products/catalog", "prod"));
    expect(new Set(names(products))).toEqual(new Set(["critical-alert-pages"]));
    expect(products.filter((one) => one.includes("burns its error budget fast"))).toHaveLength(2);
    const staging = planned("catalog", "staging");
    expect(new Set(names(judged(staging)))).toEqual(new Set(["critical-alert-pages"]));
    expect(judged(staging, { "critical-alert-pages": { except: ["environment:staging"] } })).toEqual([]);
  });
});

test("every kind of object that alerts is read", () => {
  /** No alert by itself: a folder of conditions, and what counts for an alarm. */
  const parts = [
    "newrelic:index/alertPolicy:AlertPolicy",
    "aws:cloudwatch/logMetricFilter:LogMetricFilter",
    "grafana:alerting/v0alpha1/recordingRule:RecordingRule",
  ];
  const unread = registry.flatMap(({ kinds, alertReaders = {} }) =>
    Object.values(kinds).flatMap(({ type, effect }) => (effect === "alerts" && !alertReaders[type] ? [type] : [])),
  );
  expect(unread.sort()).toEqual(parts.sort());
});

test("names and configuration are those that @pulumi/policy accepts", () => {
  for (const { name, description, configSchema } of policies) {
    expect(name).toMatch(/^[a-z-]+$/);
    expect(description).toMatch(/\.$/);
    expect(Object.keys(configSchema?.properties ?? {})).not.toContain("enforcementLevel");
  }
});
