import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { fake as datadog } from "../../components/datadog/fake/index.ts";
import { connect, type ProviderClient, secret } from "./client.ts";

const token = {
  monitor: "datadog:index/monitor:Monitor",
  slo: "datadog:index/serviceLevelObjective:ServiceLevelObjective",
  dashboard: "datadog:index/dashboardJson:DashboardJson",
  downtime: "datadog:index/downtimeSchedule:DowntimeSchedule",
  pipeline: "datadog:index/logsCustomPipeline:LogsCustomPipeline",
  group: "datadog:index/sensitiveDataScannerGroup:SensitiveDataScannerGroup",
  rule: "datadog:index/sensitiveDataScannerRule:SensitiveDataScannerRule",
  detection: "datadog:index/securityMonitoringRule:SecurityMonitoringRule",
  tags: "datadog:index/metricTagConfiguration:MetricTagConfiguration",
  pager: "datadog:pagerduty/serviceObject:ServiceObject",
  webhook: "datadog:index/webhook:Webhook",
  channel: "datadog:slack/channel:Channel",
} as const;

/** The first of January 2026 is a Thursday; in Berlin it is half past nine in the evening. */
const evening = new Date("2026-01-01T20:30:00Z");
let now = evening;
let client: ProviderClient;
beforeAll(async () => {
  client = await connect(datadog, () => now);
});
afterAll(() => client.close());
beforeEach(() => {
  now = evening;
  for (const kind of client.account.kinds()) for (const { id } of client.account.all(kind)) client.account.remove(kind, id);
  for (let i = 1; i <= 11; i++) client.account.put("monitor", String(100 + i), { name: `m${i}`, type: "query alert", query: "x" });
  client.account.put("monitor", "200", { name: "joint", type: "composite", query: "101 && 102" });
  client.account.put("serviceLevelObjective", "aaa", { name: "slo", type: "metric", thresholds: [{ timeframe: "30d", target: 98 }] });
  client.account.put("metric", "app.wait", { name: "app.wait" });
  client.account.put("sensitiveDataScannerGroup", "ggg", { name: "group" });
});

const query = "sum(last_5m):sum:app.errors{env:prod}.as_count() / sum:app.requests{env:prod}.as_count() > 0.05";
const monitor = { name: "Errors", type: "query alert", query, message: "Too many.", monitorThresholds: { critical: "0.05" } };
const asks = (text: string, critical?: string) => ({
  ...monitor,
  query: text,
  monitorThresholds: critical === undefined ? {} : { critical },
});
const burn = (text: string, critical: string) => ({ ...monitor, type: "slo alert", query: text, monitorThresholds: { critical } });
const joint = (text: string) => ({ name: "Page", type: "composite", query: text, message: "Page." });
const slo = {
  name: "Availability",
  type: "metric",
  query: { numerator: "sum:app.good{*}.as_count()", denominator: "sum:app.all{*}.as_count()" },
  thresholds: [{ timeframe: "30d", target: 99.9 }],
  timeframe: "30d",
  targetThreshold: 99.9,
};
const slice = {
  comparator: "<=",
  threshold: 5,
  queryIntervalSeconds: 60,
  query: { formula: { formulaExpression: "value" }, queries: [{ metricQuery: { name: "value", query: "max:app.depth{*}" } }] },
};
const timeSlice = (change: object) => ({
  name: "Calm",
  type: "time_slice",
  thresholds: slo.thresholds,
  sliSpecification: { timeSlice: { ...slice, ...change } },
});
const board = (widgets: object[], change: object = {}) => ({
  dashboard: JSON.stringify({ title: "Board", layout_type: "ordered", widgets, ...change }),
});
const series = (text: string, formula = "a") => ({
  definition: {
    type: "timeseries",
    requests: [{ queries: [{ data_source: "metrics", name: "a", query: text }], formulas: [{ formula }] }],
  },
});
const recurrence = { start: "2026-01-05T18:00:00", duration: "15h", rrule: "FREQ=WEEKLY;INTERVAL=1;BYDAY=MO,TU" };
const downtime = {
  scope: "*",
  monitorIdentifier: { monitorTags: ["hours:work"] },
  recurringSchedule: { timezone: "Europe/Berlin", recurrences: [recurrence] },
};
const recurring = (change: object) => ({
  ...downtime,
  recurringSchedule: { timezone: "Europe/Berlin", recurrences: [{ ...recurrence, ...change }] },
});
const pipeline = (processors: object[]) => ({ name: "app", filters: [{ query: "service:app" }], isEnabled: true, processors });
const group = { name: "app", filter: { query: "*" }, isEnabled: true, productLists: ["logs"] };
const rule = {
  groupId: "ggg",
  name: "mail",
  pattern: "[a-z]+@[a-z]+",
  textReplacement: { type: "replacement_string", replacementString: "[mail]" },
};
const detection = {
  name: "Log-ins",
  message: "Many.",
  type: "log_detection",
  queries: [{ name: "events", query: "@event:failed" }],
  cases: [{ status: "high", condition: "events > 5" }],
  options: { evaluationWindow: 300, keepAlive: 3600, maxSignalDuration: 86400 },
};
const distribution = { metricName: "app.wait", metricType: "distribution", tags: ["env", "status"], includePercentiles: true };
const channel = { accountName: "acme", channelName: "#alerts", display: {} };

