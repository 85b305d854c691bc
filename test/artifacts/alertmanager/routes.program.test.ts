import { join } from "node:path";
import { load } from "js-yaml";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { amtool, receiversBy, unpacked } from "../../../analysis/prove/amtool.ts";
import { labelsSent, type RouteVerdict, recipientsOf, routesOf } from "../../../analysis/prove/routes.ts";
import type { AlertmanagerConfig } from "../../../artifacts/alertmanager/config-file.ts";
import { alertmanager } from "../../../artifacts/alertmanager/target.ts";
import type { Resolved } from "../../../model/resolved.ts";
import { alertsOf } from "../../../monitors/alerts.ts";
import { byItself } from "../by-itself.ts";

const mail = { from: "from@example.com", server: "mail:587" };
const of = (environment: string): Resolved =>
  byItself(environment, ({ organization }) => Object.assign(organization.alertmanager ?? {}, { mail }));

test("a channel of Teams is accepted by amtool, and every route of it leads to its workflow", async () => {
  const resolved = byItself("prod", ({ organization }) => {
    Object.assign(organization.alertmanager ?? {}, { mail });
    for (const channel of Object.values(organization.channels)) Object.assign(channel, { teams: "shop" });
  });
  const here = unpacked(alertmanager.files(resolved, alertsOf(resolved)));
  try {
    expect(await amtool("check-config", join(here.folder, "alertmanager/alertmanager.yml"))).toContain("SUCCESS");
    const routes = await routesOf(resolved);
    expect(routes.length).toBeGreaterThan(0);
    for (const { reaches, meant } of routes)
      expect([reaches.filter((place) => place.endsWith("/teams-shop")).length, reaches]).toEqual([1, meant]);
  } finally {
    here.remove();
  }
});

describe.each(["prod", "staging"])("routes in %s", (environment) => {
  const resolved = of(environment);
  const files = alertmanager.files(resolved, alertsOf(resolved));
  const own = alertsOf(resolved).filter(({ evaluator }) => evaluator.kind === "prometheus" && evaluator.evaluator === "prometheus");
  const config = load(files[0]?.text ?? "") as AlertmanagerConfig;
  const secrets = resolved.organization.alertmanager?.secrets ?? "";
  const here = unpacked(files);
  const file = join(here.folder, "alertmanager/alertmanager.yml");
  let routes = new Map<string, RouteVerdict>();
  beforeAll(async () => {
    routes = new Map((await routesOf(resolved)).map((route) => [route.alert, route]));
  });
  const receiversOf = receiversBy(file);
  afterAll(here.remove);

  test("are accepted by amtool, with every receiver, template and inhibition", async () => {
    const said = await amtool("check-config", file);
    expect(said).toContain(` - ${config.receivers.length} receivers`);
    expect(said).toContain(" - 1 templates");
    expect(said).toContain(" - 3 inhibit rules");
  });

  test.each(own.map(({ name }) => name))("%s reaches whom its route means", (name) => {
    expect(routes.get(name)?.reaches).toEqual(routes.get(name)?.meant);
    expect(routes.get(name)?.meant).not.toEqual([]);
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
    const receivers = new Set(await Promise.all([...other.values()].map(async (labels) => (await receiversOf(labels)).join())));
    expect([...receivers]).toEqual([environment === "prod" ? "elsewhere--staging" : "unrouted"]);
    const receiver = config.receivers.find(({ name }) => receivers.has(name)) ?? { name: "none" };
    expect(recipientsOf(receiver).filter((place) => place.startsWith(secrets))).toEqual([]);
    const { post } = elsewhere.environment;
    if (post) expect(recipientsOf(receiver)).toEqual([post.slack, post.email].filter((place) => place !== undefined).sort());
  });

  test("leave what nobody knows to who owns a Prometheus", async () => {
    expect(await receiversOf({ alertname: "Somebody's" })).toEqual(["unrouted"]);
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
