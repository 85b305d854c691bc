import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { load } from "js-yaml";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { amtool, receiversBy, unpacked } from "../../../analysis/prove/amtool.ts";
import { recipientsOf, routesOf } from "../../../analysis/prove/routes.ts";
import type { Receiver } from "../../../artifacts/alertmanager/config-file.ts";
import { templatesOf, textsOf, withTemplates } from "../../../artifacts/alertmanager/texts.ts";
import type { KubernetesObject } from "../../../artifacts/kubernetes/object.ts";
import { largestFile } from "../../../artifacts/prometheus/rule-files.ts";
import { type CatalogName, inCluster, objectsOf } from "./in-cluster.ts";
import { type OperatorAnswer, operatorAnswer } from "./operator.ts";

/** A receiver as the operator writes it: keys of Secrets in their place. */
interface Written {
  readonly name: string;
  readonly pagerduty_configs?: readonly { readonly routing_key: string }[];
  readonly opsgenie_configs?: readonly { readonly api_key: string }[];
  readonly webhook_configs?: readonly { readonly url: string }[];
  readonly msteamsv2_configs?: readonly { readonly webhook_url: string }[];
  readonly slack_configs?: NonNullable<Receiver["slack_configs"]>;
  readonly email_configs?: NonNullable<Receiver["email_configs"]>;
}
const keyOf = (value: string) => value.replace("https://keys.invalid/", "");

/** The alerting rules of objects, with the labels of each as it leaves. */
function alertsIn(files: readonly { readonly text: string }[]): { readonly name: string; readonly labels: Record<string, string> }[] {
  const objects = files.map(({ text }) => load(text) as KubernetesObject).filter(({ kind }) => kind === "PrometheusRule");
  type Groups = { readonly groups: readonly { readonly rules: readonly { alert?: string; labels: Record<string, string> }[] }[] };
  return objects
    .flatMap(({ spec }) => (spec as Groups).groups.flatMap(({ rules }) => rules))
    .flatMap(({ alert, labels }) => (alert === undefined ? [] : [{ name: alert, labels: { ...labels, alertname: alert } }]));
}

const cases = [
  { name: "products", environment: "prod", matcher: "namespace" },
  { name: "products", environment: "staging", matcher: "namespace" },
  { name: "artificial", environment: "prod", matcher: "namespace" },
  { name: "artificial", environment: "prod", matcher: "none" },
] as const satisfies { name: CatalogName; environment: string; matcher: string }[];

