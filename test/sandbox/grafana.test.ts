import { beforeEach, describe, expect, test } from "vitest";
import { type ProviderClient, secret } from "./client.ts";
import { grafanaAccount } from "./grafana-account.ts";
import { dashboardConfig, recording, rule, ruleGroup, token } from "./inputs.ts";

const account = grafanaAccount();
let client: ProviderClient;
beforeEach(() => {
  client = account();
  client.account.put("muteTiming", "1:hours", { name: "hours", intervals: [] });
});

const data = rule.datas[0] ?? {};
const settings = { contactPoint: "pager", groupBies: ["grafana_folder", "alertname"], activeTimings: ["hours"] };
const withRule = (change: object) => ({ ...ruleGroup, rules: [{ ...rule, ...change }] });
const withData = (change: object) => withRule({ datas: [{ ...data, ...change }] });
const withRecord = (change: object) => ({ ...ruleGroup, rules: [{ ...recording, record: { ...recording.record, ...change } }] });
const config = (change: object) => ({ configJson: JSON.stringify({ ...dashboardConfig, ...change }) });

describe("what the plugin refuses at preview", () => {
  test.each<[string, string, object, string]>([
    ["a folder without a title", token.folder, { uid: "x" }, "title"],
    ["a dashboard that is not JSON", token.dashboard, { configJson: "{" }, "configJson"],
    ["a rule group without a folder", token.ruleGroup, { intervalSeconds: 60, rules: [rule] }, "folderUid"],
    ["a rule without a name", token.ruleGroup, { ...ruleGroup, rules: [{ ...rule, name: undefined }] }, "rules[0].name"],
    ["a query model that is not JSON", token.ruleGroup, withData({ model: "up" }), "rules[0].datas[0].model"],
    ["a query without a time range", token.ruleGroup, withData({ relativeTimeRange: undefined }), "rules[0].datas[0].relativeTimeRange"],
    [
      "notification settings without a receiver",
      token.ruleGroup,
      withRule({ notificationSettings: {} }),
      "rules[0].notificationSettings.contactPoint",
    ],
    ["a recording without a metric", token.ruleGroup, withRecord({ metric: undefined }), "rules[0].record.metric"],
    ["a contact point without an integration", token.contactPoint, { name: "empty" }, ""],
    ["a pager without a key", token.contactPoint, { name: "p", pagerduties: [{ severity: "critical" }] }, "pagerduties[0].integrationKey"],
    ["e-mail without addresses", token.contactPoint, { name: "p", emails: [{}] }, "emails[0].addresses"],
    ["a message template without a text", token.messageTemplate, { name: "t" }, "template"],
    ["a notification policy without a receiver", token.notificationPolicy, { groupBies: ["alertname"] }, "contactPoint"],
  ])("%s", async (_, type, inputs, property) => {
    const { failures } = await client.check(type, JSON.parse(JSON.stringify(inputs)) as object);
    expect(failures.map((failure) => failure.property)).toEqual([property]);
  });

  test("a model that is known only after an update is not checked", async () => {
    const { failures } = await client.check(token.ruleGroup, withData({ model: "04da6b54-80e4-46f7-96ec-b56ff0331ba9" }));
    expect(failures).toEqual([]);
  });
});

