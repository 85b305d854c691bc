import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { accountBefore } from "../../components/sentry/fake/before.ts";
import type { Sandbox } from "../../sandbox/engine.ts";
import { sandboxes } from "./standing.ts";

const program = join(import.meta.dirname, "fixtures", "sentry", "index.ts");
const secrets = { token: "sentry-token-in-plain-text", key: "pager-key-in-plain-text" };
const before = accountBefore({
  organization: "example",
  project: "shop",
  environments: ["production"],
  teams: ["core"],
  members: ["ops@example.com"],
  slackWorkspace: "Example",
  pagerdutyAccount: "example",
});

const all = sandboxes({ program, project: "toy", stack: "prod", secrets, vendors: ["sentry"], seed: { sentry: before } });
const { open, openStanding } = all;

const kinds = ["alert", "integrationPagerduty", "metricMonitor"];
function made(sandbox: Sandbox) {
  return (sandbox.objects().sentry ?? []).filter(({ kind }) => kinds.includes(kind));
}
function fileOf(sandbox: Sandbox, kind: string): string {
  const found = made(sandbox).find((object) => object.kind === kind);
  if (!found) throw new Error(`nothing of kind ${kind}`);
  return join(sandbox.accounts, "sentry", kind, `${found.id}.json`);
}

describe("a package without an SDK, on the real engine through the bridge", () => {
  test("comes up, is unchanged at the second time, and leaves nothing when it is destroyed", async () => {
    expect(all.first.output).not.toContain("warning");
    expect(all.first).toMatchObject({ ok: true, changes: { create: 5 } });
    const sandbox = await openStanding();
    expect(made(sandbox).map(({ kind }) => kind)).toEqual(kinds);
    const alert = made(sandbox).find(({ kind }) => kind === "alert");
    const { monitorId } = await sandbox.outputs();
    expect(alert?.fields.monitorIds).toContain(monitorId);

    expect(await sandbox.up()).toMatchObject({ ok: true, changes: { same: 5 }, steps: [] });
    expect(await sandbox.preview({ refresh: true, expectNoChanges: true })).toMatchObject({ ok: true, steps: [] });

    expect(await sandbox.destroy()).toMatchObject({ ok: true, changes: { delete: 5 } });
    expect(made(sandbox)).toEqual([]);
  });

  test("updates in place what changed in the program, and nothing else", async () => {
    const sandbox = await openStanding({ config: { threshold: 20 } });
    expect((await sandbox.up()).steps).toMatchObject([{ op: "update", name: "flood", diffs: ["conditionGroup"] }]);
    expect(readFileSync(fileOf(sandbox, "metricMonitor"), "utf8")).toContain('"comparison": 20');
  });

  test("finds and heals what was changed or removed by hand", async () => {
    const sandbox = await openStanding();
    const monitor = fileOf(sandbox, "metricMonitor");
    writeFileSync(monitor, readFileSync(monitor, "utf8").replace('"timeWindowSeconds": 300', '"timeWindowSeconds": 3600'));
    rmSync(fileOf(sandbox, "alert"));
    const found = await sandbox.preview({ refresh: true, expectNoChanges: true });
    expect(found.ok).toBe(false);
    expect(found.steps.map(({ op, type }) => `${op} ${type.split(":").at(-1)}`).sort()).toEqual(["create Alert", "update MetricMonitor"]);
    expect(await sandbox.up({ refresh: true })).toMatchObject({ ok: true });
    expect(readFileSync(monitor, "utf8")).toContain('"timeWindowSeconds": 300');
    expect((await sandbox.preview({ refresh: true, expectNoChanges: true })).ok).toBe(true);
  });

  test("reads the vendors until an update leaves them as they are, and again once somebody touches an account or the state", async () => {
    const sandbox = await openStanding();
    const up = async (heard: () => void = () => {}) => {
      const outcome = await sandbox.up({ refresh: "where-touched", heard });
      expect(outcome.ok, outcome.output).toBe(true);
      return { read: JSON.stringify(outcome.events).includes('"op":"refresh"'), steps: outcome.steps.length };
    };
    const settled = async () => {
      expect(await up()).toEqual({ read: true, steps: 0 });
      expect(await up()).toEqual({ read: false, steps: 0 });
    };
    const monitor = fileOf(sandbox, "metricMonitor");
    const edit = (seconds: number) =>
      writeFileSync(monitor, readFileSync(monitor, "utf8").replace('"timeWindowSeconds": 300', `"timeWindowSeconds": ${seconds}`));
    await settled();

    edit(900);
    expect(await up()).toEqual({ read: true, steps: 1 });
    expect(readFileSync(monitor, "utf8")).toContain('"timeWindowSeconds": 300');
    await settled();

    rmSync(fileOf(sandbox, "alert"));
    expect(await up()).toEqual({ read: true, steps: 1 });
    await settled();

    // Beside an update that does not read, and beside one that changes something else.
    expect(await up(() => edit(900))).toEqual({ read: false, steps: 0 });
    expect(await up()).toEqual({ read: true, steps: 1 });
    await settled();
    const changed = await open({ config: { threshold: 20 } });
    const flood = await changed.up({ refresh: "where-touched", heard: (text) => / updated /.test(text) && edit(900) });
    expect(flood.steps).toMatchObject([{ op: "update", name: "flood" }]);
    expect(readFileSync(monitor, "utf8")).toContain('"timeWindowSeconds": 900');
    expect(await up()).toEqual({ read: true, steps: 1 });
    await settled();

    const exported = join(all.dir, "exported.json");
    writeFileSync(exported, await sandbox.export());
    await sandbox.restore(exported);
    await settled();
  });

  test("fails the preview where what must be installed by hand is not there", async () => {
    const sandbox = await open({ seed: { sentry: { ...before, organizationIntegration: {} } } });
    const outcome = await sandbox.preview();
    expect(outcome.ok).toBe(false);
    expect(outcome.output).toContain("no organizationIntegration with organization example, providerKey slack, name Example");
    expect(made(sandbox)).toEqual([]);
  });

  test("keeps token and pager's key out of the state and of the account's files", async () => {
    const sandbox = await openStanding();
    const files = readdirSync(all.dir, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => readFileSync(join(entry.parentPath, entry.name), "utf8"));
    for (const text of [await sandbox.export(), ...files]) for (const secret of Object.values(secrets)) expect(text).not.toContain(secret);
  });
});
