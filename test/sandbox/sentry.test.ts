import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { fake as sentry } from "../../components/sentry/fake/index.ts";
import { connect, type ProviderClient } from "./client.ts";
import { account, alert, email, entry, filter, ids, monitor, open, pagerduty, resolve, slack, spans, token } from "./sentry.inputs.ts";

let client: ProviderClient;
beforeAll(async () => {
  client = await connect(sentry);
});
afterAll(() => client.close());
beforeEach(() => {
  for (const kind of client.account.kinds()) for (const { id } of client.account.all(kind)) client.account.remove(kind, id);
  for (const [kind, objects] of Object.entries(account))
    for (const [id, object] of Object.entries(objects)) client.account.put(kind, id, object);
  client.account.put("metricMonitor", ids.monitor, monitor);
  client.account.put("integrationPagerduty", ids.entry, { ...entry, integrationKey: "hash" });
});

const withConditions = (...conditions: object[]) => ({ ...monitor, conditionGroup: { logicType: "any", conditions } });
const withFilter = (change: object) => ({ ...alert, actionFilters: [{ ...filter, ...change }] });
const withAction = (action: object) => withFilter({ actions: [action] });
const withCondition = (condition: object) => withFilter({ conditions: [condition] });

describe("what the plugin refuses at preview", () => {
  test.each<[string, string, object, string]>([
    ["a dataset that is none", token.monitor, { ...monitor, dataset: "eventsAnalyticsPlatform" }, "dataset"],
    ["an event type that is none", token.monitor, { ...monitor, eventTypes: ["error", "oops"] }, "eventTypes[1]"],
    ["a query type that is none", token.monitor, { ...monitor, queryType: "errors" }, "queryType"],
    [
      "a logic that is none",
      token.monitor,
      { ...monitor, conditionGroup: { logicType: "some", conditions: [open, resolve] } },
      "conditionGroup.logicType",
    ],
    ["a comparison that is none", token.monitor, withConditions({ ...open, type: ">" }, resolve), "conditionGroup.conditions[0].type"],
    [
      "a condition without a result",
      token.monitor,
      withConditions({ type: "gt", comparison: 1 }, resolve),
      "conditionGroup.conditions[0].conditionResult",
    ],
    [
      "a comparison without a number",
      token.monitor,
      withConditions({ type: "gt", conditionResult: 75 }, resolve),
      "conditionGroup.conditions[0].comparison",
    ],
    ["a detection that is none", token.monitor, { ...monitor, issueDetection: { type: "steady" } }, "issueDetection.type"],
    [
      "a change without what it is compared with",
      token.monitor,
      { ...monitor, issueDetection: { type: "percent" } },
      "issueDetection.comparisonDelta",
    ],
    ["two owners", token.monitor, { ...monitor, owner: { teamId: "1", userId: "2" } }, "owner"],
    ["an owner who is nobody", token.monitor, { ...monitor, owner: { team: "1" } }, "owner"],
    ["no filter", token.alert, { ...alert, actionFilters: [] }, "actionFilters"],
    ["a filter's logic that is none", token.alert, withFilter({ logicType: "and" }), "actionFilters[0].logicType"],
    [
      "two triggers in one",
      token.alert,
      { ...alert, triggerConditions: [{ firstSeenEvent: {}, regressionEvent: {} }] },
      "triggerConditions[0]",
    ],
    [
      "two conditions in one",
      token.alert,
      withCondition({ level: { match: "eq", level: 40 }, taggedEvent: { key: "a", match: "is" } }),
      "actionFilters[0].conditions[0]",
    ],
    ["two actions in one", token.alert, withAction({ slack, email }), "actionFilters[0].actions[0]"],
    ["mail to nobody's kind", token.alert, withAction({ email: { targetType: "Member" } }), "actionFilters[0].actions[0].email.targetType"],
    ["mail to a user without id", token.alert, withAction({ email: { targetType: "user" } }), "actionFilters[0].actions[0].email.targetId"],
    [
      "Slack without a channel",
      token.alert,
      withAction({ slack: { integrationId: ids.slack } }),
      "actionFilters[0].actions[0].slack.channelName",
    ],
    [
      "PagerDuty without a severity",
      token.alert,
      withAction({ pagerduty: { ...pagerduty, severity: undefined } }),
      "actionFilters[0].actions[0].pagerduty.severity",
    ],
    ["an entry without a key", token.entry, { ...entry, integrationKey: undefined }, "integrationKey"],
  ])("%s", async (_, type, inputs, property) => {
    const { failures } = await client.check(type, JSON.parse(JSON.stringify(inputs)) as object);
    expect(failures.map((failure) => failure.property)).toEqual([property]);
  });
});

