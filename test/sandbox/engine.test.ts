import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Sandbox } from "../../sandbox/engine.ts";
import { leanOptions } from "../../sandbox/environment.ts";
import { sandboxes } from "./standing.ts";

const program = join(import.meta.dirname, "fixtures", "toy", "index.ts");
const slackUrl = "https://hooks.example.com/T0P-53CR3T";
const ruleGroupFile = "grafana/ruleGroup/1:checkout:checkout.json";

const all = sandboxes({
  program,
  project: "toy",
  stack: "prod",
  secrets: { "slack-url": slackUrl },
  vendors: ["grafana", "pagerduty"],
  seed: { grafana: { dataSource: { metrics: { uid: "metrics", name: "Metrics", type: "prometheus" } } } },
});
const { open, openStanding } = all;

/** Every object but the data source that was there before. */
function made(sandbox: Sandbox): string[] {
  return Object.values(sandbox.objects())
    .flat()
    .filter(({ kind }) => kind !== "dataSource")
    .map(({ kind, fields }) => `${kind} ${String(fields.name ?? fields.title)}`)
    .sort();
}

const everything = [
  "alertGroupingSetting grouping",
  "contactPoint pager",
  "escalationPolicy policy",
  "folder Checkout",
  "muteTiming hours",
  "ruleGroup checkout",
  "schedule rota",
  "service service",
  "serviceIntegration grafana",
  "user Ada",
];

function edit(sandbox: Sandbox, file: string, from: string, to: string): void {
  const path = join(sandbox.accounts, file);
  const before = readFileSync(path, "utf8");
  expect(before).toContain(from);
  writeFileSync(path, before.replace(from, to));
}

function fault(sandbox: Sandbox, ...faults: object[]): void {
  writeFileSync(join(sandbox.accounts, "faults.json"), JSON.stringify(faults));
}

