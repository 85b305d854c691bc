import { beforeEach, describe, expect, test } from "vitest";
import type { ProviderClient } from "./client.ts";
import { grafanaAccount } from "./grafana-account.ts";
import { rule, ruleGroup, token } from "./inputs.ts";

/** Grafana's rules without groups, and what inhibits. */
const account = grafanaAccount();
let client: ProviderClient;
beforeEach(() => {
  client = account();
});

const types = {
  alert: "grafana:alerting/v0alpha1/alertRule:AlertRule",
  recording: "grafana:alerting/v0alpha1/recordingRule:RecordingRule",
  inhibition: "grafana:alerting/v1beta1/notificationsInhibitionRule:NotificationsInhibitionRule",
};
const expression = (change: object = {}) =>
  JSON.stringify({ datasource_uid: "metrics", model: { refId: "A", expr: "up" }, source: true, ...change });
const routing = { contactPoint: "pager", groupBies: ["grafana_folder", "alertname"] };
const common = { title: "Errors", trigger: { interval: "1m" }, expressions: { A: expression() } };
const told = (change: object) => ({ notificationSettings: { simplifiedRouting: { ...routing, ...change } } });
const alert = (spec: object = {}, metadata: object = {}) => ({
  metadata: { uid: "errors", folderUid: "shop", ...metadata },
  spec: { ...common, noDataState: "Ok", execErrState: "KeepLast", ...told({}), ...spec },
});
const recording = (spec: object = {}) => ({
  metadata: { uid: "ratio", folderUid: "shop" },
  spec: { ...common, metric: "errors:ratio", targetDatasourceUid: "metrics", ...spec },
});
const matcher = { label: "budget", type: "=", value: "page" };
const inhibition = (spec: object = {}) => ({
  metadata: { uid: "quiet" },
  spec: { sourceMatchers: [matcher], targetMatchers: [{ ...matcher, value: "ticket" }], equals: ["slo"], ...spec },
});

describe("what the plugin refuses at preview", () => {
  test.each<[string, string, object, string]>([
    ["a rule without a uid", types.alert, alert({}, { uid: undefined }), "metadata.uid"],
    ["a rule without a title", types.alert, alert({ title: undefined }), "spec.title"],
    ["a rule without an interval", types.alert, alert({ trigger: {} }), "spec.trigger.interval"],
    ["a rule that does not say what no data means", types.alert, alert({ noDataState: undefined }), "spec.noDataState"],
    ["an expression that is not JSON", types.alert, alert({ expressions: { A: "up" } }), "spec.expressions.A"],
    ["a pending time of nothing", types.alert, alert({ for: "0s" }), "spec.for"],
    ["a keep-firing time in milliseconds", types.alert, alert({ keepFiringFor: "100ms" }), "spec.keepFiringFor"],
    ["a wait of nothing", types.alert, alert(told({ groupWait: "0s" })), "spec.notificationSettings.simplifiedRouting.groupWait"],
    [
      "routing to nobody",
      types.alert,
      alert(told({ contactPoint: undefined })),
      "spec.notificationSettings.simplifiedRouting.contactPoint",
    ],
    ["a recording without a metric", types.recording, recording({ metric: undefined }), "spec.metric"],
    ["a recording into nothing", types.recording, recording({ targetDatasourceUid: undefined }), "spec.targetDatasourceUid"],
    [
      "a matcher without a type",
      types.inhibition,
      inhibition({ sourceMatchers: [{ ...matcher, type: undefined }] }),
      "spec.sourceMatchers[0].type",
    ],
  ])("%s", async (_, type, inputs, property) => {
    const { failures } = await client.check(type, JSON.parse(JSON.stringify(inputs)) as object);
    expect(failures.map((failure) => failure.property)).toEqual([property]);
  });
});