describe("what only the API refuses, at create", () => {
  test.each<[string, string, object, RegExp]>([
    ["a name of 201 characters", token.monitor, { ...monitor, name: "n".repeat(201) }, /name: .*no more than 200/],
    ["a project that is not there", token.monitor, { ...monitor, project: "gone" }, /Project gone was not found/],
    [
      "an environment of which no event came",
      token.monitor,
      { ...monitor, environment: "staging" },
      /staging is not part of this organization/,
    ],
    ["an owner who is not there", token.monitor, { ...monitor, owner: { teamId: "9" } }, /owner.teamId: team 9 does not exist/],
    ["a query type of another dataset", token.monitor, { ...monitor, queryType: "performance", eventTypes: [] }, /Invalid dataset/],
    ["event types of another dataset", token.monitor, { ...monitor, eventTypes: ["trace_item_span"] }, /Invalid event types/],
    ["two event types of spans", token.monitor, { ...spans, eventTypes: ["trace_item_span", "trace_item_log"] }, /Multiple event types/],
    [
      "the dataset of transactions",
      token.monitor,
      { ...spans, dataset: "transactions", eventTypes: ["transaction"], aggregate: "p95(transaction.duration)" },
      /Creation of transaction-based alerts is disabled/,
    ],
    ["an aggregate that is no function", token.monitor, { ...monitor, aggregate: "count" }, /Invalid Metric/],
    [
      "a field that spans do not have",
      token.monitor,
      { ...spans, aggregate: "p95(transaction.duration)" },
      /not known to the span dataset/,
    ],
    [
      "a percentile of one's own on spans",
      token.monitor,
      { ...spans, aggregate: "percentile(span.duration,0.97)" },
      /not known to the span/,
    ],
    ["the latest release", token.monitor, { ...monitor, query: "a:b release:latest" }, /release:latest/],
    ["a window of 7 minutes", token.monitor, { ...monitor, timeWindowSeconds: 420 }, /420 is none of 60, 300/],
    ["a window of a minute for spans", token.monitor, { ...spans, timeWindowSeconds: 60 }, /timeWindowSeconds: 60 is none of/],
    ["a window in minutes", token.monitor, { ...monitor, timeWindowSeconds: 5 }, /5 is none of 60, 300/],
    ["a monitor that never resolves", token.monitor, withConditions(open), /Resolution condition required/],
    ["four conditions", token.monitor, withConditions(open, resolve, open, resolve), /Too many conditions/],
    ["a comparison for equality", token.monitor, withConditions({ ...open, type: "eq" }, resolve), /conditions\[0\].type: "eq"/],
    ["a priority that is none", token.monitor, withConditions({ ...open, conditionResult: 25 }, resolve), /conditionResult: "25"/],
    ["an alert's name of 257 characters", token.alert, { ...alert, name: "n".repeat(257) }, /no more than 256/],
    ["an alert on an environment without events", token.alert, { ...alert, environment: "staging" }, /staging is not part/],
    ["every seven minutes", token.alert, { ...alert, frequencyMinutes: 7 }, /frequencyMinutes: "7" is none of 0, 5, 10, 30/],
    ["a monitor that is not there", token.alert, { ...alert, monitorIds: ["9"] }, /Some detectors do not exist: 9/],
    ["a level that is none", token.alert, withCondition({ level: { match: "eq", level: 45 } }), /level.level: "45"/],
    ["a comparison of levels that is none", token.alert, withCondition({ level: { match: "gt", level: 40 } }), /level.match: "gt"/],
    [
      "a comparison of tags that is none",
      token.alert,
      withCondition({ taggedEvent: { key: "a", match: "like" } }),
      /taggedEvent.match: "like"/,
    ],
    ["a Slack that is not installed", token.alert, withAction({ slack: { ...slack, integrationId: "9" } }), /no installed slack/],
    ["PagerDuty's id for Slack's", token.alert, withAction({ slack: { ...slack, integrationId: ids.pagerduty } }), /no installed slack/],
    [
      "a PagerDuty that is not installed",
      token.alert,
      withAction({ pagerduty: { ...pagerduty, integrationId: "9" } }),
      /no installed pagerduty/,
    ],
    ["a service that is not listed", token.alert, withAction({ pagerduty: { ...pagerduty, serviceId: "9" } }), /has no service 9/],
    ["a severity that is none", token.alert, withAction({ pagerduty: { ...pagerduty, severity: "P1" } }), /severity: "P1"/],
    ["mail to somebody who is not there", token.alert, withAction({ email: { ...email, targetId: "9" } }), /user 9 is not part/],
    ["mail to a team that is not there", token.alert, withAction({ email: { targetType: "team", targetId: "9" } }), /no team 9/],
    ["a service of an integration that is not installed", token.entry, { ...entry, integrationId: "9" }, /no installed pagerduty/],
    ["a service without a name", token.entry, { ...entry, service: "" }, /Name and integration key are required/],
  ])("%s", async (_, type, inputs, message) => {
    await expect(client.create(type, inputs)).rejects.toThrow(message);
  });

  test("and what it accepts", async () => {
    const dynamic = { type: "anomaly_detection", comparisonSensitivity: "low", comparisonThresholdType: "above", conditionResult: 75 };
    for (const good of [
      monitor,
      spans,
      withConditions(open, { ...open, comparison: 5, conditionResult: 50 }, resolve),
      withConditions(dynamic),
    ])
      expect((await client.create(token.monitor, good)).id).toMatch(/^\d+$/);
    for (const good of [alert, withAction({ email: { targetType: "team", targetId: ids.team } }), withFilter({ conditions: [] })])
      expect((await client.create(token.alert, good)).id).toMatch(/^\d+$/);
  });
});

