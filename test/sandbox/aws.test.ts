import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { fake as aws } from "../../components/aws/fake/index.ts";
import { connect, type ProviderClient, secret } from "./client.ts";

const token = {
  group: "aws:cloudwatch/logGroup:LogGroup",
  filter: "aws:cloudwatch/logMetricFilter:LogMetricFilter",
  alarm: "aws:cloudwatch/metricAlarm:MetricAlarm",
  composite: "aws:cloudwatch/compositeAlarm:CompositeAlarm",
  mute: "aws:cloudwatch/alarmMuteRule:AlarmMuteRule",
  topic: "aws:sns/topic:Topic",
  subscription: "aws:sns/topicSubscription:TopicSubscription",
} as const;

const opsArn = "arn:aws:sns:eu-central-1:000000000000:ops";

let client: ProviderClient;
beforeAll(async () => {
  client = await connect(aws);
});
afterAll(() => client.close());
beforeEach(async () => {
  for (const kind of client.account.kinds()) for (const { id } of client.account.all(kind)) client.account.remove(kind, id);
  await client.create(token.group, { name: "/site/access", retentionInDays: 30 });
  await client.create(token.topic, { name: "ops" });
  await client.create(token.alarm, { ...alarm, name: "known" });
});

const transformation = { name: "bad", namespace: "slostack/prod", value: "1", defaultValue: "0" };
const filter = { name: "bad", logGroupName: "/site/access", pattern: "{ $.status = 5* }", metricTransformation: transformation };
const withTransformation = (change: object) => ({ ...filter, metricTransformation: { ...transformation, ...change } });
const alarm = {
  name: "errors",
  comparisonOperator: "GreaterThanThreshold",
  evaluationPeriods: 1,
  threshold: 3,
  metricName: "bad",
  namespace: "slostack/prod",
  period: 300,
  statistic: "Sum",
};
const read = (id: string, period = 300) => ({ id, metric: { metricName: id, namespace: "slostack/prod", period, stat: "Sum" } });
const step = (expression: string) => ({ id: "share", expression, returnData: true });
const math = {
  name: "share",
  comparisonOperator: "GreaterThanThreshold",
  evaluationPeriods: 1,
  threshold: 0.05,
  metricQueries: [read("bad"), read("total"), step("IF(bad >= 10, bad / total, 0)")],
};
const withQueries = (...metricQueries: object[]) => ({ ...math, metricQueries });
const composite = { alarmName: "page", alarmRule: 'ALARM("known")' };
const mute = {
  name: "night",
  rule: { schedule: { expression: "cron(0 18 * * MON,TUE)", duration: "PT15H", timezone: "Europe/Berlin" } },
  muteTargets: { alarmNames: ["known"] },
};
const withSchedule = (change: object) => ({ ...mute, rule: { schedule: { ...mute.rule.schedule, ...change } } });
const mail = { topic: opsArn, protocol: "email", endpoint: "ops@example.com" };
const pager = { topic: opsArn, protocol: "https", endpoint: "https://events.example.com/1/enqueue", endpointAutoConfirms: true };
const six = Array.from({ length: 6 }, () => opsArn);

