import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Account } from "../../../sandbox/account.ts";
import { openSandbox, type Sandbox } from "../../../sandbox/engine.ts";

/** The endpoints of Not a Label, on the real engine. */

const root = resolve(import.meta.dirname, "..", "..", "..");
const secrets = {
  key: "pager-key-in-plain-text",
  "uptimerobot:apiKey": "uptime-key-in-plain-text",
  "slostack:slackWebhook-not-a-label": "https://hooks.slack.com/services/label-in-plain-text",
  "slostack:slackWebhook-staging-alerts": "https://hooks.slack.com/services/staging-in-plain-text",
};

let dir: string;
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), "slostack-uptimerobot-component-"));
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const open = (environment: string, protect = false): Promise<Sandbox> =>
  openSandbox({
    dir,
    program: join(import.meta.dirname, "fixtures", "program", "index.ts"),
    project: "toy",
    stack: environment,
    config: { root, environment, protect },
    secrets,
    vendors: ["uptimerobot"],
  });

const objects = (sandbox: Sandbox, kind: string) => (sandbox.objects().uptimerobot ?? []).filter((object) => object.kind === kind);

test("both environments ask every endpoint once a minute, production calls and staging posts, and nothing changes afterwards", async () => {
  for (const [environment, host] of [
    ["prod", "https://not-a-label.art"],
    ["staging", "https://staging.not-a-label.art"],
  ] as const) {
    const sandbox = await open(environment);
    const first = await sandbox.up();
    expect(first.output).not.toContain("error");
    expect(first.ok).toBe(true);
    const own = objects(sandbox, "monitor").filter(({ fields }) => String(fields.url).startsWith(host));
    expect(own.map(({ fields }) => [fields.url, fields.interval, fields.successHttpResponseCodes]).sort()).toEqual([
      [host, 60, ["200"]],
      [`${host}/api/ai/status`, 60, ["200"]],
      [`${host}/api/auth/verify`, 60, ["401"]],
      [`${host}/api/health`, 60, ["200"]],
    ]);
    expect(
      own.flatMap(({ fields }) => fields.assignedAlertContacts).filter((contact) => JSON.stringify(contact).includes('"threshold":2')),
    ).not.toEqual([]);
    expect(await sandbox.preview({ refresh: true, expectNoChanges: true })).toMatchObject({ ok: true, steps: [] });
    const state = await sandbox.export();
    for (const secret of Object.values(secrets)) expect(state.includes(secret)).toBe(false);
  }
  const callers = objects(await open("staging"), "integration").filter(({ fields }) => fields.type === "pagerduty");
  expect(callers.map(({ fields }) => String(fields.name))).toEqual([expect.stringMatching(/\(prod\)$/)]);
});

test("a monitor that was slowed down by hand is found and mended", async () => {
  const sandbox = await open("prod");
  const slowed = objects(sandbox, "monitor").find(({ fields }) => fields.url === "https://not-a-label.art/api/health");
  if (!slowed) throw new Error("there is no monitor");
  new Account(join(sandbox.accounts, "uptimerobot")).put("monitor", slowed.id, { ...slowed.fields, interval: 300 });
  expect((await sandbox.preview({ refresh: true, expectNoChanges: true })).ok).toBe(false);
  expect((await sandbox.up({ refresh: true })).ok).toBe(true);
  expect(objects(sandbox, "monitor").map(({ fields }) => fields.interval)).not.toContain(300);
});

test("with protection, what pages cannot be deleted", async () => {
  const sandbox = await open("prod", true);
  expect((await sandbox.up()).ok).toBe(true);
  const state = JSON.parse(await sandbox.export()) as { deployment: { resources: { type: string; protect?: boolean }[] } };
  const kept = state.deployment.resources.filter(({ protect }) => protect).map(({ type }) => type.split(":").at(-1));
  expect([...new Set(kept)].sort()).toEqual(["Integration", "Monitor"]);
});