test("an action whose key is misspelt is refused, where the plugin leaves it out and nobody is told", async () => {
  const { failures } = await client.check(token.alert, withAction({ pagerDuty: pagerduty }));
  expect(failures).toEqual([{ property: "actionFilters[0].actions[0]", reason: "is none of email, slack, pagerduty" }]);
});

describe("what happens without a word, as at the real plugin", () => {
  test("a key that it does not know is dropped, at any depth", async () => {
    const { inputs, failures } = await client.check(token.monitor, {
      ...monitor,
      timeWindow: 300,
      owner: { teamId: "1", teamID: "2" },
      conditionGroup: { conditions: [{ ...open, result: 75 }, resolve] },
    });
    expect(failures).toEqual([]);
    expect(inputs).toEqual({ ...monitor, owner: { teamId: "1" } });
  });

  test("a missing name is made up, and stays the same afterwards", async () => {
    const { name: _, ...nameless } = monitor;
    const { inputs } = await client.check(token.monitor, nameless);
    expect(inputs.name).toMatch(/^thing-[0-9a-f]{7}$/);
    expect((await client.check(token.monitor, nameless, inputs)).inputs.name).toBe(inputs.name);
  });

  test("what is left out gets a default", async () => {
    const { enabled: _, ...bare } = { ...monitor, conditionGroup: { conditions: [open, resolve] } };
    expect((await client.check(token.monitor, bare)).inputs).toMatchObject({ enabled: true, conditionGroup: { logicType: "any" } });
    const { queryType: __, ...typeless } = monitor;
    expect((await client.create(token.monitor, typeless)).outputs).toMatchObject({ queryType: "error", extrapolationMode: "unknown" });
  });
});

