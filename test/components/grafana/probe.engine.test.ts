import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Account } from "../../../sandbox/account.ts";
import { openSandbox, type Sandbox } from "../../../sandbox/engine.ts";
import type { Fields } from "../../../sandbox/fake-provider/value.ts";
import { succeeded, temporary } from "../../engine/stack.ts";
import { copyCatalog, type Entry } from "../../products/copy.ts";

/** The endpoints of Not a Label, asked by Grafana instead, on the real engine. */

const { dir, remove } = temporary();
afterAll(remove);
const secrets = {
  key: "pager-key-in-plain-text",
  "grafana:auth": "grafana-token-in-plain-text",
  "grafana:smAccessToken": "synthetics-token-in-plain-text",
  "slostack:slackToken": "slack-token-in-plain-text",
};
const catalog = copyCatalog(dir, "asked-by-grafana", {
  organization: ({ sources }) => Object.assign(sources["nal-uptime"], { kind: "grafana-synthetics", datasource: "synthetics" }),
});
const dataSource = { synthetics: { uid: "synthetics", name: "Synthetics", type: "prometheus" } };

const open = (environment: string, seed: Entry = { dataSource }): Promise<Sandbox> =>
  openSandbox({
    dir: join(dir, Object.keys(seed).join("-") || "empty"),
    program: join(import.meta.dirname, "fixtures", "program", "index.ts"),
    project: "toy",
    stack: environment,
    config: {
      catalog,
      environment,
      "grafana:url": "https://grafana.sandbox",
      "grafana:smUrl": "https://synthetic-monitoring.grafana.sandbox",
    },
    secrets,
    vendors: ["grafana"],
    seed: { grafana: seed },
  });

const objects = (sandbox: Sandbox, kind: string) => (sandbox.objects().grafana ?? []).filter((object) => object.kind === kind);
const health = "https://not-a-label.art/api/health";

let prod: Sandbox;
beforeAll(async () => {
  prod = await open("prod");
  succeeded(await prod.up());
});

test("every endpoint is asked from three places, and a rule on what they answer tells; nothing changes afterwards", async () => {
  const checks = objects(prod, "check").map(({ fields }) => fields);
  expect(checks.map(({ job, target, frequency }) => [job, target, frequency]).sort()).toEqual([
    ["not-a-label--ai--status--prod", "https://not-a-label.art/api/ai/status", 60_000],
    ["not-a-label--api--health--prod", health, 60_000],
    ["not-a-label--auth--verify--prod", "https://not-a-label.art/api/auth/verify", 60_000],
    ["not-a-label--site--home--prod", "https://not-a-label.art", 60_000],
  ]);
  for (const { probes } of checks) expect(probes).toHaveLength(3);
  const rules = objects(prod, "ruleGroup").flatMap(({ fields }) => fields.rules as Fields[]);
  expect(rules.map(({ name }) => name)).toHaveLength(5);
  for (const { job } of checks) expect(JSON.stringify(rules)).toContain(String(job));
  expect(await prod.preview({ refresh: true, expectNoChanges: true })).toMatchObject({ ok: true, steps: [] });
});

test("staging has checks of its own beside them", async () => {
  const staging = await open("staging");
  succeeded(await staging.up());
  expect(objects(staging, "check")).toHaveLength(8);
  expect(await staging.preview({ refresh: true, expectNoChanges: true })).toMatchObject({ ok: true, steps: [] });
});

test("no token stands in the state", async () => {
  const state = await prod.export();
  for (const secret of Object.values(secrets)) expect(state.includes(secret)).toBe(false);
});

test("a check that was switched off by hand is found, and it alone is mended", async () => {
  const found = objects(prod, "check").find(({ fields }) => fields.target === health);
  if (!found) throw new Error("nobody asks the API");
  new Account(join(prod.accounts, "grafana")).put("check", found.id, { ...found.fields, enabled: false });
  expect((await prod.preview({ refresh: true, expectNoChanges: true })).ok).toBe(false);
  const mended = await prod.up({ refresh: true });
  succeeded(mended);
  expect(mended.steps.map(({ op, name }) => `${op} ${name}`)).toEqual(["update not-a-label--api--health"]);
  expect(objects(prod, "check").map(({ fields }) => fields.enabled)).not.toContain(false);
});

test("without the data source the preview fails, before anything is made", async () => {
  const empty = await open("prod", {});
  const { ok, output } = await empty.preview();
  expect(ok).toBe(false);
  expect(output).toContain('no data source with uid "synthetics"');
});
