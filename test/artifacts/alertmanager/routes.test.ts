import { join } from "node:path";
import { load } from "js-yaml";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import type { AlertmanagerConfig, Receiver } from "../../../artifacts/alertmanager/config-file.ts";
import { alertmanager } from "../../../artifacts/alertmanager/target.ts";
import { prometheus } from "../../../artifacts/prometheus/target.ts";
import type { Resolved } from "../../../model/resolved.ts";
import type { Alert, Route } from "../../../monitors/alert.ts";
import { alertsOf } from "../../../monitors/alerts.ts";
import { resolvedCatalog } from "../../prometheus/catalog.ts";
import { byItself } from "../by-itself.ts";
import { amtool, receiversOf, unpacked } from "./amtool.ts";

const mail = { from: "from@example.com", server: "mail:587" };
const catalogs: readonly [string, (environment: string) => Resolved][] = [
  ["catalog", (environment) => resolvedCatalog("catalog", () => {}, environment)],
  ["test/catalog", (environment) => byItself(environment, ({ organization }) => Object.assign(organization.alertmanager ?? {}, { mail }))],
];
const cases = catalogs.flatMap(([name, of]) => ["prod", "staging"].map((environment) => ({ name, environment, of })));

const texts = z.record(z.string(), z.string());
const rulesFile = z.object({
  groups: z.array(z.object({ rules: z.array(z.object({ alert: z.string().optional(), labels: texts })) })),
});
const scrapeFile = z.object({ global: z.object({ external_labels: texts }) });

/** Labels of every alert as it leaves a Prometheus: those of its rule, and those of the environment. */
function labelsSent(resolved: Resolved): Map<string, Record<string, string>> {
  const files = new Map(prometheus.files(resolved, alertsOf(resolved)).map(({ path, text }) => [path, text]));
  const sent = new Map<string, Record<string, string>>();
  for (const [path, text] of files) {
    if (!path.endsWith("/rules.yml")) continue;
    const { global } = scrapeFile.parse(load(files.get(path.replace("rules.yml", "prometheus.yml")) ?? ""));
    for (const { rules } of rulesFile.parse(load(text)).groups)
      for (const { alert, labels } of rules)
        if (alert !== undefined) sent.set(alert, { ...global.external_labels, ...labels, alertname: alert });
  }
  return sent;
}

/** Everybody whom a receiver tells. */
function told({ pagerduty_configs, opsgenie_configs, slack_configs, email_configs, webhook_configs }: Receiver): string[] {
  return [
    ...(pagerduty_configs ?? []).map(({ routing_key_file }) => routing_key_file),
    ...(opsgenie_configs ?? []).map(({ api_key_file }) => api_key_file),
    ...(slack_configs ?? []).map(({ channel }) => channel),
    ...(email_configs ?? []).map(({ to }) => to),
    ...(webhook_configs ?? []).map(({ url_file }) => url_file),
  ].sort();
}

/** Everybody whom a route means, said without any code of the renderer. */
function meant(route: Route, secrets: string): string[] {
  const { slack, email, webhook } = route.channel;
  const page = route.kind === "page" ? [`${secrets}/${route.onCall.pager}-${route.onCall.formerly[0] ?? route.onCall.id}`] : [];
  return [
    ...page,
    ...[slack, email].filter((place) => place !== undefined),
    ...(webhook === undefined ? [] : [`${secrets}/webhook-${webhook}`]),
  ].sort();
}

describe.each(cases)("the routes of $name in $environment", ({ environment, of }) => {
  const resolved = of(environment);
  const files = alertmanager.files(resolved, alertsOf(resolved));
  const own = alertsOf(resolved).filter(({ evaluator }) => evaluator.kind === "prometheus" && evaluator.evaluator === "prometheus");
  const config = load(files[0]?.text ?? "") as AlertmanagerConfig;
  const secrets = resolved.organization.alertmanager?.secrets ?? "";
  const sent = labelsSent(resolved);
  const here = unpacked(files);
  const file = join(here.folder, "alertmanager/alertmanager.yml");
  const reached = new Map<string, string[]>();
  beforeAll(async () => {
    for (const { name } of own) reached.set(name, await receiversOf(file, sent.get(name) ?? {}));
  });
  afterAll(here.remove);

  const receiverOf = ({ name }: Alert): Receiver => {
    const [only, ...more] = reached.get(name) ?? [];
    expect(more).toEqual([]);
    return config.receivers.find((receiver) => receiver.name === only) ?? { name: "none" };
  };

  test("are accepted by amtool, with every receiver, template and inhibition", async () => {
    const said = await amtool("check-config", file);
    expect(said).toContain(` - ${config.receivers.length} receivers`);
    expect(said).toContain(" - 1 templates");
    expect(said).toContain(" - 1 inhibit rules");
  });

  test.each(own.map((alert) => [alert.name, alert] as const))("%s reaches whom its route means", (_, alert) => {
    const receiver = receiverOf(alert);
    expect(told(receiver)).toEqual(meant(alert.route, secrets));
  });

  test("reach a pager in no environment but one that pages", () => {
    const pagers = config.receivers.flatMap(({ pagerduty_configs = [], opsgenie_configs = [] }) => [
      ...pagerduty_configs,
      ...opsgenie_configs,
    ]);
    expect(pagers.length > 0).toBe(resolved.environment.pages);
  });

  test("let no alert of another environment reach a pager or a gateway; those of one that pages nobody reach its channel", async () => {
    const elsewhere = of(environment === "prod" ? "staging" : "prod");
    const other = labelsSent(elsewhere);
    const receivers = new Set(await Promise.all([...other.values()].map(async (labels) => (await receiversOf(file, labels)).join())));
    expect([...receivers]).toEqual([environment === "prod" ? "elsewhere--staging" : "unrouted"]);
    const receiver = config.receivers.find(({ name }) => receivers.has(name)) ?? { name: "none" };
    expect(told(receiver).filter((place) => place.startsWith(secrets))).toEqual([]);
    const { post } = elsewhere.environment;
    if (post) expect(told(receiver)).toEqual([post.slack, post.email].filter((place) => place !== undefined).sort());
  });

  test("leave what nobody knows to who owns a Prometheus", async () => {
    expect(await receiversOf(file, { alertname: "Somebody's" })).toEqual(["unrouted"]);
  });

  test("name files that hold keys, and hold none", () => {
    const secret = /^(?!.*_file$).*(?:key|token|password|secret|credentials)/;
    const keys = new Set<string>();
    JSON.stringify(config, (key, value) => {
      keys.add(key);
      if (key === "url_file" || key.endsWith("_file")) expect(value).toMatch(`${secrets}/`);
      return value;
    });
    expect([...keys].filter((key) => secret.test(key))).toEqual([]);
    expect(keys.has("url")).toBe(false);
  });
});