describe("what is the same to the plugin", () => {
  test.each<[string, string, object, object]>([
    ["the order of event types", token.monitor, monitor, { ...monitor, eventTypes: ["error", "default"] }],
    ["the order of monitors", token.alert, alert, { ...alert, monitorIds: [ids.monitor, ids.errorMonitor] }],
    [
      "a channel with and without its sign",
      token.alert,
      alert,
      withFilter({ actions: [{ pagerduty }, { slack: { ...slack, channelName: "alerts" } }, { email }] }),
    ],
  ])("%s", async (_, type, first, second) => {
    const { outputs } = await client.create(type, first);
    expect(await client.diff(type, outputs, second)).toEqual({ changed: false, places: [], replaces: [] });
  });

  test("nothing that is written is found changed at a refresh", async () => {
    for (const [type, inputs] of [
      [token.monitor, spans],
      [token.alert, alert],
    ] as const) {
      const { id, outputs } = await client.create(type, inputs);
      const read = await client.read(type, id, outputs, inputs);
      expect(read.inputs).toEqual(inputs);
      expect((await client.diff(type, read.outputs, inputs)).changed).toBe(false);
    }
  });
});

describe("what makes another object", () => {
  test.each<[string, string, object, object, string]>([
    ["a monitor's project", token.monitor, monitor, { ...monitor, project: "other" }, "project"],
    ["a monitor's organization", token.monitor, monitor, { ...monitor, organization: "other" }, "organization"],
    ["an alert's organization", token.alert, alert, { ...alert, organization: "other" }, "organization"],
    ["a service's integration", token.entry, entry, { ...entry, integrationId: "9" }, "integrationId"],
    ["a service's organization", token.entry, entry, { ...entry, organization: "other" }, "organization"],
  ])("%s", async (_, type, first, second, property) => {
    const { outputs } = await client.create(type, first);
    expect((await client.diff(type, outputs, second)).replaces).toEqual([property]);
  });

  test("names, windows and keys change in place", async () => {
    const { outputs } = await client.create(token.monitor, monitor);
    const { places, replaces } = await client.diff(token.monitor, outputs, { ...monitor, name: "Tide", timeWindowSeconds: 600 });
    expect([places.sort(), replaces]).toEqual([["name", "timeWindowSeconds"], []]);
  });
});

test("a service's key is secret and lies in no file", async () => {
  const { id, outputs } = await client.create(token.entry, { ...entry, integrationKey: "key-in-plain-text" });
  expect(outputs.integrationKey).toMatchObject({ value: "key-in-plain-text" });
  expect(JSON.stringify(client.account.get("integrationPagerduty", id))).not.toContain("key-in-plain-text");
});

describe("look-ups", () => {
  const call = (name: string, args: object) => client.invoke(`sentry:index/${name}:${name}`, args);
  const organization = "example";

  test("find what is in the account", async () => {
    expect(await call("getOrganizationIntegration", { organization, providerKey: "slack", name: "Example" })).toMatchObject({
      id: ids.slack,
    });
    expect(await call("getProjectErrorMonitor", { organization, project: "shop" })).toMatchObject({ id: ids.errorMonitor });
    expect(await call("getTeam", { organization, slug: "core" })).toMatchObject({ internalId: ids.team, id: "core" });
    expect(await call("getOrganizationMember", { organization, email: "ops@example.com" })).toMatchObject({ internalId: ids.user });
  });

  test("say what is not there, and what is there twice", async () => {
    await expect(call("getTeam", { organization, slug: "gone" })).rejects.toThrow(/no team with organization example, slug gone/);
    await expect(call("getProjectErrorMonitor", { organization: "other", project: "shop" })).rejects.toThrow(/no errorMonitor/);
    client.account.put("organizationIntegration", "799", { organization, providerKey: "slack", name: "Example" });
    await expect(call("getOrganizationIntegration", { organization, providerKey: "slack", name: "Example" })).rejects.toThrow(/Not unique/);
  });
});