describe.each(cases)("the objects of $name in $environment, with the matcher $matcher", ({ name, environment, matcher }) => {
  const resolved = inCluster(name, environment, { matcher });
  const files = objectsOf(resolved);
  const here = unpacked([]);
  const file = join(here.folder, "alertmanager.yaml");
  let answer: OperatorAnswer;
  let receivers: readonly Written[] = [];
  let receiversOf: ReturnType<typeof receiversBy>;
  beforeAll(async () => {
    answer = await operatorAnswer(
      files.map(({ text }) => text),
      matcher === "namespace" ? "OnNamespace" : "None",
    );
    receivers = (load(answer.alertmanager) as { readonly receivers: readonly Written[] }).receivers;
    writeFileSync(file, answer.alertmanager);
    receiversOf = receiversBy(file);
  });
  afterAll(here.remove);

  test("are taken by the API server and by the operator", () => {
    const faults = files.flatMap(({ path }, index) => (answer.faults[index] ?? ["no answer"]).map((fault) => `${path}: ${fault}`));
    expect(faults).toEqual([]);
    for (const { text } of files) expect(Buffer.byteLength(text)).toBeLessThan(largestFile);
  });

  test("become a configuration that amtool accepts, in which every alert reaches whom its route means", async () => {
    expect(await amtool("check-config", file)).toContain("SUCCESS");
    const secrets = `${resolved.organization.alertmanager?.secrets}/`;
    const plain = new Map(
      (await routesOf(resolved)).map(({ alert, meant }) => [alert, meant.map((place) => place.replace(secrets, "")).sort()]),
    );
    const alerts = alertsIn(files).filter(({ name: alert }) => plain.has(alert));
    expect(alerts.map((alert) => alert.name).sort()).toEqual([...plain.keys()].sort());
    for (const { name: alert, labels } of alerts) {
      const names = await receiversOf(labels);
      const reached = receivers
        .filter((receiver) => names.includes(receiver.name))
        .flatMap(({ pagerduty_configs = [], opsgenie_configs = [], webhook_configs = [], msteamsv2_configs = [], ...others }) => [
          ...pagerduty_configs.map(({ routing_key }) => keyOf(routing_key)),
          ...opsgenie_configs.map(({ api_key }) => keyOf(api_key)),
          ...webhook_configs.map(({ url }) => keyOf(url)),
          ...msteamsv2_configs.map(({ webhook_url }) => keyOf(webhook_url)),
          ...recipientsOf(others),
        ]);
      expect([alert, reached.sort()]).toEqual([alert, plain.get(alert)]);
    }
  });

  test("leave alerts of others in their namespace to others", async () => {
    expect(await receiversOf({ alertname: "KubePodCrashLooping", namespace: "monitoring" })).toEqual(["others"]);
  });

  test("need the label of their namespace where a route takes that alone", async () => {
    for (const { labels } of alertsIn(files).slice(0, 3)) {
      const { namespace: _left, ...others } = labels;
      const reached = (await receiversOf(others)).includes("others");
      expect(reached).toBe(matcher === "namespace");
    }
  });

  test("scrape the same targets under the same jobs", () => {
    type Scrape = {
      readonly job_name: string;
      static_configs: unknown;
      relabel_configs: { target_label?: string; replacement?: string }[];
    };
    const { scrape_configs = [] } = (load(answer.prometheus) ?? {}) as { readonly scrape_configs?: readonly Scrape[] };
    const scraped = scrape_configs.map(({ static_configs, relabel_configs }) => [
      relabel_configs.findLast(({ target_label }) => target_label === "job")?.replacement,
      static_configs,
    ]);
    const meant = files
      .map(({ text }) => load(text) as KubernetesObject)
      .filter(({ kind }) => kind === "ScrapeConfig")
      .map(({ spec }) => spec as { readonly jobName: string; readonly staticConfigs: unknown })
      .map(({ jobName, staticConfigs }) => [jobName, staticConfigs]);
    expect(scraped).toEqual(meant);
    expect(meant.length).toBeGreaterThan(0);
  });
});

describe("what the operator's models refuse", () => {
  const [first] = objectsOf(inCluster("artificial", "prod")).map(({ text }) => load(text) as KubernetesObject);

  test.each([
    ["an unknown field", { ...first, spec: { ...first?.spec, folder: "shop" } }],
    ["a broken query", { ...first, spec: { groups: [{ name: "one", rules: [{ alert: "a", expr: "up ==" }] }] } }],
    ["a name with an upper-case letter", { ...first, metadata: { ...first?.metadata, name: "Shop" } }],
  ])("%s", async (_, object) => {
    const { faults } = await operatorAnswer([JSON.stringify(object)], "OnNamespace");
    expect(faults[0]).not.toEqual([]);
  });
});

test.each(Object.entries(textsOf(true)))("the text %s reads the same with its templates as with a file of them", async (_, call) => {
  const here = unpacked([
    { path: "all.tmpl", text: templatesOf(true) },
    { path: "none.tmpl", text: "" },
  ]);
  const rendered = async (templates: string, text: string) =>
    (await amtool("template", "render", `--template.glob=${join(here.folder, templates)}`, `--template.text=${text}`)).replaceAll(
      /\d{4}-\d\d-\d\d \d\d:\d\d UTC/g,
      "then",
    );
  try {
    expect(await rendered("none.tmpl", withTemplates(call))).toBe(await rendered("all.tmpl", call));
  } finally {
    here.remove();
  }
});