describe("a program on the real engine", () => {
  test("comes up, and is unchanged at the second time", async () => {
    expect(all.first.output).not.toContain("warning");
    expect(all.first).toMatchObject({ ok: true, changes: { create: 11 } });
    const sandbox = await openStanding();
    expect(made(sandbox)).toEqual(everything);
    expect(await sandbox.outputs()).toMatchObject({ folderUid: "checkout", integrationKey: "[secret]" });

    expect(await sandbox.up()).toMatchObject({ ok: true, changes: { same: 11 }, steps: [] });
    expect(await sandbox.preview({ refresh: true, expectNoChanges: true })).toMatchObject({ ok: true, steps: [] });
    expect(await sandbox.refresh({ expectNoChanges: true })).toMatchObject({ ok: true });
  });

  test("keeps its secrets out of the state and of the accounts' files", async () => {
    const sandbox = await openStanding();
    const shown = await sandbox.up({ args: ["--show-secrets=true", "--suppress-progress"] });
    const key = /integrationKey\s*:\s*"([0-9a-f]{32})"/.exec(shown.output)?.[1] ?? "";
    expect(key).toMatch(/^[0-9a-f]{32}$/);
    const state = await sandbox.export();
    // The engine encrypts anew what it exports.
    const withoutCipher = (value: unknown) => JSON.parse(JSON.stringify(value).replaceAll(/"ciphertext":"[^"]*"/g, '"ciphertext":""'));
    expect(withoutCipher(sandbox.resources())).toEqual(withoutCipher(JSON.parse(state).deployment.resources));
    const files = readdirSync(all.dir, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => readFileSync(join(entry.parentPath, entry.name), "utf8"));
    for (const text of [state, ...files]) {
      expect(text).not.toContain(key);
      expect(text).not.toContain(slackUrl);
    }
  });

  test("has the class that the npm SDK lacks created by the plugin version that has it", async () => {
    const resources = (await openStanding()).resources() as readonly { readonly type: string; readonly provider?: string }[];
    const grouping = resources.find(({ type }) => type.endsWith("AlertGroupingSetting"));
    expect(grouping?.provider).toContain("default_4_34_0");
  });

  test("updates in place what changed in the program or is another secret, and nothing else", async () => {
    const sandbox = await openStanding({ config: { threshold: 0.1 }, secrets: { "slack-url": `${slackUrl}-2` } });
    const outcome = await sandbox.up();
    expect(outcome.steps.map(({ op, name, diffs }) => [op, name, diffs]).sort()).toEqual([
      ["update", "pager", ["slacks"]],
      ["update", "rules", ["rules"]],
    ]);
    expect(readFileSync(join(sandbox.accounts, ruleGroupFile), "utf8")).toContain("[0.1]");
  });

  test("stops at preview what the vendor's plugin refuses", async () => {
    const sandbox = await openStanding({ config: { "turn-length": 60 } });
    const outcome = await sandbox.preview();
    expect(outcome.ok).toBe(false);
    expect(outcome.output).toContain("60 is not between 3600 and 31536000");
  });
});

test("what was changed or deleted by hand at the vendor is found and healed", async () => {
  const sandbox = await openStanding();
  edit(sandbox, ruleGroupFile, "0.05", "0.5");
  edit(sandbox, "grafana/folder/1:checkout.json", "Checkout", "Chequeout");
  rmSync(join(sandbox.accounts, "grafana/muteTiming/1:hours.json"));
  expect((await sandbox.preview({ expectNoChanges: true })).ok).toBe(true);
  const found = await sandbox.preview({ refresh: true, expectNoChanges: true });
  expect(found.ok).toBe(false);
  expect(found.steps.map(({ op, name }) => `${op} ${name}`).sort()).toEqual(["create hours", "update folder", "update rules"]);
  expect(await sandbox.up({ refresh: true })).toMatchObject({ ok: true });
  expect(readFileSync(join(sandbox.accounts, ruleGroupFile), "utf8")).toContain("[0.05]");
  expect(made(sandbox)).toEqual(everything);
  expect((await sandbox.preview({ refresh: true, expectNoChanges: true })).ok).toBe(true);
});

/** A crash takes with it whatever else the vendor is answering; one call at a time, that is the call that crashes and no other. */
const oneByOne = (sandbox: Sandbox) => sandbox.up({ args: ["--parallel", "1"] });
/** The engine keeps its state as on a real stack; what the SDK notes about the program for itself is no part of that. */
const durable = { durable: true, env: { ...process.env, NODE_OPTIONS: leanOptions(process.env) } };

describe("a vendor that fails in the middle of an update", () => {
  test("before a create: the run after the last failure converges, without a double and without an orphan", async () => {
    const sandbox = await open(durable);
    const said = {
      "429": "429 Too Many Requests",
      "500": "500 Internal Server Error",
      timeout: "context deadline exceeded",
      crash: /error reading from server|Unavailable/,
    };
    fault(sandbox, ...Object.keys(said).map((fail) => ({ match: { method: "create", type: "contactPoint" }, fail, times: 1 })));
    for (const words of Object.values(said)) {
      const failed = await oneByOne(sandbox);
      expect([failed.ok, failed.output]).toEqual([false, expect.stringMatching(words)]);
      expect(made(sandbox)).not.toContain("contactPoint pager");
    }
    expect(await sandbox.up()).toMatchObject({ ok: true });
    expect(made(sandbox)).toEqual(everything);
    expect((await sandbox.preview({ refresh: true, expectNoChanges: true })).ok).toBe(true);
  });

  test("after the vendor did the update: the run after the last failure finds nothing amiss", async () => {
    const sandbox = await openStanding({ ...durable, config: { threshold: 0.1 } });
    fault(sandbox, ...["500", "crash"].map((fail) => ({ match: { method: "update", name: "rules" }, fail, times: 1, moment: "after" })));
    for (const _ of ["500", "crash"]) {
      expect((await oneByOne(sandbox)).ok).toBe(false);
      expect(readFileSync(join(sandbox.accounts, ruleGroupFile), "utf8")).toContain("[0.1]");
    }
    expect(await sandbox.up()).toMatchObject({ ok: true });
    expect((await sandbox.preview({ refresh: true, expectNoChanges: true })).ok).toBe(true);
  });

  test("a create whose answer was lost is refused by its name, as at the vendor, never made twice", async () => {
    const sandbox = await open(durable);
    fault(sandbox, { match: { method: "create", type: "service" }, fail: "timeout", times: 1, moment: "after" });
    expect((await sandbox.up()).output).toContain("context deadline exceeded");
    const second = await sandbox.up();
    expect(second.ok).toBe(false);
    expect(second.output).toContain("Name has already been taken");
    expect(made(sandbox).filter((name) => name === "service service")).toHaveLength(1);
  });

  test("an object that cannot be deleted now is deleted by the next destroy, and nothing is left", async () => {
    const sandbox = await openStanding();
    fault(sandbox, { match: { method: "delete", type: "folder" }, fail: "500", times: 1 });
    expect((await sandbox.destroy()).ok).toBe(false);
    expect(made(sandbox)).toContain("folder Checkout");
    expect((await sandbox.destroy()).ok).toBe(true);
    expect(made(sandbox)).toEqual([]);
  });
});

describe("opening a sandbox", () => {
  test("refuses a package that has no fake provider, before anything is written", async () => {
    await expect(open({ vendors: ["grafana", "random"] })).rejects.toThrow(/no fake provider for random/);
    expect(existsSync(join(all.dir, "project"))).toBe(false);
  });

  test("removes the lock of an engine that was killed, and respects the lock of one that runs", async () => {
    await openStanding();
    const locks = join(all.dir, "state", ".pulumi", "locks", "organization", "toy", "prod");
    mkdirSync(locks, { recursive: true });
    const lock = (pid: number) => JSON.stringify({ pid, username: "ada", hostname: hostname(), timestamp: new Date() });
    // The largest number that a process can have is below this one.
    writeFileSync(join(locks, "11111111-1111-4111-8111-111111111111.json"), lock(99_999_999));
    const said: string[] = [];
    expect(await (await open({ report: (line) => said.push(line) })).up()).toMatchObject({ ok: true });
    expect(said.join()).toContain(
      `an earlier run was killed before it wrote its state: if a vendor refuses what exists already, remove ${all.dir}`,
    );
    writeFileSync(join(locks, "11111111-1111-4111-8111-111111111111.json"), lock(process.pid));
    await expect(open()).rejects.toThrow(`process ${process.pid} on ${hostname()} is at work on prod: wait for its end`);
  });

  test("of two runs at once one comes to its end, and the other says so in one sentence or waits its turn", async () => {
    await openStanding();
    const ends = await Promise.allSettled([open().then((one) => one.up()), open().then((one) => one.up())]);
    const said = ends.map((end) => (end.status === "rejected" ? String(end.reason) : end.value.ok ? "done" : end.value.output));
    expect(said).toContain("done");
    for (const one of said) expect(one).toMatch(/^done$|^SandboxFault: |currently locked/);
    expect(await (await open()).up()).toMatchObject({ ok: true });
  });

  test("the engine refuses a package that the caller did not name", async () => {
    const sandbox = await open({ vendors: ["grafana"] });
    const outcome = await sandbox.preview();
    expect(outcome.ok).toBe(false);
    expect(outcome.output).toMatch(/pagerduty/);
    expect(made(sandbox)).toEqual([]);
  });

  test("two stacks share the accounts and nothing else", async () => {
    await openStanding();
    const staging = await open({ stack: "staging" });
    const outcome = await staging.up();
    expect(outcome.ok).toBe(false);
    // The engine makes objects at once: whichever is refused first stops the others.
    expect(outcome.output).toMatch(/409 Conflict: it already exists|has already been taken|with the same name already exists/);
    expect(made(staging)).toEqual(everything);
    expect((await staging.destroy()).ok).toBe(true);
    expect(made(staging)).toEqual(everything);
  });
});