describe("what the plugin refuses at preview", () => {
  test.each<[string, string, object, string]>([
    ["a monitor type that is none", token.monitor, { ...monitor, type: "gut feeling" }, "type"],
    ["a draft status that is none", token.monitor, { ...monitor, draftStatus: "maybe" }, "draftStatus"],
    [
      "two ways to say what missing data means",
      token.monitor,
      { ...monitor, onMissingData: "resolve", notifyNoData: false },
      "onMissingData",
    ],
    [
      "an asset that is no runbook",
      token.monitor,
      { ...monitor, assets: [{ category: "poem", name: "a", url: "b" }] },
      "assets[0].category",
    ],
    ["a monitor without a message", token.monitor, { name: "a", type: "query alert", query }, "message"],
    ["an SLO type that is none", token.slo, { ...slo, type: "hope" }, "type"],
    ["an SLO without thresholds", token.slo, { name: "a", type: "metric", query: slo.query }, "thresholds"],
    ["a dashboard that is no JSON", token.dashboard, { dashboard: "{" }, "dashboard"],
    [
      "a downtime for one monitor and for tags",
      token.downtime,
      { ...downtime, monitorIdentifier: { monitorId: 1, monitorTags: ["a"] } },
      "monitorIdentifier",
    ],
    ["a downtime with two schedules", token.downtime, { ...downtime, oneTimeSchedule: {} }, "recurringSchedule"],
    [
      "a processor of two kinds",
      token.pipeline,
      pipeline([{ statusRemapper: { sources: ["a"] }, dateRemapper: { sources: ["a"] } }]),
      "processors[0]",
    ],
    ["a processor that does not exist", token.pipeline, pipeline([{ magic: {} }]), "processors[0]"],
    ["a processor without its sources", token.pipeline, pipeline([{ statusRemapper: {} }]), "processors[0].statusRemapper.sources"],
    ["a product that cannot be scanned", token.group, { ...group, productLists: ["mail"] }, "productLists[0]"],
    ["a rule with a pattern of its own and a standard one", token.rule, { ...rule, standardPatternId: "x" }, "pattern"],
    ["a replacement that is none", token.rule, { ...rule, textReplacement: { type: "burn" } }, "textReplacement.type"],
    ["a detection type that is none", token.detection, { ...detection, type: "guess" }, "type"],
    [
      "a case status that is none",
      token.detection,
      { ...detection, cases: [{ status: "bad", condition: "events > 5" }] },
      "cases[0].status",
    ],
    [
      "an evaluation window that is none",
      token.detection,
      { ...detection, options: { ...detection.options, evaluationWindow: 120 } },
      "options.evaluationWindow",
    ],
    ["a metric type that is none", token.tags, { ...distribution, metricType: "feeling", includePercentiles: undefined }, "metricType"],
    ["percentiles of a gauge", token.tags, { ...distribution, metricType: "gauge" }, "includePercentiles"],
  ])("%s", async (_, type, inputs, property) => {
    const { failures } = await client.check(type, JSON.parse(JSON.stringify(inputs)));
    expect(failures.map((failure) => failure.property)).toEqual([property]);
  });
});