describe("what only the API refuses, at create", () => {
  test.each<[string, string, object, RegExp]>([
    ["a uid of 41 characters", types.alert, alert({}, { uid: "x".repeat(41) }), /uid too long, max 40/],
    ["a rule in no folder", types.alert, alert({}, { folderUid: undefined }), /folder is required/],
    [
      "a rule in a folder that is not there",
      types.recording,
      { ...recording(), metadata: { uid: "r", folderUid: "gone" } },
      /folder "gone" does not exist/,
    ],
    ["a title of 191 characters", types.alert, alert({ title: "x".repeat(191) }), /rule title/],
    [
      "an interval that is no multiple of 10 s",
      types.recording,
      recording({ trigger: { interval: "15s" } }),
      /multiple of base evaluation interval/,
    ],
    ["the word for a state that groups have", types.alert, alert({ noDataState: "OK" }), /"OK" is none of/],
    ["an unknown state of errors", types.alert, alert({ execErrState: "Fail" }), /execErrState: "Fail" is none of/],
    ["no expression that decides", types.alert, alert({ expressions: { A: expression({ source: false }) } }), /exactly one expression/],
    ["two that decide", types.alert, alert({ expressions: { A: expression(), B: expression({ model: { refId: "B" } }) } }), /found 2/],
    ["a refId inside the model that differs", types.alert, alert({ expressions: { B: expression() } }), /refId "A" differs/],
    [
      "a data source that is not there",
      types.alert,
      alert({ expressions: { A: expression({ datasource_uid: "gone" }) } }),
      /data source "gone"/,
    ],
    ["a label with a dash", types.alert, alert({ labels: { "slo-id": "x" } }), /not a valid label name/],
    ["a receiver that is not there", types.alert, alert(told({ contactPoint: "gone" })), /receiver "gone" does not exist/],
    ["a grouping without Grafana's own labels", types.alert, alert(told({ groupBies: ["slo"] })), /required labels/],
    ["a panel in the annotations alone", types.alert, alert({ annotations: { __dashboardUid__: "d", __panelId__: "1" } }), /another panel/],
    ["a metric with a dash", types.recording, recording({ metric: "errors-ratio" }), /not a valid metric name/],
    ["a target that is not there", types.recording, recording({ targetDatasourceUid: "gone" }), /data source "gone"/],
    ["an inhibition by everything", types.inhibition, inhibition({ sourceMatchers: [] }), /needs matchers on both sides/],
    ["an unknown type of matcher", types.inhibition, inhibition({ targetMatchers: [{ ...matcher, type: "==" }] }), /"==" is none of/],
  ])("%s", async (_, type, inputs, why) => {
    await expect(client.create(type, JSON.parse(JSON.stringify(inputs)) as object)).rejects.toThrow(why);
  });

  test("a uid that a rule of a group has, in both directions, and a uid that changes", async () => {
    const { id, outputs } = await client.create(types.alert, alert());
    await expect(client.create(token.ruleGroup, { ...ruleGroup, rules: [{ ...rule, uid: "errors" }] })).rejects.toThrow(
      /uid "errors" is taken/,
    );
    await client.create(token.ruleGroup, { ...ruleGroup, rules: [{ ...rule, uid: "ratio" }] });
    await expect(client.create(types.recording, recording())).rejects.toThrow(/uid "ratio" is taken by a rule of "1:shop:checkout"/);
    await expect(client.create(types.alert, alert())).rejects.toThrow(/uid "errors" is taken/);
    await expect(client.update(types.alert, id, outputs, alert({}, { uid: "other" }))).rejects.toThrow(/cannot be changed/);
  });
});

test("an edit by hand is not read back into a state, and is at an import; a rule that is gone is", async () => {
  const { id, outputs } = await client.create(types.alert, alert());
  client.account.put("alertRule", id, alert({ title: "Mine" }));
  const title = ({ spec }: { readonly spec?: unknown }) => Object(spec).title;
  const refreshed = await client.read(types.alert, id, outputs, alert());
  expect([title(refreshed.outputs), title(refreshed.inputs)]).toEqual(["Errors", "Errors"]);
  expect(title((await client.read(types.alert, "errors")).inputs)).toBe("Mine");
  client.account.remove("alertRule", id);
  expect((await client.read(types.alert, id, outputs, alert())).id).toBe("");
});

test("what the project sends is taken, by the uid or the id at an import, and keeps folder and contact point", async () => {
  const { id } = await client.create(types.alert, alert({ for: "5m0s", ...told({ repeatInterval: "1d" }) }));
  await client.create(types.recording, recording());
  await client.create(types.inhibition, inhibition());
  for (const known of [id, "errors"]) expect((await client.read(types.alert, known)).id).toBe(id);
  await expect(client.delete(token.contactPoint, "1:pager")).rejects.toThrow(id);
  await expect(client.delete(token.folder, "1:shop")).rejects.toThrow(id);
});
