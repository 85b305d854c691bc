import { createHash } from "node:crypto";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { syntheticsTestArgs } from "../../components/datadog/probe.ts";
import { isProbe, type ProbeAlert } from "../../components/datadog/select.ts";
import type { PlannedObject } from "../../components/print.ts";
import { loadCatalog } from "../../language.ts";
import { type Fields, fields, unwrap, type Value } from "../../sandbox/fake-provider/value.ts";
import { plannedOf } from "../components/planned.ts";
import { probe, probed } from "../components/uptimerobot/probes.ts";
import { root } from "../docs/markdown.ts";
import { datadogRequests } from "./datadog.ts";
import { grafanaRequests } from "./grafana.ts";
import { faultsOf } from "./judge.ts";

/** What is planned of the artificial catalog, as the plugins send it, against what the vendors publish. */

/** No document describes what is sent of these: a folder is a title, a dashboard's JSON is Grafana's frontend's. */
const unpublished = ["grafana:oss/folder:Folder", "grafana:oss/dashboard:Dashboard"];

/** Where the published model is behind the server: `KeepLast` is in the plugin's documentation since Grafana 11. */
const behind = /execErrState in body should be one of \[OK Alerting Error\]$/;

function planned(environment: string): readonly PlannedObject[] {
  const { catalog, problems } = loadCatalog(join(root, "test", "catalog"));
  if (!catalog) throw new Error(JSON.stringify(problems));
  return plannedOf(catalog, environment);
}

/** Digits in the place of what only a vendor or a secret knows: some vendors have no other ids. */
const placeholder = /\$\{(?:secret |[a-z-]+\.)[^}]*\}/g;
const answered = (args: unknown): Value =>
  JSON.parse(JSON.stringify(args).replaceAll(placeholder, (of) => String(createHash("sha256").update(of).digest().readUInt32BE())));

const requestsOf = ({ type, args }: PlannedObject) => {
  const plain = fields(answered(args));
  return datadogRequests(type, plain) ?? grafanaRequests(type, plain);
};

test("Datadog's model accepts its tests of endpoints, which the artificial catalog has none of", async () => {
  const asked = (condition: Parameters<typeof probed>[0]): ProbeAlert => {
    const alert = { ...probed(condition), evaluator: { ...probe.from, kind: "datadog-synthetics", evaluator: "datadog" } as const };
    if (!isProbe(alert)) throw new Error("it is no probe of Datadog");
    return alert;
  };
  const probes = [asked({ kind: "probe-fails", signal: probe }), asked({ kind: "certificate", signal: probe, within: 30 * 86_400 })];
  const inputs = probes.map((alert) => fields(unwrap(JSON.parse(JSON.stringify(syntheticsTestArgs(alert, ["@somebody"]))))));
  const type = "datadog:index/syntheticsTest:SyntheticsTest";
  const requests = (all: readonly Fields[]) => all.flatMap((one) => datadogRequests(type, one) ?? []);
  expect(await faultsOf(requests(inputs))).toEqual([[], []]);
  const often = inputs.map((one) => ({ ...one, optionsList: { ...fields(one.optionsList), tickEvery: 10 } }));
  for (const faults of await faultsOf(requests(often))) expect(faults.join()).toMatch(/tick_every/);
});

describe("the vendors' own models accept everything", () => {
  test.each(["prod", "edge", "staging"])("of %s", async (environment) => {
    const all = planned(environment).filter(({ type }) => /^(?:datadog|grafana):/.test(type));
    const judged = all.flatMap((one) => (requestsOf(one) ?? []).map((request) => ({ name: `${one.type} ${one.name}`, request })));
    const faults = await faultsOf(judged.map(({ request }) => request));
    const found = judged.flatMap(({ name }, index) =>
      (faults[index] ?? []).filter((fault) => !behind.test(fault)).map((fault) => `${name}: ${fault}`),
    );
    expect(found).toEqual([]);
    expect(judged.length).toBeGreaterThan(50);
    const unjudged = new Set(all.filter((one) => requestsOf(one) === undefined).map(({ type }) => type));
    expect([...unjudged].sort()).toEqual([...unpublished].sort());
  });
});