describe("what only the API refuses", () => {
  const burning = 'burn_rate("aaa").over("30d").long_window("1h").short_window("5m")';
  const refused: [string, string, object, RegExp][] = [
    ["a query without a comparison", token.monitor, asks("sum(last_5m):sum:a{*}.as_count()"), /no comparison with a number/],
    ["a query without a time aggregation", token.monitor, asks("sum:a{*} > 1"), /no time aggregation/],
    ["a query that does not parse", token.monitor, asks("sum(last_5m):sum a{*} > 1"), /unable to parse near "sum a/],
    ["a query that ends too early", token.monitor, asks("sum(last_5m):sum:a{*}.as_count() / > 1"), /ends too early/],
    ["parentheses that do not close", token.monitor, asks("max(last_5m):abs(max:a{*} > 1"), /ends too early/],
    ["a window in seconds", token.monitor, asks("sum(last_30s):sum:a{*} > 1"), /invalid time window "last_30s"/],
    ["a window above a week", token.monitor, asks("sum(last_169h):sum:a{*} > 1"), /invalid time window "last_169h"/],
    ["counts that are averaged", token.monitor, asks("avg(last_5m):sum:a{*}.as_count() > 1"), /only the sum aggregator/],
    [
      "a threshold that is not the query's",
      token.monitor,
      asks(query, "0.06"),
      /Alert threshold \(0.06\) does not match that used in the query \(0.05\)/,
    ],
    ["a threshold that is no number", token.monitor, asks(query, "five"), /"five" is not a number/],
    [
      "a warning beyond the alert",
      token.monitor,
      { ...monitor, monitorThresholds: { critical: "0.05", warning: "0.06" } },
      /Warning threshold \(0.06\) must come before/,
    ],
    [
      "a warning beyond the alert of a lower bound",
      token.monitor,
      { ...asks("max(last_5m):max:a{*} < 5"), monitorThresholds: { critical: "5", warning: "4" } },
      /Warning threshold \(4\) must come before/,
    ],
    ["priority 6", token.monitor, { ...monitor, priority: "6" }, /priority: 6 is not between 1 and 5/],
    ["a blank message", token.monitor, { ...monitor, message: " " }, /message must not be blank/],
    ["priority 9", token.monitor, { ...monitor, priority: "9" }, /priority: 9 is not between 1 and 5/],
    ["a text for tags", token.monitor, { ...monitor, tags: "env:prod" }, /tags: "env:prod" is no list/],
    ["a text for tags of an SLO", token.slo, { ...slo, tags: "env:prod" }, /tags: "env:prod" is no list/],
    ["a tag of 201 characters", token.monitor, { ...monitor, tags: ["x".repeat(201)] }, /Tag length exceeds 200/],
    ["an unknown answer to missing data", token.monitor, { ...monitor, onMissingData: "shrug" }, /"shrug" is none of/],
    [
      "missing data of a composite",
      token.monitor,
      { ...joint("101 && 102"), onMissingData: "resolve" },
      /not supported by monitors of type composite/,
    ],
    [
      "missing data of an SLO alert",
      token.monitor,
      { ...burn(`${burning} > 10`, "10"), onMissingData: "resolve" },
      /not supported by monitors of type slo alert/,
    ],
    ["a composite of a monitor that is not there", token.monitor, joint("101 && 999"), /monitor 999 does not exist/],
    ["a composite of a composite", token.monitor, joint("101 && 200"), /cannot be nested/],
    [
      "a composite of eleven",
      token.monitor,
      joint(Array.from({ length: 11 }, (_, i) => 101 + i).join(" || ")),
      /at most 10 monitors, got 11/,
    ],
    ["a composite that is no condition", token.monitor, joint("101 && && 102"), /not a condition of monitor ids/],
    ["a composite with an open parenthesis", token.monitor, joint("(101 && 102"), /not a condition of monitor ids/],
    [
      "a burn rate of an SLO that is not there",
      token.monitor,
      burn(`${burning.replace("aaa", "zzz")} > 10`, "10"),
      /SLO zzz was not found/,
    ],
    [
      "a burn rate over a window that the SLO lacks",
      token.monitor,
      burn(`${burning.replace("30d", "7d")} > 10`, "10"),
      /no target for the time window "7d"/,
    ],
    ["a burn rate above the highest possible", token.monitor, burn(`${burning} > 50.1`, "50.1"), /at most 50.00, got 50.1/],
    ["a long window above 48 h", token.monitor, burn(`${burning.replace("1h", "49h")} > 10`, "10"), /between 1h and 48h, got 49h/],
    [
      "a short window that is not shorter",
      token.monitor,
      burn(`${burning.replace("5m", "60m")} > 10`, "10"),
      /shorter than the long window/,
    ],
    ["a burn rate that is asked to be low", token.monitor, burn(`${burning} < 10`, "10"), /operator of an SLO alert/],
    ["an SLO alert on something else", token.monitor, burn("sum(last_5m):sum:a{*} > 1", "1"), /no burn_rate or error_budget/],
    ["no threshold at all", token.slo, { ...slo, thresholds: [] }, /at least one threshold/],
    [
      "a window of 28 days",
      token.slo,
      { ...slo, thresholds: [{ timeframe: "28d", target: 99 }], timeframe: undefined },
      /"28d" is none of 7d, 30d, 90d/,
    ],
    [
      "a target of 100",
      token.slo,
      { ...slo, thresholds: [{ timeframe: "30d", target: 100 }], targetThreshold: 100 },
      /100 is not between 0 and 100/,
    ],
    [
      "a target of 101",
      token.slo,
      { ...slo, thresholds: [{ timeframe: "30d", target: 101 }], targetThreshold: 101 },
      /101 is not between 0 and 100/,
    ],
    [
      "a warning below the target",
      token.slo,
      { ...slo, thresholds: [{ timeframe: "30d", target: 99.9, warning: 99.5 }] },
      /the warning 99.5 must be greater than the target 99.9/,
    ],
    [
      "one window twice",
      token.slo,
      { ...slo, thresholds: [...slo.thresholds, ...slo.thresholds] },
      /each timeframe may have one threshold/,
    ],
    ["a primary window without a row", token.slo, { ...slo, timeframe: "7d" }, /no threshold for the primary timeframe 7d/],
    [
      "a primary target that is not the row's",
      token.slo,
      { ...slo, targetThreshold: 99 },
      /99 is not the target of the primary timeframe, 99.9/,
    ],
    ["33 tags of an SLO", token.slo, { ...slo, tags: Array.from({ length: 33 }, (_, i) => `a:${i}`) }, /at most 32 tags/],
    ["a metric SLO of a gauge", token.slo, { ...slo, query: { ...slo.query, numerator: "avg:app.depth{*}" } }, /a metric SLO needs counts/],
    ["a time slice of 30 s", token.slo, timeSlice({ queryIntervalSeconds: 30 }), /"30" is none of 60, 300/],
    ["a time slice compared with nothing", token.slo, timeSlice({ comparator: "=" }), /"=" is none of/],
    ["a time slice without a specification", token.slo, { ...timeSlice({}), sliSpecification: {} }, /needs a time slice specification/],
    ["a monitor SLO without monitors", token.slo, { ...slo, type: "monitor", query: undefined }, /needs monitors/],
    ["a dashboard without a title", token.dashboard, board([], { title: "" }), /title must not be blank/],
    ["a layout that is none", token.dashboard, board([], { layout_type: "heap" }), /"heap" is none of/],
    ["a dashboard without widgets", token.dashboard, board([], { widgets: undefined }), /widgets are required/],
    ["a widget that is none", token.dashboard, board([{ definition: { type: "oracle" } }]), /"oracle" is none of/],
    [
      "a widget of an SLO that is not there",
      token.dashboard,
      board([{ definition: { type: "slo", slo_id: "zzz" } }]),
      /SLO zzz was not found/,
    ],
    ["a widget whose query does not parse", token.dashboard, board([series("avg a{*}")]), /unable to parse near "avg a/],
    ["a formula of a query that is not there", token.dashboard, board([series("avg:a{*}", "a / b")]), /the formula names b/],
    ["a duration in seconds", token.downtime, recurring({ duration: "90s" }), /"90s" is no duration/],
    ["a rule that is none", token.downtime, recurring({ rrule: "every monday" }), /"every monday" is no rule/],
    ["a start with an offset", token.downtime, recurring({ start: "2026-01-05T18:00:00Z" }), /without an offset/],
    ["a start in the past", token.downtime, recurring({ start: "2025-12-31T18:00:00" }), /cannot be scheduled in the past/],
    ["a start a minute ago where it holds", token.downtime, recurring({ start: "2026-01-01T21:29:00" }), /cannot be scheduled in the past/],
    [
      "a schedule without a recurrence",
      token.downtime,
      { ...downtime, recurringSchedule: { timezone: "Europe/Berlin", recurrences: [] } },
      /needs a recurrence/,
    ],
    [
      "six recurrences",
      token.downtime,
      { ...downtime, recurringSchedule: { timezone: "Europe/Berlin", recurrences: Array.from({ length: 6 }, () => recurrence) } },
      /at most 5 recurrences, got 6/,
    ],
    [
      "a time zone that is none",
      token.downtime,
      { ...downtime, recurringSchedule: { timezone: "Berlin", recurrences: [recurrence] } },
      /unknown time zone Berlin/,
    ],
    ["an end state that is none", token.downtime, { ...downtime, notifyEndStates: ["sad"] }, /"sad" is none of/],
    ["a pipeline without a filter", token.pipeline, { ...pipeline([]), filters: [] }, /needs a filter/],
    ["a remapper without a source", token.pipeline, pipeline([{ statusRemapper: { sources: [] } }]), /at least one source/],
    [
      "six samples",
      token.pipeline,
      pipeline([
        { grokParser: { source: "message", samples: ["", "", "", "", "", ""], grok: { matchRules: "a %{data}", supportRules: "" } } },
      ]),
      /at most 5 samples/,
    ],
    [
      "a grok rule without a name",
      token.pipeline,
      pipeline([{ grokParser: { source: "message", grok: { matchRules: "%{data}", supportRules: "" } } }]),
      /each line is a name and a rule/,
    ],
    [
      "a grok rule with an unknown matcher",
      token.pipeline,
      pipeline([{ grokParser: { source: "message", grok: { matchRules: "a %{wish}", supportRules: "" } } }]),
      /unknown matchers: wish/,
    ],
    [
      "a category without a query",
      token.pipeline,
      pipeline([{ categoryProcessor: { target: "a", categories: [{ name: "a", filter: { query: "" } }] } }]),
      /a category needs a query/,
    ],
    ["a sampling above 100", token.group, { ...group, samplings: [{ product: "logs", rate: 101 }] }, /101 is not between 0 and 100/],
    ["a rule in a group that is not there", token.rule, { ...rule, groupId: "zzz" }, /group zzz was not found/],
    ["a pattern that is none", token.rule, { ...rule, pattern: "(" }, /no regular expression/],
    ["a pattern that matches nothing", token.rule, { ...rule, pattern: "a*" }, /matches nothing at all/],
    ["a replacement by nothing", token.rule, { ...rule, textReplacement: { type: "replacement_string" } }, /must be given/],
    ["a state of renotification that is none", token.monitor, { ...monitor, renotifyStatuses: ["sad"] }, /"sad" is none of/],
    ["a reflow that is none", token.dashboard, board([], { reflow_type: "soft" }), /"soft" is none of/],
    [
      "a detection by smell",
      token.detection,
      { ...detection, options: { ...detection.options, detectionMethod: "smell" } },
      /"smell" is none of/,
    ],
    ["a detection without cases", token.detection, { ...detection, cases: [] }, /1 to 10 cases/],
    [
      "a case that names no query",
      token.detection,
      { ...detection, cases: [{ status: "high", condition: "others > 5" }] },
      /names no query/,
    ],
    [
      "a signal that ends before it may",
      token.detection,
      { ...detection, options: { ...detection.options, maxSignalDuration: 600 } },
      /must not be less than keepAlive/,
    ],
    ["a metric name with a blank", token.tags, { ...distribution, metricName: "a b" }, /no metric name/],
    ["a metric of which nothing was sent", token.tags, { ...distribution, metricName: "app.later" }, /app.later does not exist/],
    ["a webhook with a space in its name", token.webhook, { name: "a b", url: "https://example.com" }, /no name of a webhook/],
    ["a webhook without an address", token.webhook, { name: "a", url: "example.com" }, /invalid url/],
    ["a channel without #", token.channel, { ...channel, channelName: "alerts" }, /must start with #/],
    ["a pager without a key", token.pager, { serviceName: "mail", serviceKey: "" }, /serviceKey must not be blank/],
  ];
  test.each(refused)("%s", async (_, type, inputs, reason) => {
    await expect(client.create(type, JSON.parse(JSON.stringify(inputs)))).rejects.toThrow(reason);
  });

  test("limits themselves are accepted", async () => {
    const good: [string, object][] = [
      [token.monitor, monitor],
      [token.monitor, asks("sum(last_168h):count(v: v>2000):app.wait{env:prod}.as_count() >= 10", "10")],
      [token.monitor, joint("(101 && 102) || !(103 && 104)")],
      [token.monitor, joint(Array.from({ length: 10 }, (_, i) => 101 + i).join(" || "))],
      [token.monitor, burn(`${burning} >= 50`, "50")],
      [token.monitor, burn(`${burning.replace("1h", "48h").replace("5m", "4h")} > 1`, "1")],
      [token.monitor, burn('error_budget("aaa").over("30d") > 100', "100")],
      [token.slo, slo],
      [token.slo, timeSlice({ queryIntervalSeconds: 300 })],
      [token.dashboard, board([series("avg:a{*} by {b}", "moving_rollup(default_zero(a), 300, 'sum') / 2")])],
      [token.downtime, downtime],
      [token.downtime, recurring({ start: "2026-01-01T21:31:00" })],
      [
        token.downtime,
        { ...downtime, recurringSchedule: { timezone: "Europe/Berlin", recurrences: Array.from({ length: 5 }, () => recurrence) } },
      ],
      [token.tags, distribution],
      [token.channel, channel],
    ];
    for (const [type, inputs] of good) expect((await client.create(type, inputs)).id).not.toBe("");
  });
});

describe("a downtime that has begun", () => {
  test("may be edited, but does not take another start", async () => {
    const { id, outputs } = await client.create(token.downtime, downtime);
    now = new Date("2026-01-06T12:00:00Z");
    await client.update(token.downtime, id, outputs, { ...downtime, message: "Mended." });
    for (const start of ["2026-01-05T19:00:00", "2026-02-02T18:00:00"])
      await expect(client.update(token.downtime, id, outputs, recurring({ start }))).rejects.toThrow(
        /the start of a recurrence that has begun cannot be changed/,
      );
  });

  test("takes another start before it begins", async () => {
    const { id, outputs } = await client.create(token.downtime, downtime);
    await client.update(token.downtime, id, outputs, recurring({ start: "2026-01-05T19:00:00" }));
    await expect(client.update(token.downtime, id, outputs, recurring({ start: "2025-12-29T18:00:00" }))).rejects.toThrow(/in the past/);
  });
});

describe("what is written in another way comes back, and is no difference", () => {
  test.each<[string, string, object, object]>([
    ["tags in capitals and any order", token.monitor, { ...monitor, tags: ["Env:Prod", "a:b", "a:b"] }, { tags: ["a:b", "env:prod"] }],
    [
      "white space around query and message",
      token.monitor,
      { ...monitor, query: `\n${query} `, message: "Too many.\n" },
      { query, message: "Too many." },
    ],
    ["tags of an SLO", token.slo, { ...slo, tags: ["b:c", "A:b"] }, { tags: ["a:b", "b:c"] }],
    [
      "tags of a downtime",
      token.downtime,
      { ...downtime, notifyEndTypes: ["expired", "canceled"] },
      { notifyEndTypes: ["canceled", "expired"] },
    ],
    ["tags of a metric", token.tags, { ...distribution, tags: ["status", "env"] }, { tags: ["env", "status"] }],
    ["tags of a detection", token.detection, { ...detection, tags: ["B:c", "a:b"] }, { tags: ["a:b", "b:c"] }],
    ["tags of a scanner's rule", token.rule, { ...rule, tags: ["B:c", "a:b"] }, { tags: ["a:b", "b:c"] }],
  ])("%s", async (_, type, written, kept) => {
    const { inputs } = await client.check(type, { ...written, ...(type === token.monitor && { draftStatus: "published" }) });
    const { outputs } = await client.create(type, inputs);
    expect(outputs).toMatchObject(kept);
    expect(await client.diff(type, outputs, inputs)).toMatchObject({ changed: false });
  });

  test.each<[string, object]>([
    ["5 and 5.0 as a threshold", { monitorThresholds: { critical: "0.050" } }],
    ["metric alert and query alert", { type: "metric alert" }],
  ])("%s are one", async (_, change) => {
    const { outputs } = await client.create(token.monitor, { ...monitor, draftStatus: "published" });
    expect(await client.diff(token.monitor, outputs, { ...monitor, draftStatus: "published", ...change })).toMatchObject({
      changed: false,
    });
  });

  test("keys of a dashboard in another order, and the ids that Datadog adds", async () => {
    const { outputs } = await client.create(token.dashboard, board([series("avg:a{*}")]));
    const reordered = JSON.stringify({ widgets: [{ id: 7, ...series("avg:a{*}") }], layout_type: "ordered", title: "Board" });
    expect(await client.diff(token.dashboard, outputs, { dashboard: reordered })).toMatchObject({ changed: false });
  });

  test("a draft status that is not said shows up as a difference", async () => {
    const { outputs } = await client.create(token.monitor, monitor);
    expect((await client.diff(token.monitor, outputs, monitor)).places).toEqual(["draftStatus"]);
  });

  test("the plugin's full window is not the API's default", async () => {
    expect((await client.check(token.monitor, monitor)).inputs).toMatchObject({ requireFullWindow: true, includeTags: true });
  });
});

describe("what makes another object", () => {
  test.each<[string, string, object, object, string]>([
    [
      "another type of monitor",
      token.monitor,
      { ...monitor, draftStatus: "published" },
      { ...monitor, draftStatus: "published", type: "log alert" },
      "type",
    ],
    ["another type of SLO", token.slo, slo, { ...slo, type: "time_slice" }, "type"],
    ["another name of a pager", token.pager, { serviceName: "a", serviceKey: "k" }, { serviceName: "b", serviceKey: "k" }, "serviceName"],
    ["another Slack account", token.channel, channel, { ...channel, accountName: "other" }, "accountName"],
    ["another metric", token.tags, distribution, { ...distribution, metricName: "other" }, "metricName"],
    ["another group of a rule", token.rule, rule, { ...rule, groupId: "hhh" }, "groupId"],
  ])("%s", async (_, type, first, second, property) => {
    const { outputs } = await client.create(type, first);
    expect((await client.diff(type, outputs, second)).replaces).toEqual([property]);
  });
});

describe("identity", () => {
  test("monitors are numbers, SLOs hexadecimal, the rest is called by what it is", async () => {
    expect((await client.create(token.monitor, monitor)).id).toMatch(/^\d{8,9}$/);
    expect((await client.create(token.slo, slo)).id).toMatch(/^[0-9a-f]{32}$/);
    expect((await client.create(token.dashboard, board([]))).id).toMatch(/^\w{3}-\w{3}-\w{3}$/);
    expect((await client.create(token.tags, distribution)).id).toBe("app.wait");
    expect((await client.create(token.channel, channel)).id).toBe("acme:#alerts");
    await expect(client.create(token.channel, channel)).rejects.toThrow(/already exists/);
  });

  test("the key of a pager is never given back, and lies in no file", async () => {
    const { id, outputs } = await client.create(token.pager, { serviceName: "mail", serviceKey: secret("sesame") });
    expect(outputs.serviceKey).toMatchObject({ value: "sesame" });
    expect(JSON.stringify(client.account.get("serviceObject", id))).not.toContain("sesame");
  });
});

describe("what is still read is not deleted", () => {
  test("a member of a composite", async () => {
    await expect(client.delete(token.monitor, "101")).rejects.toThrow(/referenced in composite monitors: 200/);
    await client.delete(token.monitor, "200");
    await client.delete(token.monitor, "101");
    expect(client.account.get("monitor", "101")).toBeUndefined();
  });
  test("an SLO that a monitor or a dashboard reads", async () => {
    const { id } = await client.create(token.dashboard, board([{ definition: { type: "slo", slo_id: "aaa" } }]));
    await expect(client.delete(token.slo, "aaa")).rejects.toThrow(/is used by dashboardJson/);
    await client.delete(token.dashboard, id);
    await client.delete(token.slo, "aaa");
  });
  test("a scanner's group with rules", async () => {
    await client.create(token.rule, rule);
    await expect(client.delete(token.group, "ggg")).rejects.toThrow(/still has rules/);
  });
});