describe("what the plugin refuses at preview", () => {
  test.each<[string, string, object, string]>([
    ["a retention that CloudWatch does not offer", token.group, { name: "/a", retentionInDays: 31 }, "retentionInDays"],
    ["an unknown class of log group", token.group, { name: "/a", logGroupClass: "COLD" }, "logGroupClass"],
    ["a log group with a space in its name", token.group, { name: "/a b" }, "name"],
    ["a metric filter without a pattern", token.filter, { ...filter, pattern: undefined }, "pattern"],
    ["a filter name with a colon", token.filter, { ...filter, name: "a:b" }, "name"],
    ["a pattern of 1025 characters", token.filter, { ...filter, pattern: "x".repeat(1025) }, "pattern"],
    ["a transformation without a value", token.filter, withTransformation({ value: undefined }), "metricTransformation.value"],
    ["a metric name with a star", token.filter, withTransformation({ name: "a*" }), "metricTransformation.name"],
    [
      "a default value beside dimensions",
      token.filter,
      withTransformation({ dimensions: { status: "$.status" } }),
      "metricTransformation.defaultValue",
    ],
    ["an alarm without a comparison", token.alarm, { ...alarm, comparisonOperator: undefined }, "comparisonOperator"],
    ["an unknown comparison", token.alarm, { ...alarm, comparisonOperator: "Above" }, "comparisonOperator"],
    ["an unknown treatment of missing data", token.alarm, { ...alarm, treatMissingData: "quiet" }, "treatMissingData"],
    ["an unknown statistic", token.alarm, { ...alarm, statistic: "p95" }, "statistic"],
    ["a statistic and a percentile", token.alarm, { ...alarm, extendedStatistic: "p95" }, "statistic"],
    ["a period of 90 s", token.alarm, { ...alarm, period: 90 }, "period"],
    ["a period of 0 s", token.alarm, { ...alarm, period: 0 }, "period"],
    ["an alarm name of 256 characters", token.alarm, { ...alarm, name: "x".repeat(256) }, "name"],
    ["a description of 1025 characters", token.alarm, { ...alarm, alarmDescription: "x".repeat(1025) }, "alarmDescription"],
    ["six actions", token.alarm, { ...alarm, alarmActions: six }, "alarmActions"],
    ["a metric beside metric math", token.alarm, { ...math, metricName: "bad" }, "metricName"],
    ["a query with metric and expression", token.alarm, withQueries({ ...read("bad"), expression: "1" }), "metricQueries[0]"],
    ["a query with neither", token.alarm, withQueries({ id: "bad" }), "metricQueries[0]"],
    ["a query without an id", token.alarm, withQueries({ expression: "1" }), "metricQueries[0].id"],
    ["a query over 90 s", token.alarm, withQueries(read("bad", 90)), "metricQueries[0].metric.period"],
    [
      "a metric without a statistic",
      token.alarm,
      withQueries({ id: "m", metric: { metricName: "m", period: 60 } }),
      "metricQueries[0].metric.stat",
    ],
    ["a composite without a rule", token.composite, { alarmName: "page" }, "alarmRule"],
    ["a composite's name of 256 characters", token.composite, { ...composite, alarmName: "x".repeat(256) }, "alarmName"],
    [
      "a composite's description of 1025 characters",
      token.composite,
      { ...composite, alarmDescription: "x".repeat(1025) },
      "alarmDescription",
    ],
    ["a rule of 10241 characters", token.composite, { ...composite, alarmRule: "x".repeat(10_241) }, "alarmRule"],
    ["six actions of a composite", token.composite, { ...composite, okActions: six }, "okActions"],
    ["a mute rule without a rule", token.mute, { name: "night" }, "rule"],
    ["a topic with a slash in its name", token.topic, { name: "a/b" }, "name"],
    ["an unknown protocol", token.subscription, { ...mail, protocol: "slack" }, "protocol"],
    ["a subscription without an endpoint", token.subscription, { ...mail, endpoint: undefined }, "endpoint"],
  ])("%s", async (_, type, inputs, property) => {
    const { failures } = await client.check(type, JSON.parse(JSON.stringify(inputs)) as object);
    expect(failures.map((failure) => failure.property)).toEqual([property]);
  });

  test("the good inputs are not refused", async () => {
    for (const [type, inputs] of [
      [token.filter, filter],
      [token.alarm, alarm],
      [token.alarm, math],
      [token.composite, composite],
      [token.mute, mute],
      [token.subscription, mail],
      [token.subscription, pager],
    ] as const) {
      expect((await client.check(type, inputs)).failures).toEqual([]);
      await client.create(type, inputs);
    }
    await client.create(token.filter, { ...filter, name: "all", pattern: "" });
    await client.create(token.filter, { ...filter, name: "spaced", pattern: "[ip, status = 5*, (bytes = 1 || bytes = 2)]" });
  });
});