describe("what only the API refuses, at create", () => {
  test.each<[string, string, object, RegExp]>([
    ["a folder uid of 41 characters", token.folder, { title: "Long", uid: "x".repeat(41) }, /uid: uid too long, max 40/],
    ["a folder uid with a slash", token.folder, { title: "Slash", uid: "a/b" }, /uid contains illegal characters/],
    ["a folder with an empty title", token.folder, { title: " ", uid: "blank" }, /title cannot be empty/],
    ["a folder with a title that is taken", token.folder, { title: "Shop", uid: "other" }, /same name already exists/],
    ["a folder in a folder that is not there", token.folder, { title: "Child", parentFolderUid: "gone" }, /folder "gone" does not exist/],
    ["a folder with a uid that is taken", token.folder, { title: "Twin", uid: "shop" }, /409 Conflict/],
    ["a dashboard uid of 41 characters", token.dashboard, config({ uid: "x".repeat(41) }), /uid too long, max 40/],
    ["a dashboard without a title", token.dashboard, config({ title: "" }), /title cannot be empty/],
    ["a dashboard in a folder that is not there", token.dashboard, { ...config({}), folder: "gone" }, /folder "gone" does not exist/],
    [
      "a panel on a data source that is not there",
      token.dashboard,
      config({ panels: [{ datasource: { uid: "gone" } }] }),
      /data source "gone" does not exist/,
    ],
    ["a rule group in a folder that is not there", token.ruleGroup, { ...ruleGroup, folderUid: "gone" }, /folder "gone" does not exist/],
    ["an interval that is no multiple of 10 s", token.ruleGroup, { ...ruleGroup, intervalSeconds: 7 }, /intervalSeconds: interval \(7 s\)/],
    ["an interval of 0", token.ruleGroup, { ...ruleGroup, intervalSeconds: 0 }, /intervalSeconds/],
    ["a rule group without rules", token.ruleGroup, { ...ruleGroup, rules: [] }, /at least one rule/],
    ["a group name of 191 characters", token.ruleGroup, { ...ruleGroup, name: "x".repeat(191) }, /name is too long/],
    ["a condition that names no query", token.ruleGroup, withRule({ condition: "C" }), /condition "C" names no query/],
    ["two rules of one name", token.ruleGroup, { ...ruleGroup, rules: [rule, rule] }, /rules\[1\]\.name: rule name "errors" is not unique/],
    ["an unknown noDataState", token.ruleGroup, withRule({ noDataState: "Ok" }), /noDataState: "Ok" is none of/],
    ["an unknown execErrState", token.ruleGroup, withRule({ execErrState: "Fail" }), /execErrState: "Fail" is none of/],
    ["a pending time in words", token.ruleGroup, withRule({ for: "5 mins" }), /for: "5 mins" is not a duration/],
    ["a pending time below 0", token.ruleGroup, withRule({ for: "-5m" }), /for: "-5m" is shorter than 0/],
    ["a keep-firing time in words", token.ruleGroup, withRule({ keepFiringFor: "soon" }), /keepFiringFor: "soon"/],
    ["a rule title of 191 characters", token.ruleGroup, withRule({ name: "x".repeat(191) }), /rule title/],
    ["a rule uid of 41 characters", token.ruleGroup, withRule({ uid: "x".repeat(41) }), /uid too long/],
    [
      "a rule on a data source that is not there",
      token.ruleGroup,
      withData({ datasourceUid: "gone" }),
      /data source "gone" does not exist/,
    ],
    ["a rule without queries", token.ruleGroup, withRule({ datas: [] }), /no queries or expressions/],
    ["one refId twice", token.ruleGroup, withRule({ datas: [data, data] }), /refId "A" is used twice/],
    ["a refId inside the model that differs", token.ruleGroup, withData({ model: '{"refId":"B"}' }), /refId "B" differs/],
    ["a label with a dash", token.ruleGroup, withRule({ labels: { "slo-id": "x" } }), /"slo-id" is not a valid label name/],
    [
      "a receiver that is not there",
      token.ruleGroup,
      withRule({ notificationSettings: { ...settings, contactPoint: "gone" } }),
      /receiver "gone" does not exist/,
    ],
    [
      "a time interval that is not there",
      token.ruleGroup,
      withRule({ notificationSettings: { ...settings, activeTimings: ["gone"] } }),
      /time interval "gone" does not exist/,
    ],
    [
      "a mute timing that is not there",
      token.ruleGroup,
      withRule({ notificationSettings: { ...settings, muteTimings: ["gone"] } }),
      /time interval "gone" does not exist/,
    ],
    [
      "a grouping without Grafana's own labels",
      token.ruleGroup,
      withRule({ notificationSettings: { ...settings, groupBies: ["slo"] } }),
      /required labels/,
    ],
    [
      "a repeat interval in words",
      token.ruleGroup,
      withRule({ notificationSettings: { ...settings, repeatInterval: "daily" } }),
      /repeatInterval/,
    ],
    ["a recording into a metric with a dash", token.ruleGroup, withRecord({ metric: "errors-ratio" }), /not a valid metric name/],
    ["a recording of a query that is not there", token.ruleGroup, withRecord({ from: "Z" }), /record\.from: "Z"/],
    [
      "a recording into a data source that is not there",
      token.ruleGroup,
      withRecord({ targetDatasourceUid: "gone" }),
      /targetDatasourceUid: data source "gone"/,
    ],
    [
      "Slack without url and token",
      token.contactPoint,
      { name: "s", slacks: [{ recipient: "#x" }] },
      /slacks\[0\]: token must be specified/,
    ],
    ["Slack by token without a channel", token.contactPoint, { name: "s", slacks: [{ token: "x" }] }, /recipient must be specified/],
    ["e-mail to nobody", token.contactPoint, { name: "e", emails: [{ addresses: [] }] }, /could not find addresses/],
    [
      "a pager with an empty key",
      token.contactPoint,
      { name: "p", pagerduties: [{ integrationKey: "" }] },
      /could not find integration key/,
    ],
    [
      "a contact point with a name that is taken",
      token.contactPoint,
      { name: "pager", emails: [{ addresses: ["b@example.com"] }] },
      /409 Conflict/,
    ],
    ["a weekday that is none", token.muteTiming, { name: "m", intervals: [{ weekdays: ["mon:fri"] }] }, /"mon" is none of/],
    [
      "a start that is no time",
      token.muteTiming,
      { name: "m", intervals: [{ times: [{ start: "9", end: "17:00" }] }] },
      /couldn't parse timestamp 9/,
    ],
    [
      "an end that is no time",
      token.muteTiming,
      { name: "m", intervals: [{ times: [{ start: "09:00", end: "25:00" }] }] },
      /couldn't parse timestamp 25:00/,
    ],
    [
      "an end before the start",
      token.muteTiming,
      { name: "m", intervals: [{ times: [{ start: "17:00", end: "09:00" }] }] },
      /start time cannot be/,
    ],
    ["a location that is none", token.muteTiming, { name: "m", intervals: [{ location: "Berlin" }] }, /unknown time zone Berlin/],
    [
      "a template with an open action",
      token.messageTemplate,
      { name: "t", template: '{{ define "x" }}{{ .Status {{ end }}' },
      /unclosed action/,
    ],
    ["an empty template", token.messageTemplate, { name: "t", template: " " }, /must have content/],
    ["a policy with a receiver that is not there", token.notificationPolicy, { contactPoint: "gone", groupBies: [] }, /receiver "gone"/],
    [
      "a nested policy with a receiver that is not there",
      token.notificationPolicy,
      { contactPoint: "pager", groupBies: [], policies: [{ contactPoint: "gone" }] },
      /policies\[0\]\.contactPoint: receiver "gone"/,
    ],
    [
      "a matcher with an unknown operator",
      token.notificationPolicy,
      { contactPoint: "pager", groupBies: [], policies: [{ matchers: [{ label: "a", match: "==", value: "b" }] }] },
      /"==" is none of/,
    ],
    [
      "a policy with a mute timing that is not there",
      token.notificationPolicy,
      { contactPoint: "pager", groupBies: [], policies: [{ muteTimings: ["gone"] }] },
      /time interval "gone"/,
    ],
  ])("%s", async (_, type, inputs, message) => {
    const before = JSON.stringify(client.account.kinds().map((kind) => client.account.all(kind)));
    await expect(client.create(type, inputs)).rejects.toThrow(message);
    expect(JSON.stringify(client.account.kinds().map((kind) => client.account.all(kind)))).toBe(before);
  });

  test("a rule uid that another group holds", async () => {
    await client.create(token.ruleGroup, withRule({ uid: "errors-uid" }));
    await expect(client.create(token.ruleGroup, { ...withRule({ uid: "errors-uid" }), name: "second" })).rejects.toThrow(
      /is taken by a rule of/,
    );
  });

  test("the good inputs, and an update that is bad", async () => {
    await client.create(token.dashboard, config({}));
    await client.create(token.ruleGroup, { ...ruleGroup, name: "recordings", rules: [recording] });
    const { id, outputs } = await client.create(token.ruleGroup, withRule({ notificationSettings: settings }));
    await expect(client.update(token.ruleGroup, id, outputs, withRule({ condition: "C" }))).rejects.toThrow(/updating ruleGroup: 400/);
    expect(client.account.get("ruleGroup", id)?.rules).toEqual([{ ...rule, notificationSettings: settings }]);
  });
});

