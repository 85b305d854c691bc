import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { init } from "../../cli/init.ts";
import { runSettings } from "../../cli/run-settings.ts";
import { accountsBefore, sandboxVendors } from "../../cli/sandbox-accounts.ts";
import { loadCatalog, resolve } from "../../language.ts";
import { openSandbox, type Sandbox } from "../../sandbox/engine.ts";
import type { Outcome } from "../../sandbox/run.ts";
import { root } from "../docs/markdown.ts";
import { type Entry, kindOf, patience, succeeded, temporary } from "./stack.ts";

/** Rules at Grafana move from groups to objects of their own, with no minute without an alert. */
const { dir, remove } = temporary();
const catalogDir = join(dir, "acme");
const faults = () => join(dir, "sandbox", "accounts", "faults.json");

/** The stack with its rules in this form, protected as that of prod is. */
function open(form: string): Promise<Sandbox> {
  const { catalog, problems } = loadCatalog(catalogDir);
  if (!catalog) throw new Error(JSON.stringify(problems));
  const { config, secrets } = runSettings({ root, stack: "prod", catalogDir, catalog, resolved: resolve(catalog, "prod") });
  return openSandbox({
    ...{ dir: join(dir, "sandbox"), program: join(root, "index.ts"), stack: "prod", vendors: sandboxVendors, secrets, keepProgram: true },
    seed: accountsBefore(catalog),
    config: { ...config, "slostack:protect": true, "slostack:grafanaRules": form },
  });
}

const kindsOf = ({ steps }: Outcome) => steps.map(({ op, type }) => `${op} ${kindOf(type)}`);
/** Names of the alerts that stand in this form. */
function alertsIn({ objects }: Sandbox, kind: "ruleGroup" | "alertRule"): string[] {
  const held = (objects().grafana ?? []).filter((one) => one.kind === kind).map(({ fields }): Entry => fields);
  const labels = held.flatMap((fields): Entry[] => (kind === "alertRule" ? [fields.spec] : fields.rules)).filter(({ record }) => !record);
  return labels.map(({ labels: { alert } }) => alert).sort();
}

/** Whether the last create had ended before the first delete began. */
function createdBeforeDeleted({ events }: Outcome): boolean {
  const created = events.findLastIndex((event) => (event as Entry).resOutputsEvent?.metadata.op === "create");
  const deleted = events.findIndex((event) => (event as Entry).resourcePreEvent?.metadata.op === "delete");
  return created > 0 && deleted > created;
}

let grouped: string[];
/** An update in which one create of this kind fails: every group stays. */
async function withoutA(type: string, stack: Sandbox): Promise<Outcome> {
  writeFileSync(faults(), JSON.stringify([{ match: { method: "create", type }, fail: "500", times: 1 }]));
  const failed = await stack.up();
  expect(failed.ok).toBe(false);
  expect(alertsIn(stack, "ruleGroup")).toEqual(grouped);
  return failed;
}

beforeAll(async () => {
  expect(init({ dir: catalogDir, organization: "acme", system: "shop", service: "web", write: () => {} })).toBe(0);
  const stack = await open("groups");
  succeeded(await stack.up());
  grouped = alertsIn(stack, "ruleGroup");
  expect(grouped.length).toBeGreaterThan(4);
}, patience);
afterAll(remove);

test(
  "in one step, the engine refuses a protected group before it touches anything",
  async () => {
    const stack = await open("single");
    const preview = await stack.preview();
    expect(preview).toMatchObject({ ok: false });
    expect(preview.output).toMatch(/protect/);
  },
  patience,
);

test(
  "a create that fails leaves every group in place, and the next update goes on",
  async () => {
    const stack = await open("both");
    const failed = await withoutA("alertRule", stack);
    const next = await stack.up();
    succeeded(next);
    expect(alertsIn(stack, "alertRule")).toEqual(grouped);
    expect(alertsIn(stack, "ruleGroup")).toEqual(grouped);
    expect([...kindsOf(failed), ...kindsOf(next)].filter((step) => /delete|replace/.test(step))).toEqual([]);
    expect(await stack.preview({ refresh: true, expectNoChanges: true })).toMatchObject({ ok: true, steps: [] });
  },
  patience,
);

test(
  "then recordings stand before the first group goes, and one that cannot be created keeps them all",
  async () => {
    const stack = await open("single");
    const failed = await withoutA("recordingRule", stack);
    const moved = await stack.up();
    succeeded(moved);
    expect([...kindsOf(failed), ...kindsOf(moved)].filter((step) => !/^(?:create recordingRule|delete ruleGroup)$/.test(step))).toEqual([]);
    expect(createdBeforeDeleted(moved)).toBe(true);
    expect(alertsIn(stack, "ruleGroup")).toEqual([]);
    expect(alertsIn(stack, "alertRule")).toEqual(grouped);
    expect(await stack.preview({ refresh: true, expectNoChanges: true })).toMatchObject({ ok: true, steps: [] });
  },
  patience,
);

const recordedIn = ({ objects }: Sandbox): number =>
  (objects().grafana ?? [])
    .flatMap(({ kind, fields }): Entry[] => (kind === "ruleGroup" ? (fields as Entry).rules : []))
    .filter(({ record }) => record).length;

test(
  "back in one step, the engine refuses protected alerts before it touches anything",
  async () => {
    const preview = await (await open("groups")).preview();
    expect(preview).toMatchObject({ ok: false });
    expect(preview.output).toMatch(/protect/);
  },
  patience,
);

test(
  "back in two, groups stand before the first recording goes, and one that cannot be created keeps every rule",
  async () => {
    const stack = await open("both");
    writeFileSync(faults(), JSON.stringify([{ match: { method: "create", type: "ruleGroup" }, fail: "500", times: 1 }]));
    const failed = await stack.up();
    expect(failed.ok).toBe(false);
    expect(alertsIn(stack, "alertRule")).toEqual(grouped);
    const moved = await stack.up();
    succeeded(moved);
    expect([...kindsOf(failed), ...kindsOf(moved)].filter((step) => !/^(?:create ruleGroup|delete recordingRule)$/.test(step))).toEqual([]);
    expect(createdBeforeDeleted(moved)).toBe(true);
    expect(alertsIn(stack, "ruleGroup")).toEqual(grouped);
    expect(recordedIn(stack)).toBeGreaterThan(0);
  },
  patience,
);

test(
  "and then nothing is left but what a stack has that never moved",
  async () => {
    const stack = await open("groups");
    const moved = await stack.up();
    succeeded(moved);
    expect(kindsOf(moved).filter((step) => !/^delete (?:alertRule|notificationsInhibitionRule)$/.test(step))).toEqual([]);
    expect(alertsIn(stack, "ruleGroup")).toEqual(grouped);
    expect(alertsIn(stack, "alertRule")).toEqual([]);
    expect(await stack.preview({ refresh: true, expectNoChanges: true })).toMatchObject({ ok: true, steps: [] });
  },
  patience,
);