describe("what only the API refuses, at create", () => {
  test.each<[string, string, object, RegExp]>([
    ["a log group with a name that is taken", token.group, { name: "/site/access", retentionInDays: 1 }, /409 Conflict/],
    ["a tag of AWS's own", token.group, { name: "/a", tags: { "aws:x": "y" } }, /not a valid tag/],
    ["a tag with a bracket", token.topic, { name: "a", tags: { team: "x<y" } }, /not a valid tag/],
    ["a filter on a group that is not there", token.filter, { ...filter, logGroupName: "/gone" }, /log group does not exist: \/gone/],
    ["a filter with a name that is taken", token.filter, { ...filter, name: "first" }, /409 Conflict/],
    ["a pattern without its closing brace", token.filter, { ...filter, pattern: "{ $.status = 5*" }, /Invalid metric filter pattern/],
    ["a pattern with a comparison that is none", token.filter, { ...filter, pattern: "{ $.status ~ 5 }" }, /Invalid metric filter pattern/],
    ["a pattern on a field without $", token.filter, { ...filter, pattern: "{ status = 5 }" }, /field such as \$\.status expected/],
    ["a field tested in another's place", token.filter, { ...filter, pattern: "[ip, status = 1 || bytes = 2]" }, /in the place of status/],
    [
      "four dimensions",
      token.filter,
      withTransformation({ defaultValue: undefined, dimensions: { a: "$.a", b: "$.b", c: "$.c", d: "$.d" } }),
      /more than 3 dimensions/,
    ],
    ["an alarm with a name that is taken", token.alarm, { ...alarm, name: "known" }, /409 Conflict/],
    ["an alarm with the name of a composite", token.alarm, { ...alarm, name: "all" }, /a composite alarm has this name/],
    ["an alarm without a threshold", token.alarm, { ...alarm, threshold: undefined }, /a threshold must be set/],
    ["an alarm without a metric", token.alarm, { ...alarm, metricName: undefined }, /metricName: Missing/],
    ["an alarm without a statistic", token.alarm, { ...alarm, statistic: undefined }, /one statistic must be set/],
    ["an alarm over no period", token.alarm, { ...alarm, evaluationPeriods: 0 }, /must be at least 1/],
    ["2 out of 1", token.alarm, { ...alarm, datapointsToAlarm: 2 }, /must not be more than evaluationPeriods/],
    ["a day and a minute, by the minute", token.alarm, { ...alarm, period: 60, evaluationPeriods: 1441 }, /more than 86400 s/],
    ["a week and an hour, by the hour", token.alarm, { ...alarm, period: 3600, evaluationPeriods: 169 }, /more than 604800 s/],
    ["eight days in metric math", token.alarm, withQueries({ ...read("bad", 8 * 86_400), returnData: true }), /more than 604800 s/],
    [
      "21 queries",
      token.alarm,
      withQueries(...Array.from({ length: 20 }, (_, i) => ({ id: `e${i}`, expression: "1" })), step("1")),
      /21 queries/,
    ],
    ["11 metrics", token.alarm, withQueries(...Array.from({ length: 11 }, (_, i) => read(`m${i}`)), step("m0")), /11 metrics/],
    ["two queries of one id", token.alarm, withQueries(read("bad"), read("bad"), step("bad")), /two queries have one id/],
    ["no query that returns data", token.alarm, withQueries(read("bad")), /exactly one query must return data/],
    ["two periods in one alarm", token.alarm, withQueries(read("bad"), read("total", 60), step("bad / total")), /the same period/],
    ["an id in upper case", token.alarm, withQueries(read("Bad"), step("1")), /"Bad" is no id/],
    ["an expression on what is no query", token.alarm, withQueries(read("bad"), step("bad / total")), /total is no query/],
    ["an expression that is none", token.alarm, withQueries(read("bad"), step("bad /")), /Error in expression/],
    ["a function that is not known", token.alarm, withQueries(read("bad"), step("LOG(bad)")), /LOG with 1 arguments is not known/],
    ["an action that is no topic", token.alarm, { ...alarm, okActions: [`${opsArn}2`] }, /okActions\[0\]: .* is no topic/],
    ["a composite with a name that is taken", token.composite, { ...composite, alarmName: "known" }, /a metric alarm has this name/],
    [
      "a composite of an alarm that is not there",
      token.composite,
      { ...composite, alarmRule: 'ALARM("gone")' },
      /alarm gone does not exist/,
    ],
    ["a composite of itself", token.composite, { ...composite, alarmRule: 'ALARM("page")' }, /cannot depend on itself/],
    ["a rule that is none", token.composite, { ...composite, alarmRule: 'ALARM("known") AND' }, /invalid rule/],
    ["a state that is none", token.composite, { ...composite, alarmRule: 'FIRING("known")' }, /invalid rule/],
    [
      "a composite of 101 alarms",
      token.composite,
      { ...composite, alarmRule: Array.from({ length: 101 }, (_, i) => `ALARM("a${i}")`).join(" OR ") },
      /101 alarms, more than 100/,
    ],
    ["a composite that tells what is no topic", token.composite, { ...composite, alarmActions: ["x"] }, /x is no topic/],
    ["a schedule that is none", token.mute, withSchedule({ expression: "every night" }), /is no schedule/],
    ["a schedule at 25 o'clock", token.mute, withSchedule({ expression: "cron(0 25 * * *)" }), /is no schedule/],
    ["a duration in words", token.mute, withSchedule({ duration: "15 hours" }), /is no duration/],
    ["a duration of 16 days", token.mute, withSchedule({ duration: "P16D" }), /not between PT1M and P15D/],
    ["a time zone that is none", token.mute, withSchedule({ timezone: "Berlin" }), /unknown time zone Berlin/],
    [
      "a mute rule for an alarm that is not there",
      token.mute,
      { ...mute, muteTargets: { alarmNames: ["gone"] } },
      /alarm gone does not exist/,
    ],
    [
      "a mute rule for 101 alarms",
      token.mute,
      { ...mute, muteTargets: { alarmNames: Array.from({ length: 101 }, () => "known") } },
      /101 alarms, more than 100/,
    ],
    ["a topic with a name that is taken", token.topic, { name: "ops" }, /409 Conflict/],
    ["a subscription to a topic that is not there", token.subscription, { ...mail, topic: "arn:x" }, /Topic does not exist/],
    ["an address that is none", token.subscription, { ...mail, endpoint: "ops" }, /Email address/],
    ["an endpoint of another protocol", token.subscription, { ...pager, endpoint: "http://x" }, /must match the specified protocol/],
    ["an endpoint that nobody confirms", token.subscription, { ...pager, endpointAutoConfirms: false }, /confirm by themselves/],
  ])("%s", async (_, type, inputs, message) => {
    await client.create(token.filter, { ...filter, name: "first" });
    await client.create(token.composite, { ...composite, alarmName: "all" });
    const before = JSON.stringify(client.account.kinds().map((kind) => client.account.all(kind)));
    await expect(client.create(type, JSON.parse(JSON.stringify(inputs)) as object)).rejects.toThrow(message);
    expect(JSON.stringify(client.account.kinds().map((kind) => client.account.all(kind)))).toBe(before);
  });

  test("the 101st metric filter of a group", async () => {
    for (let i = 0; i < 100; i++) client.account.put("logMetricFilter", `f${i}`, { ...filter, name: `f${i}` });
    await expect(client.create(token.filter, filter)).rejects.toThrow(/LimitExceededException/);
    await client.update(token.filter, "f0", filter, { ...filter, name: "f0", pattern: "" });
  });
});