describe("what the API does not delete", () => {
  test("a contact point and a time interval that a rule names, and a folder with a rule group in it", async () => {
    await client.create(token.ruleGroup, withRule({ notificationSettings: settings }));
    await expect(client.delete(token.contactPoint, "1:pager")).rejects.toThrow(/used by 1:shop:checkout/);
    await expect(client.delete(token.muteTiming, "1:hours")).rejects.toThrow(/used by 1:shop:checkout/);
    await expect(client.delete(token.folder, "1:shop")).rejects.toThrow(/not empty: 1:shop:checkout/);
    await client.delete(token.ruleGroup, "1:shop:checkout");
    await client.delete(token.contactPoint, "1:pager");
    await client.delete(token.muteTiming, "1:hours");
    await client.delete(token.folder, "1:shop");
    expect(client.account.all("folder")).toEqual([]);
  });

  test("a contact point that the notification policy names, however deep", async () => {
    await client.create(token.notificationPolicy, {
      contactPoint: "pager",
      groupBies: ["alertname"],
      policies: [{ policies: [{ contactPoint: "pager" }] }],
    });
    await expect(client.delete(token.contactPoint, "1:pager")).rejects.toThrow(/used by 1:policy/);
  });
});

describe("what is no difference to the plugin", () => {
  test.each<[string, string, object, object]>([
    ["a duration in another spelling", token.ruleGroup, withRule({ for: "5m" }), withRule({ for: "300s" })],
    [
      "the values that Grafana adds to a query",
      token.ruleGroup,
      withData({}),
      withData({ model: '{"maxDataPoints":43200,"intervalMs":1000,"expr":"vector(1)","refId":"A"}' }),
    ],
    [
      "the order of keys, an id and a version in a dashboard",
      token.dashboard,
      config({}),
      { configJson: JSON.stringify({ version: 7, id: 3, panels: dashboardConfig.panels, title: "Overview", uid: "overview" }) },
    ],
    ["a folder by id or by uid", token.dashboard, { ...config({}), folder: "shop" }, { ...config({}), folder: "1:shop" }],
    ["white space around a template", token.messageTemplate, { name: "t", template: "\nhello\n" }, { name: "t", template: "hello" }],
    ["an empty list and none", token.ruleGroup, withRule({ labels: {} }), withRule({})],
  ])("%s", async (_, type, first, second) => {
    const { outputs } = await client.create(type, first);
    expect(await client.diff(type, outputs, first)).toEqual({ changed: false, places: [], replaces: [] });
    expect(await client.diff(type, outputs, second)).toEqual({ changed: false, places: [], replaces: [] });
  });
});

