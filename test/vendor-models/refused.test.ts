import { afterAll, beforeAll, expect, test } from "vitest";
import { fake as datadog } from "../../components/datadog/fake/index.ts";
import { fake as grafana } from "../../components/grafana/fake/index.ts";
import type { Fields } from "../../sandbox/fake-provider/value.ts";
import { connect, type ProviderClient } from "../sandbox/client.ts";
import { token as atGrafana, monitor, rule, ruleGroup } from "../sandbox/inputs.ts";
import { datadogRequests } from "./datadog.ts";
import { grafanaRequests } from "./grafana.ts";
import { faultsOf } from "./judge.ts";

/** What the vendors' own models refuse, the fake providers refuse. */

const slo = {
  name: "Availability",
  type: "metric",
  query: { numerator: "sum:app.good{*}.as_count()", denominator: "sum:app.all{*}.as_count()" },
  thresholds: [{ timeframe: "30d", target: 99.9 }],
};
const slice = {
  comparator: "<=",
  threshold: 5,
  queryIntervalSeconds: 60,
  query: {
    formula: { formulaExpression: "value" },
    queries: [{ metricQuery: { name: "value", query: "max:app.depth{*}", dataSource: "metrics" } }],
  },
};
const timeSlice = (change: object) => ({
  name: "Calm",
  type: "time_slice",
  thresholds: slo.thresholds,
  sliSpecification: { timeSlice: { ...slice, ...change } },
});
const downtime = {
  scope: "*",
  monitorIdentifier: { monitorTags: ["hours:work"] },
  recurringSchedule: {
    timezone: "Europe/Berlin",
    recurrences: [{ start: "2100-01-04T18:00:00", duration: "15h", rrule: "FREQ=WEEKLY;BYDAY=MO" }],
  },
};
const series = {
  type: "timeseries",
  requests: [{ display_type: "line", response_format: "timeseries", queries: [{ data_source: "metrics", name: "a", query: "avg:a{*}" }] }],
};
const board = (definition: object, change: object = {}) => ({
  dashboard: JSON.stringify({ title: "Board", layout_type: "ordered", widgets: [{ definition }], ...change }),
});
const withRequest = (change: object) => board({ ...series, requests: [{ ...series.requests[0], ...change }] });
const group = { name: "app", filter: { query: "*" }, isEnabled: true, productLists: ["logs"] };
const mask = {
  groupId: "ggg",
  name: "mail",
  pattern: "[a-z]+@[a-z]+",
  textReplacement: { type: "replacement_string", replacementString: "[mail]" },
};
const detection = {
  name: "Log-ins",
  message: "Many.",
  type: "log_detection",
  queries: [{ name: "events", query: "@event:failed", aggregation: "count", dataSource: "logs" }],
  cases: [{ status: "high", condition: "events > 5" }],
  options: { evaluationWindow: 300, keepAlive: 3600, maxSignalDuration: 86400, detectionMethod: "threshold" },
};
const withOption = (change: object) => ({ ...detection, options: { ...detection.options, ...change } });
const metric = { metricName: "app.wait", metricType: "distribution", tags: ["env"], includePercentiles: true };
const withRule = (change: object) => ({ ...ruleGroup, rules: [{ ...rule, ...change }] });

const kinds = {
  monitor: ["datadog:index/monitor:Monitor", monitor],
  slo: ["datadog:index/serviceLevelObjective:ServiceLevelObjective", slo],
  timeSlice: ["datadog:index/serviceLevelObjective:ServiceLevelObjective", timeSlice({})],
  downtime: ["datadog:index/downtimeSchedule:DowntimeSchedule", downtime],
  dashboard: ["datadog:index/dashboardJson:DashboardJson", board(series)],
  group: ["datadog:index/sensitiveDataScannerGroup:SensitiveDataScannerGroup", group],
  mask: ["datadog:index/sensitiveDataScannerRule:SensitiveDataScannerRule", mask],
  detection: ["datadog:index/securityMonitoringRule:SecurityMonitoringRule", detection],
  metric: ["datadog:index/metricTagConfiguration:MetricTagConfiguration", metric],
  webhook: ["datadog:index/webhook:Webhook", { name: "a", url: "https://example.com", encodeAs: "json" }],
  rules: [atGrafana.ruleGroup, ruleGroup],
} as const satisfies Record<string, readonly [string, object]>;

