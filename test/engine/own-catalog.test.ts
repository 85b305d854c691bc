import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { init } from "../../cli/init.ts";
import { sandbox } from "../../cli/sandbox.ts";
import { accountsBefore, madeUpPhones, sandboxSettings, sandboxVendors } from "../../cli/sandbox-accounts.ts";
import { listed } from "../../cli/show/text.ts";
import { heldByVendors } from "../../cli/show/vendors.ts";
import { stackSettings } from "../../cli/stack-settings.ts";
import { loadCatalog } from "../../language.ts";
import { readAccounts } from "../../sandbox/account.ts";
import { openSandbox } from "../../sandbox/engine.ts";
import { root } from "../docs/markdown.ts";
import { succeeded, temporary } from "./stack.ts";

/** A catalog of another company, from its first line to its alerts at the vendors. */
const { dir, remove } = temporary();
const catalogDir = join(dir, "acme");
const folder = join(dir, "sandbox");
const first: Record<string, { exitCode: number; output: string }> = {};

async function up(stack: string): Promise<{ exitCode: number; output: string }> {
  const written: string[] = [];
  const exitCode = await sandbox({
    stack,
    catalogDir,
    folder,
    progress: { say: () => {}, end: () => {} },
    write: (text) => written.push(text),
  });
  return { exitCode, output: written.join("") };
}

function newCatalog() {
  const { catalog } = loadCatalog(catalogDir);
  if (!catalog) throw new Error("the new catalog has problems");
  return catalog;
}

beforeAll(async () => {
  expect(init({ dir: catalogDir, organization: "acme", system: "shop", service: "web", write: () => {} })).toBe(0);
  first.prod = await up("prod");
  first.staging = await up("staging");
});
afterAll(remove);

test("it stands up in both environments, on the vendors that it needs and no other", () => {
  expect(first.prod).toMatchObject({ exitCode: 0, output: expect.stringMatching(/ needs of the vendors: pagerduty, grafana\n/) });
  expect(first.staging).toMatchObject({ exitCode: 0, output: expect.stringMatching(/ needs of the vendors: grafana\n/) });
  const seed = accountsBefore(newCatalog());
  const made = Object.entries(readAccounts(join(folder, "accounts"))).flatMap(([vendor, objects]) =>
    objects.filter(({ kind, id }) => seed[vendor]?.[kind]?.[id] === undefined).map(() => vendor),
  );
  expect([...new Set(made)].sort()).toEqual(["grafana", "pagerduty"]);
  const accounts = readAccounts(join(folder, "accounts"));
  expect(listed(heldByVendors((vendor) => accounts[vendor], "prod"))).toMatch(/Shop Web: Down .* pages Shop \(prod\), #alerts/);
  const [, pages = ""] = /^As pages, in a browser: (file:.*)\n$/m.exec(first.prod?.output ?? "") ?? [];
  expect(readFileSync(fileURLToPath(pages), "utf8")).toContain("<h1>");
  expect(first.prod?.output.trimEnd().endsWith(pages)).toBe(true);
  expect(first.prod?.output).toMatch(/^ {2}Shop \(prod\) +Primary: /m);
});

test("nothing of this project's own catalog stands there", () => {
  expect(JSON.stringify(readAccounts(join(folder, "accounts")))).not.toMatch(/hastecrm|emailai/i);
});

test.each(["prod", "staging"])("a second update of %s changes nothing", async (stack) => {
  const { exitCode, output } = await up(stack);
  expect(exitCode).toBe(0);
  expect(output).toMatch(/against fake vendors: \d+ unchanged in /);
});

test("with slostack:catalog alone, the vendors of this project's settings stand idle and change nothing", async () => {
  const stack = await openSandbox({
    keepProgram: true,
    dir: folder,
    program: join(root, "index.ts"),
    stack: "prod",
    vendors: sandboxVendors,
    config: { ...sandboxSettings, catalog: catalogDir, vendors: stackSettings(root, "prod").vendors },
    secrets: { "slostack:phones": madeUpPhones(newCatalog().organization) },
  });
  const preview = await stack.preview({ refresh: true, expectNoChanges: true });
  succeeded(preview);
  expect(Object.keys(preview.changes)).toEqual(["same"]);
});

test("a second service of its own is added by editing the one file", async () => {
  const file = join(catalogDir, "systems/shop.yaml");
  const text = readFileSync(file, "utf8");
  const service = text.slice(text.indexOf("  web:\n")).replaceAll("web", "search").replaceAll("Web", "Search");
  writeFileSync(file, text + service);
  const { exitCode, output } = await up("prod");
  expect(output).toMatch(/: \d+ created, /);
  expect(output).not.toMatch(/ \d+ (?:deleted|replaced)/);
  expect(exitCode).toBe(0);
});