describe("what is known only later", () => {
  const later = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

  test("a folder that is: the rules, spelt otherwise, are still no difference", async () => {
    const { outputs } = await client.create(token.ruleGroup, withRule({ for: "5m" }));
    const diff = await client.diff(token.ruleGroup, outputs, { ...withRule({ for: "300s" }), folderUid: later });
    expect(diff).toEqual({ changed: true, places: ["folderUid"], replaces: ["folderUid"] });
  });

  test("a receiver that is: it alone is the difference", async () => {
    const { outputs } = await client.create(token.ruleGroup, withRule({ notificationSettings: settings }));
    const diff = await client.diff(token.ruleGroup, outputs, withRule({ notificationSettings: { ...settings, contactPoint: later } }));
    expect(diff.places).toEqual(["rules[0].notificationSettings.contactPoint"]);
  });

  test("a dashboard that is: it is planned as an update, not as another dashboard", async () => {
    const { outputs } = await client.create(token.dashboard, config({}));
    expect(await client.diff(token.dashboard, outputs, { configJson: later })).toEqual({
      changed: true,
      places: ["configJson"],
      replaces: [],
    });
  });
});

describe("what the API gives back otherwise, and the plugin shows", () => {
  test("matchers come back sorted: sorted ones are no difference, others are one at every preview", async () => {
    const tree = (labels: string[]) => ({
      contactPoint: "pager",
      groupBies: ["alertname"],
      policies: [{ contactPoint: "pager", matchers: labels.map((label) => ({ label, match: "=", value: "x" })) }],
    });
    const { outputs } = await client.create(token.notificationPolicy, tree(["b", "a"]));
    expect((await client.diff(token.notificationPolicy, outputs, tree(["a", "b"]))).changed).toBe(false);
    expect((await client.diff(token.notificationPolicy, outputs, tree(["b", "a"]))).places).toEqual([
      "policies[0].matchers[0].label",
      "policies[0].matchers[1].label",
    ]);
  });
});