describe("what the API does not delete", () => {
  test("an alarm on which a composite depends, and a composite on which another does", async () => {
    await client.create(token.composite, composite);
    await client.create(token.composite, { alarmName: "over", alarmRule: 'NOT (OK("page") OR INSUFFICIENT_DATA("page"))' });
    await expect(client.delete(token.alarm, "known")).rejects.toThrow(/composite alarms depend on it: page/);
    await expect(client.delete(token.composite, "page")).rejects.toThrow(/composite alarms depend on it: over/);
    await client.delete(token.composite, "over");
    await client.delete(token.composite, "page");
    await client.delete(token.alarm, "known");
    expect(client.account.all("metricAlarm")).toEqual([]);
  });

  test("a log group under deletion protection", async () => {
    const guarded = { name: "/site/app", retentionInDays: 30, deletionProtectionEnabled: true };
    const { outputs } = await client.create(token.group, guarded);
    await expect(client.delete(token.group, "/site/app")).rejects.toThrow(/deletion protection is enabled/);
    await client.update(token.group, "/site/app", outputs, { ...guarded, deletionProtectionEnabled: false });
    await client.delete(token.group, "/site/app");
    expect(client.account.get("logGroup", "/site/app")).toBeUndefined();
  });
});

describe("what the plugin fills in, and what the vendor computes", () => {
  test("defaults", async () => {
    expect((await client.check(token.group, { name: "/a" })).inputs).toEqual({ name: "/a", retentionInDays: 0, skipDestroy: false });
    expect((await client.check(token.alarm, alarm)).inputs).toEqual({ ...alarm, actionsEnabled: true, treatMissingData: "missing" });
    expect((await client.check(token.composite, composite)).inputs).toEqual({ ...composite, actionsEnabled: true });
    expect((await client.check(token.subscription, mail)).inputs).toEqual({
      ...mail,
      confirmationTimeoutInMinutes: 1,
      endpointAutoConfirms: false,
      rawMessageDelivery: false,
    });
  });

  test.each<[string, string, object, object]>([
    [
      "a log group",
      token.group,
      { name: "/a", tags: { owner: "x" } },
      { arn: "arn:aws:logs:eu-central-1:000000000000:log-group:/a", logGroupClass: "STANDARD", tagsAll: { owner: "x" } },
    ],
    ["an alarm", token.alarm, alarm, { arn: "arn:aws:cloudwatch:eu-central-1:000000000000:alarm:errors", tagsAll: {} }],
    ["a composite", token.composite, composite, { arn: "arn:aws:cloudwatch:eu-central-1:000000000000:alarm:page" }],
    ["a mute rule", token.mute, mute, { arn: "arn:aws:cloudwatch:eu-central-1:000000000000:alarm-mute-rule:night", status: "SCHEDULED" }],
    ["a topic", token.topic, { name: "b" }, { arn: "arn:aws:sns:eu-central-1:000000000000:b", owner: "000000000000" }],
    ["an e-mail subscription", token.subscription, mail, { pendingConfirmation: true }],
    ["a subscription that confirms itself", token.subscription, pager, { pendingConfirmation: false }],
    ["a metric filter", token.filter, filter, { region: "eu-central-1" }],
  ])("%s has its computed outputs, which are no difference", async (_, type, inputs, computed) => {
    const { outputs } = await client.create(type, inputs);
    expect(outputs).toMatchObject(computed);
    expect(await client.diff(type, outputs, inputs)).toEqual({ changed: false, places: [], replaces: [] });
  });
});

