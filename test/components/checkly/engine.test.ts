import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Account } from "../../../sandbox/account.ts";
import { openSandbox, type Sandbox } from "../../../sandbox/engine.ts";
import { fields, list } from "../../../sandbox/fake-provider/value.ts";

/** Endpoints that Checkly asks, on the real engine. */

const root = resolve(import.meta.dirname, "..", "..", "..");
const secrets = {
  key: "pager-key-in-plain-text",
  "checkly:apiKey": "checkly-key-in-plain-text",
  "slostack:slackWebhook-not-a-label": "https://hooks.slack.com/services/label-in-plain-text",
  "slostack:slackWebhook-nal-devops": "https://hooks.slack.com/services/devops-in-plain-text",
  "slostack:slackWebhook-staging-alerts": "https://hooks.slack.com/services/staging-in-plain-text",
};

let dir: string;
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), "slostack-checkly-component-"));
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const open = (environment: string, protect = false): Promise<Sandbox> =>
  openSandbox({
    dir,
    program: join(import.meta.dirname, "fixtures", "program", "index.ts"),
    project: "toy",
    stack: environment,
    config: { root, environment, protect, "checkly:accountId": "account" },
    secrets,
    vendors: ["checkly"],
  });

const objects = (sandbox: Sandbox, kind: string) => (sandbox.objects().checkly ?? []).filter((object) => object.kind === kind);

test("both environments ask every endpoint once a minute, production calls and staging posts, and nothing changes afterwards", async () => {
  for (const [environment, host] of [
    ["prod", "https://not-a-label.art"],
    ["staging", "https://staging.not-a-label.art"],
  ] as const) {
    const sandbox = await open(environment);
    const first = await sandbox.up();
    expect(first.output).not.toContain("error");
    expect(first.ok).toBe(true);
    const own = objects(sandbox, "check").filter(({ fields: { name } }) => String(name).endsWith(`(${environment})`));
    const asked = own.map(({ fields: { frequency, request } }) => {
      const { url, assertions } = fields(request);
      return [url, frequency, fields(list(assertions)[0]).target];
    });
    expect(asked.sort()).toEqual([
      [host, 1, "200"],
      [`${host}/api/ai/status`, 1, "200"],
      [`${host}/api/auth/verify`, 1, "401"],
      [`${host}/api/health`, 1, "200"],
    ]);
    expect(own.map((check) => fields(check.fields.alertSettings).runBasedEscalations)).toEqual(own.map(() => [{ failedRunThreshold: 3 }]));
    expect(await sandbox.preview({ refresh: true, expectNoChanges: true })).toMatchObject({ ok: true, steps: [] });
    const state = await sandbox.export();
    for (const secret of Object.values(secrets)) expect(state.includes(secret)).toBe(false);
  }
  const callers = objects(await open("staging"), "alertChannel").flatMap(({ fields: { pagerduty } }) =>
    pagerduty ? [fields(pagerduty)] : [],
  );
  expect(callers.map(({ serviceName }) => String(serviceName))).toEqual([expect.stringMatching(/\(prod\)$/)]);
});

test("a check that was slowed down by hand is found and mended", async () => {
  const sandbox = await open("prod");
  const slowed = objects(sandbox, "check").find(({ fields: { request } }) => fields(request).url === "https://not-a-label.art/api/health");
  if (!slowed) throw new Error("there is no check");
  new Account(join(sandbox.accounts, "checkly")).put("check", slowed.id, { ...slowed.fields, frequency: 60 });
  expect((await sandbox.preview({ refresh: true, expectNoChanges: true })).ok).toBe(false);
  expect((await sandbox.up({ refresh: true })).ok).toBe(true);
  expect(objects(sandbox, "check").map(({ fields: { frequency } }) => frequency)).not.toContain(60);
});

test("with protection, what pages cannot be deleted", async () => {
  const sandbox = await open("prod", true);
  expect((await sandbox.up()).ok).toBe(true);
  const state = JSON.parse(await sandbox.export()) as { deployment: { resources: { type: string; protect?: boolean }[] } };
  const kept = state.deployment.resources.filter(({ protect }) => protect).map(({ type }) => type.split(":").at(-1));
  expect([...new Set(kept)].sort()).toEqual(["AlertChannel", "Check"]);
});
