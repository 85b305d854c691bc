import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Account } from "../../../sandbox/account.ts";
import { openSandbox, type Sandbox } from "../../../sandbox/engine.ts";

/** The alerts on the hosts of Not a Label, on the real engine. */

const root = resolve(import.meta.dirname, "..", "..", "..");
const webhook = "https://hooks.slack.com/services/webhook-in-plain-text";

let dir: string;
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), "slostack-digitalocean-component-"));
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const open = (environment: string): Promise<Sandbox> =>
  openSandbox({
    dir,
    program: join(import.meta.dirname, "fixtures", "program", "index.ts"),
    project: "toy",
    stack: environment,
    config: { root, environment },
    secrets: { "digitalocean:token": "token-in-plain-text", "slostack:slackWebhook-staging-alerts": webhook },
    vendors: ["digitalocean"],
    seed: { digitalocean: { verifiedEmail: { devops: { address: "not-a-label-devops@example.com" } } } },
  });

const alertsAt = (sandbox: Sandbox) => (sandbox.objects().digitalocean ?? []).filter(({ kind }) => kind === "monitorAlert");

test("production is mailed, staging posts to its channel, both are unchanged afterwards, and no secret is in the state", async () => {
  for (const [environment, alerts] of [
    ["prod", { emails: ["not-a-label-devops@example.com"] }],
    ["staging", { slacks: [{ channel: "#staging-alerts" }] }],
  ] as const) {
    const sandbox = await open(environment);
    const first = await sandbox.up();
    expect(first.output).not.toContain("error");
    expect(first.ok).toBe(true);
    const tag = environment === "prod" ? "env:production" : "env:staging";
    const own = alertsAt(sandbox).filter(({ fields }) => JSON.stringify(fields.tags) === JSON.stringify([tag]));
    expect(own.map(({ fields }) => fields.type).sort()).toEqual([
      "v1/insights/droplet/cpu",
      "v1/insights/droplet/memory_utilization_percent",
    ]);
    for (const { fields } of own) expect(fields).toMatchObject({ window: "10m", value: 70, alerts });
    expect(await sandbox.preview({ refresh: true, expectNoChanges: true })).toMatchObject({ ok: true, steps: [] });
    const state = await sandbox.export();
    for (const secret of [webhook, "token-in-plain-text"]) expect(state.includes(secret)).toBe(false);
  }
});

test("a threshold that was raised by hand is found and mended", async () => {
  const sandbox = await open("prod");
  const raised = alertsAt(sandbox).find(({ fields }) => String(fields.tags) === "env:production");
  if (!raised) throw new Error("there is no alert");
  new Account(join(sandbox.accounts, "digitalocean")).put("monitorAlert", raised.id, { ...raised.fields, value: 99 });
  const drift = await sandbox.preview({ refresh: true, expectNoChanges: true });
  expect(drift.ok).toBe(false);
  expect((await sandbox.up({ refresh: true })).ok).toBe(true);
  expect(alertsAt(sandbox).map(({ fields }) => fields.value)).not.toContain(99);
});
