import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { madeUpPhones } from "../../../cli/sandbox-accounts.ts";
import { loadCatalog } from "../../../language.ts";
import { Account } from "../../../sandbox/account.ts";
import { openSandbox, type Sandbox } from "../../../sandbox/engine.ts";

/** dreamlust's second pager, on the real engine. */

const root = resolve(import.meta.dirname, "..", "..", "..");
const { catalog } = loadCatalog(join(root, "test", "products", "catalog"));
if (!catalog) throw new Error("the catalog has faults");
const phones = madeUpPhones(catalog.organization);

let dir: string;
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), "slostack-opsgenie-component-"));
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const open = (directory = "test/products/catalog"): Promise<Sandbox> =>
  openSandbox({
    dir,
    program: join(import.meta.dirname, "fixtures", "program", "index.ts"),
    project: "toy",
    stack: "prod",
    config: { root, catalog: directory },
    secrets: { "opsgenie:apiKey": "opsgenie-token-in-plain-text", "slostack:phones": phones },
    vendors: ["opsgenie"],
  });

const objects = (sandbox: Sandbox, kind: string) => (sandbox.objects().opsgenie ?? []).filter((object) => object.kind === kind);

test("stands by with everybody, every key off, and is unchanged afterwards; no number and no key is in the state", async () => {
  const sandbox = await open();
  const first = await sandbox.up();
  expect(first.output).not.toContain("error");
  expect(first.ok).toBe(true);
  expect(objects(sandbox, "apiIntegration").map(({ fields }) => fields.enabled)).toEqual([false]);
  expect(objects(sandbox, "user").length).toBeGreaterThan(3);
  expect(objects(sandbox, "userContact")).toHaveLength(2 * objects(sandbox, "notificationRule").length);
  expect(await sandbox.preview({ refresh: true, expectNoChanges: true })).toMatchObject({ ok: true, steps: [] });
  const state = await sandbox.export();
  expect(state).not.toContain("opsgenie-token-in-plain-text");
  for (const number of Object.values<string>(JSON.parse(phones))) expect(state.includes(number.slice(3))).toBe(false);
  for (const { id } of objects(sandbox, "apiIntegration")) expect(state.includes(`opsgenie-key-${id}`)).toBe(false);
});

test("a delay that was changed by hand is found and mended", async () => {
  const sandbox = await open();
  const [changed] = objects(sandbox, "escalation");
  if (!changed) throw new Error("there is no escalation");
  const [first, ...others] = changed.fields.rules as { delay: number }[];
  new Account(join(sandbox.accounts, "opsgenie")).put("escalation", changed.id, {
    ...changed.fields,
    rules: [{ ...first, delay: 7 }, ...others],
  } as typeof changed.fields);
  expect((await sandbox.preview({ refresh: true, expectNoChanges: true })).ok).toBe(false);
  expect((await sandbox.up({ refresh: true })).ok).toBe(true);
  expect(JSON.stringify(objects(sandbox, "escalation")[0]?.fields.rules)).not.toContain('"delay":7');
});

test("a swap of two words in the catalog turns its integration on, and changes nothing else", async () => {
  const copy = join(dir, "swapped");
  cpSync(join(root, "test", "products", "catalog"), join(copy, "catalog"), { recursive: true });
  cpSync(join(root, "test", "products", "docs", "runbooks"), join(copy, "docs", "runbooks"), { recursive: true });
  const file = join(copy, "catalog", "organization.yaml");
  const text = readFileSync(file, "utf8");
  expect(text).toMatch(/pager: pagerduty\n\s+standby: opsgenie/);
  writeFileSync(file, text.replace(/pager: pagerduty\n(\s+)standby: opsgenie/, "pager: opsgenie\n$1standby: pagerduty"));
  const sandbox = await open(join(copy, "catalog"));
  const { steps } = await sandbox.preview();
  expect(steps.map(({ op, urn }) => `${op} ${urn.split("::").at(-1)}`)).toEqual(["update dreamlust--grafana"]);
});