describe("what is no difference to the plugin, and what makes another object", () => {
  test.each<[string, string, object, object]>([
    ["white space around a pattern", token.filter, filter, { ...filter, pattern: " { $.status = 5* } " }],
    ["white space around a rule", token.composite, composite, { ...composite, alarmRule: ' ALARM("known")\n' }],
    ["the order of queries", token.alarm, math, { ...math, metricQueries: [...math.metricQueries].reverse() }],
    [
      "the order of muted alarms",
      token.mute,
      { ...mute, muteTargets: { alarmNames: ["known", "second"] } },
      { ...mute, muteTargets: { alarmNames: ["second", "known"] } },
    ],
    [
      "the order of actions",
      token.alarm,
      { ...alarm, alarmActions: [opsArn, opsArn.replace("ops", "more")] },
      { ...alarm, alarmActions: [opsArn.replace("ops", "more"), opsArn] },
    ],
  ])("%s is no difference", async (_, type, first, second) => {
    await client.create(token.alarm, { ...alarm, name: "second" });
    await client.create(token.topic, { name: "more" });
    const { outputs } = await client.create(type, first);
    expect(await client.diff(type, outputs, second)).toEqual({ changed: false, places: [], replaces: [] });
  });

  test.each<[string, string, object, object, string]>([
    ["a log group's name", token.group, { name: "/a" }, { name: "/b" }, "name"],
    ["a filter's group", token.filter, filter, { ...filter, logGroupName: "/b" }, "logGroupName"],
    ["a filter's name", token.filter, filter, { ...filter, name: "b" }, "name"],
    ["an alarm's name", token.alarm, alarm, { ...alarm, name: "b" }, "name"],
    ["a composite's name", token.composite, composite, { ...composite, alarmName: "b" }, "alarmName"],
    ["a mute rule's name", token.mute, mute, { ...mute, name: "b" }, "name"],
    ["a topic's name", token.topic, { name: "a" }, { name: "b" }, "name"],
    ["a subscription's address", token.subscription, mail, { ...mail, endpoint: "b@example.com" }, "endpoint"],
  ])("%s is another object", async (_, type, first, second, property) => {
    const { outputs } = await client.create(type, first);
    expect((await client.diff(type, outputs, second)).replaces).toEqual([property]);
  });

  test("a threshold, a rule, a pattern and a retention are changed in place", async () => {
    for (const [type, first, second, place] of [
      [token.alarm, alarm, { ...alarm, threshold: 4 }, "threshold"],
      [token.composite, composite, { ...composite, alarmRule: 'NOT ALARM("known")' }, "alarmRule"],
      [token.filter, filter, { ...filter, pattern: "" }, "pattern"],
      [token.group, { name: "/b", retentionInDays: 1 }, { name: "/b", retentionInDays: 3 }, "retentionInDays"],
    ] as const) {
      const { id, outputs } = await client.create(type, first);
      expect(await client.diff(type, outputs, second)).toEqual({ changed: true, places: [place], replaces: [] });
      expect(await client.update(type, id, outputs, second)).toMatchObject(second);
    }
  });
});

test("a secret address stays a secret in the state", async () => {
  const inputs = { ...pager, endpoint: secret(pager.endpoint) };
  const { id, outputs } = await client.create(token.subscription, inputs);
  expect(outputs.endpoint).toEqual(secret(pager.endpoint));
  expect((await client.read(token.subscription, id, outputs, inputs)).outputs.endpoint).toEqual(secret(pager.endpoint));
});