describe("what makes another object", () => {
  test.each<[string, string, object, object, string]>([
    ["a folder's uid", token.folder, { title: "A", uid: "a" }, { title: "A", uid: "b" }, "uid"],
    ["a dashboard's uid", token.dashboard, config({}), config({ uid: "second" }), "configJson"],
    ["a rule group's folder", token.ruleGroup, ruleGroup, { ...ruleGroup, folderUid: "other" }, "folderUid"],
    ["a rule group's name", token.ruleGroup, ruleGroup, { ...ruleGroup, name: "other" }, "name"],
    [
      "a contact point's name",
      token.contactPoint,
      { name: "a", emails: [{ addresses: ["a@b.c"] }] },
      { name: "b", emails: [{ addresses: ["a@b.c"] }] },
      "name",
    ],
    ["a time interval's name", token.muteTiming, { name: "a" }, { name: "b" }, "name"],
  ])("%s", async (_, type, first, second, property) => {
    const { outputs } = await client.create(type, first);
    expect((await client.diff(type, outputs, second)).replaces).toEqual([property]);
  });

  test("but a rule's threshold, a dashboard's title and a folder's title do not", async () => {
    const { outputs } = await client.create(token.ruleGroup, ruleGroup);
    const changed = await client.diff(token.ruleGroup, outputs, withRule({ for: "10m" }));
    expect(changed).toEqual({ changed: true, places: ["rules[0].for"], replaces: [] });
    const dashboard = await client.create(token.dashboard, config({}));
    expect((await client.diff(token.dashboard, dashboard.outputs, config({ title: "New" }))).replaces).toEqual([]);
  });
});

describe("secrets", () => {
  const inputs = { name: "keys", pagerduties: [{ integrationKey: secret("s3cret"), severity: "critical" }] };

  test("a write-only secret lies in the account as a hash, and stays secret and known in the state", async () => {
    const { id, outputs } = await client.create(token.contactPoint, inputs);
    expect(JSON.stringify(client.account.get("contactPoint", id))).toMatch(/"integrationKey":"sha256:[0-9a-f]{16}"/);
    expect(outputs.pagerduties).toEqual(inputs.pagerduties);
    const read = await client.read(token.contactPoint, id, outputs, inputs);
    expect(read.outputs.pagerduties).toEqual(inputs.pagerduties);
    expect(read.inputs.pagerduties).toEqual(inputs.pagerduties);
    expect((await client.diff(token.contactPoint, outputs, inputs)).changed).toBe(false);
  });

  test("another secret is a difference", async () => {
    const { outputs } = await client.create(token.contactPoint, inputs);
    const other = { name: "keys", pagerduties: [{ integrationKey: secret("another"), severity: "critical" }] };
    expect((await client.diff(token.contactPoint, outputs, other)).places).toEqual(["pagerduties[0].integrationKey"]);
  });
});

describe("look-ups and defaults", () => {
  test("a data source is found by name and by uid; an unknown one is an error", async () => {
    const call = "grafana:oss/getDataSource:getDataSource";
    expect(await client.invoke(call, { name: "Metrics" })).toMatchObject({ uid: "metrics", type: "prometheus" });
    expect(await client.invoke(call, { uid: "metrics" })).toMatchObject({ name: "Metrics" });
    await expect(client.invoke(call, { name: "Gone" })).rejects.toThrow(/no data source with name "Gone"/);
  });

  test("the plugin fills in the states of an alert rule, not those of a recording", async () => {
    const { noDataState: _, execErrState: __, ...bare } = rule;
    const { inputs } = await client.check(token.ruleGroup, { ...ruleGroup, rules: [bare, recording] });
    expect(inputs.rules).toEqual([{ ...bare, noDataState: "NoData", execErrState: "Alerting" }, recording]);
  });

  test("a resource without a name gets one from its logical name, and keeps it", async () => {
    const inputs = { emails: [{ addresses: ["a@example.com"] }] };
    const first = await client.check(token.contactPoint, inputs);
    expect(first.inputs.name).toMatch(/^thing-[0-9a-f]{7}$/);
    expect((await client.check(token.contactPoint, inputs, first.inputs)).inputs.name).toBe(first.inputs.name);
  });

  test("a folder without a uid gets one from Grafana, unknown at preview", async () => {
    const planned = await client.create(token.folder, { title: "New" }, true);
    expect(planned.outputs.uid).toBe("04da6b54-80e4-46f7-96ec-b56ff0331ba9");
    const { id, outputs } = await client.create(token.folder, { title: "New" });
    expect(id).toBe(`1:${String(outputs.uid)}`);
    expect((await client.diff(token.folder, outputs, { title: "New" })).changed).toBe(false);
  });

  test("a type that the model does not have is an error that names it", async () => {
    await expect(client.create("grafana:oss/playlist:Playlist", {})).rejects.toThrow(
      /does not know the type grafana:oss\/playlist:Playlist/,
    );
  });
});
