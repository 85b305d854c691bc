import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Account } from "../../../sandbox/account.ts";
import { openSandbox, type Sandbox } from "../../../sandbox/engine.ts";
import type { Fields } from "../../../sandbox/fake-provider/value.ts";

/** The log lines of EmailAI and their saved queries, on the real engine. */

const root = resolve(import.meta.dirname, "..", "..", "..");
const token = "xaat-token-in-plain-text";

let dir: string;
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), "slostack-axiom-component-"));
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const open = (environment: string, { catalog = "test/products/catalog", protect = false } = {}): Promise<Sandbox> =>
  openSandbox({
    dir,
    program: join(import.meta.dirname, "fixtures", "program", "index.ts"),
    project: "toy",
    stack: environment,
    config: { root, catalog, environment, protect },
    secrets: { "axiom:apiToken": token },
    vendors: ["axiom"],
  });

const objects = (sandbox: Sandbox, kind: string) => (sandbox.objects().axiom ?? []).filter((object) => object.kind === kind);

/** A change by hand of what the account holds. */
function change(sandbox: Sandbox, kind: string, id: string, edit: (fields: Fields) => Fields): void {
  const found = objects(sandbox, kind).find((object) => object.id === id);
  if (!found) throw new Error(`there is no ${kind} ${id}`);
  new Account(join(sandbox.accounts, "axiom")).put(kind, id, edit(found.fields));
}

test("each environment has a dataset and a dashboard, nothing changes afterwards, and no token is in the state", async () => {
  for (const [environment, dataset] of [
    ["prod", "production"],
    ["staging", "production-staging"],
  ] as const) {
    const sandbox = await open(environment);
    const first = await sandbox.up();
    expect(first.output).not.toContain("error");
    expect(first.ok).toBe(true);
    expect(objects(sandbox, "dataset").find(({ id }) => id === dataset)?.fields).toMatchObject({
      retentionDays: 30,
      useRetentionPeriod: true,
    });
    const shown = objects(sandbox, "dashboard").find(({ id }) => id === `slostack--emailai--axiom--${environment}`);
    const { charts } = JSON.parse(String(shown?.fields.dashboard)) as { charts: { name: string; query: { apl: string } }[] };
    expect(charts.map(({ name }) => name)).toEqual([
      "Errors of the last hour",
      "Slow queries by organization",
      "Failed authentication attempts",
    ]);
    for (const { query } of charts) expect(query.apl).toContain(`['${dataset}']\n`);
    expect(await sandbox.preview({ refresh: true, expectNoChanges: true })).toMatchObject({ ok: true, steps: [] });
    expect((await sandbox.export()).includes(token)).toBe(false);
  }
});

test("a retention and a query that were changed by hand are found and mended", async () => {
  const sandbox = await open("prod");
  change(sandbox, "dataset", "production", (fields) => ({ ...fields, retentionDays: 3 }));
  change(sandbox, "dashboard", "slostack--emailai--axiom--prod", (fields) => ({
    ...fields,
    dashboard: String(fields.dashboard).replace("unauthorized", "forbidden"),
  }));
  expect((await sandbox.preview({ refresh: true, expectNoChanges: true })).ok).toBe(false);
  const { steps } = await sandbox.up({ refresh: true });
  expect(
    steps
      .filter(({ op }) => op === "update")
      .map(({ urn }) => urn.split("::").at(-1))
      .sort(),
  ).toEqual(["emailai--axiom", "emailai--axiom--queries"]);
  expect(objects(sandbox, "dataset").find(({ id }) => id === "production")?.fields.retentionDays).toBe(30);
  expect(JSON.stringify(objects(sandbox, "dashboard"))).not.toContain("forbidden");
});

test("a retention of the catalog is one change, and with protection the lines cannot be deleted by another name", async () => {
  const copy = join(dir, "edited");
  cpSync(join(root, "test", "products", "catalog"), join(copy, "catalog"), { recursive: true });
  cpSync(join(root, "test", "products", "docs", "runbooks"), join(copy, "docs", "runbooks"), { recursive: true });
  const file = join(copy, "catalog", "systems", "emailai.yaml");
  const written = readFileSync(file, "utf8");
  const edited = async (from: string, to: string) => {
    expect(written).toContain(from);
    writeFileSync(file, written.replace(from, to));
    return open("prod", { catalog: join(copy, "catalog"), protect: true });
  };
  expect((await (await open("prod", { protect: true })).up()).ok).toBe(true);
  const shorter = await (await edited("retention: 30d", "retention: 14d")).preview();
  expect(shorter.steps.map(({ op, urn }) => `${op} ${urn.split("::").at(-1)}`)).toEqual(["update emailai--axiom"]);
  const renamed = await (await edited("dataset: production", "dataset: lines")).preview();
  expect(renamed.ok).toBe(false);
  expect(renamed.output).toContain("protect");
});