const bad: readonly [name: string, kind: keyof typeof kinds, inputs: object][] = [
  ["a type of monitor that is none", "monitor", { ...monitor, type: "gut feeling" }],
  ["a threshold that is no number", "monitor", { ...monitor, monitorThresholds: { critical: "five" } }],
  ["an answer to missing data that is none", "monitor", { ...monitor, onMissingData: "shrug" }],
  ["a draft status that is none", "monitor", { ...monitor, draftStatus: "maybe" }],
  ["an asset that is no runbook", "monitor", { ...monitor, assets: [{ category: "poem", name: "a", url: "b" }] }],
  ["a state of renotification that is none", "monitor", { ...monitor, renotifyInterval: 10, renotifyStatuses: ["sad"] }],
  ["a type of SLO that is none", "slo", { ...slo, type: "hope" }],
  ["an SLO over 28 days", "slo", { ...slo, thresholds: [{ timeframe: "28d", target: 99 }] }],
  ["a comparator that is none", "timeSlice", timeSlice({ comparator: "=" })],
  ["time slices of 30 s", "timeSlice", timeSlice({ queryIntervalSeconds: 30 })],
  ["an end state of a downtime that is none", "downtime", { ...downtime, notifyEndStates: ["sad"] }],
  ["an end type of a downtime that is none", "downtime", { ...downtime, notifyEndTypes: ["forgotten"] }],
  ["a widget that is none", "dashboard", board({ ...series, type: "oracle" })],
  ["a layout that is none", "dashboard", board(series, { layout_type: "heap" })],
  ["a reflow that is none", "dashboard", board(series, { reflow_type: "soft" })],
  ["a way to draw that is none", "dashboard", withRequest({ display_type: "crayon" })],
  ["a format of answers that is none", "dashboard", withRequest({ response_format: "poem" })],
  ["a product that cannot be scanned", "group", { ...group, productLists: ["mail"] }],
  ["a replacement that is none", "mask", { ...mask, textReplacement: { type: "burn" } }],
  ["a mask of priority 6", "mask", { ...mask, priority: 6 }],
  ["a type of detection that is none", "detection", { ...detection, type: "guess" }],
  ["a status of a case that is none", "detection", { ...detection, cases: [{ status: "bad", condition: "events > 5" }] }],
  ["an aggregation that is none", "detection", { ...detection, queries: [{ ...detection.queries[0], aggregation: "gist" }] }],
  ["a source of lines that is none", "detection", { ...detection, queries: [{ ...detection.queries[0], dataSource: "rumours" }] }],
  ["an evaluation window of 2 min", "detection", withOption({ evaluationWindow: 120 })],
  ["a time to keep alive of 2 min", "detection", withOption({ keepAlive: 120 })],
  ["a longest signal of 2 min", "detection", withOption({ maxSignalDuration: 120 })],
  ["a way to detect that is none", "detection", withOption({ detectionMethod: "smell" })],
  ["a type of metric that is none", "metric", { ...metric, metricType: "feeling" }],
  ["an encoding that is none", "webhook", { name: "a", url: "https://example.com", encodeAs: "xml" }],
  ["a rule whose title has 191 characters", "rules", withRule({ name: "x".repeat(191) })],
  ["a rule without a title", "rules", withRule({ name: "" })],
  ["a group whose name has 191 characters", "rules", { ...ruleGroup, name: "x".repeat(191) }],
  ["a uid of 41 characters", "rules", withRule({ uid: "x".repeat(41) })],
  ["a uid with a slash", "rules", withRule({ uid: "a/b" })],
  ["an unknown state without data", "rules", withRule({ noDataState: "Ok" })],
  ["an unknown state in error", "rules", withRule({ execErrState: "Fail" })],
  ["a pending time in words", "rules", withRule({ for: "soon" })],
  ["a recording without a metric", "rules", withRule({ record: { from: "A" } })],
  ["a rule without its receiver", "rules", withRule({ notificationSettings: {} })],
];

let clients: { readonly datadog: ProviderClient; readonly grafana: ProviderClient };
beforeAll(async () => {
  clients = { datadog: await connect(datadog), grafana: await connect(grafana) };
  clients.datadog.account.put("sensitiveDataScannerGroup", "ggg", { name: "group" });
  clients.datadog.account.put("metric", "app.wait", { name: "app.wait" });
  clients.grafana.account.put("dataSource", "metrics", { uid: "metrics", name: "Metrics", type: "prometheus" });
  await clients.grafana.create(atGrafana.folder, { title: "Shop", uid: "shop" });
});
afterAll(() => {
  clients.datadog.close();
  clients.grafana.close();
});

const requestsOf = (type: string, inputs: Fields) => datadogRequests(type, inputs) ?? grafanaRequests(type, inputs) ?? [];
const plain = (inputs: object) => JSON.parse(JSON.stringify(inputs)) as Fields;

/** What the models find in each of these inputs. */
async function models(all: readonly (readonly [string, object])[]): Promise<string[][]> {
  const requests = all.map(([type, inputs]) => requestsOf(type, plain(inputs)));
  const faults = await faultsOf(requests.flat());
  let next = 0;
  return requests.map((own) => own.flatMap(() => faults[next++] ?? []));
}

/** What the fake provider says, at preview or from the API; empty where it takes them. The object is gone afterwards. */
async function fakeProvider(type: string, inputs: object): Promise<string> {
  const client = type.startsWith("datadog") ? clients.datadog : clients.grafana;
  const { inputs: checked, failures } = await client.check(type, plain(inputs));
  if (failures.length > 0) return failures.map(({ property, reason }) => `${property}: ${reason}`).join("; ");
  try {
    const { id } = await client.create(type, checked);
    await client.delete(type, id);
    return "";
  } catch (error) {
    return String(error);
  }
}

test("both take what is good, so that each row below is refused for its one fault", async () => {
  const good = Object.values(kinds);
  expect((await models(good)).flat()).toEqual([]);
  for (const [type, inputs] of good) expect(await fakeProvider(type, inputs), type).toBe("");
});

test("the models find each fault, and so does the fake provider", async () => {
  const found = await models(bad.map(([, kind, inputs]) => [kinds[kind][0], inputs]));
  const verdicts = await Promise.all(
    bad.map(async ([name, kind, inputs], index) => ({
      name,
      model: found[index]?.length === 0 ? "takes it" : "refuses it",
      fakeProvider: (await fakeProvider(kinds[kind][0], inputs)) === "" ? "takes it" : "refuses it",
    })),
  );
  expect(verdicts.filter(({ model, fakeProvider: said }) => model === "takes it" || said === "takes it")).toEqual([]);
});
