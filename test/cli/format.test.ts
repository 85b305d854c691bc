import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { format } from "../../cli/format.ts";
import { init } from "../../cli/init.ts";
import { loadCatalog } from "../../language.ts";

let folder = "";
let dir = "";
let organization = "";
let shop = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "slostack-format-"));
  dir = join(folder, "acme");
  expect(init({ dir, organization: "acme", system: "shop", service: "web", timeZone: "Europe/Berlin", write: () => {} })).toBe(0);
  organization = join(dir, "organization.yaml");
  shop = join(dir, "systems/shop.yaml");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function run(options: { check?: boolean; from?: string } = {}) {
  const said: string[] = [];
  const exitCode = await format({ catalogDir: dir, check: false, ...options, write: (text) => said.push(text) });
  return { exitCode, output: said.join("") };
}

/** The first two keys of the system exchanged. */
function disorder(): string {
  const text = readFileSync(shop, "utf8");
  const disordered = text.replace(/^(system: .*\n)(name: .*\n)/m, "$2$1");
  expect(disordered).not.toBe(text);
  writeFileSync(shop, disordered);
  return text;
}

describe("the files of a folder", () => {
  test("are in order as `init` writes them", async () => {
    expect(await run({ check: true })).toEqual({ exitCode: 0, output: "2 files, 0 not formatted\n" });
  });

  test("are listed by --check where they differ, and stay", async () => {
    disorder();
    const before = readFileSync(shop, "utf8");
    expect(await run({ check: true })).toEqual({ exitCode: 1, output: `${shop}\n2 files, 1 not formatted\n` });
    expect(readFileSync(shop, "utf8")).toBe(before);
  });

  test("are written", async () => {
    const text = disorder();
    expect(await run()).toEqual({ exitCode: 0, output: `${shop}\n2 files, 1 written\n` });
    expect(readFileSync(shop, "utf8")).toBe(text);
  });

  test("are all left if one cannot be read", async () => {
    disorder();
    const before = readFileSync(shop, "utf8");
    writeFileSync(organization, "organization: [");
    const { exitCode, output } = await run();
    expect(exitCode).toBe(2);
    expect(output).toContain(`${organization}:1:`);
    expect(output).toContain("yaml-syntax");
    expect(readFileSync(shop, "utf8")).toBe(before);
  });

  test("are those of a folder that exists", async () => {
    rmSync(dir, { recursive: true });
    expect(await run()).toEqual({ exitCode: 2, output: `there is no folder ${dir}\n` });
  });
});

describe("a catalog in code", () => {
  let module = "";
  beforeEach(() => {
    module = join(folder, "catalog.mjs");
    const { catalog } = loadCatalog(dir);
    const { organization: checked, systems } = catalog ?? { organization: {}, systems: [] };
    writeFileSync(module, `export default () => (${JSON.stringify({ organization: checked, systems })});\n`);
  });

  test("is written as files that load as it does; the heads of files that exist stay", async () => {
    const before = loadCatalog(dir).catalog;
    const [head = ""] = readFileSync(shop, "utf8").split("\n");
    expect(await run({ from: module })).toMatchObject({ exitCode: 0 });
    expect(loadCatalog(dir).catalog).toEqual(before);
    expect(readFileSync(shop, "utf8").split("\n")[0]).toBe(head);
    expect(await run({ from: module, check: true })).toEqual({ exitCode: 0, output: "2 files, 0 not formatted\n" });
    expect(await run({ check: true })).toMatchObject({ exitCode: 0 });
  });

  test("is written into a new folder; each file names its schema", async () => {
    rmSync(dir, { recursive: true });
    expect(await run({ from: module, check: true })).toMatchObject({ exitCode: 1 });
    expect(existsSync(dir)).toBe(false);
    expect(await run({ from: module })).toMatchObject({ exitCode: 0 });
    const path = /^# yaml-language-server: \$schema=(\S+)\n/.exec(readFileSync(shop, "utf8"))?.[1] ?? "";
    expect(existsSync(join(dir, "systems", path))).toBe(true);
  });

  test("is not written with an error", async () => {
    writeFileSync(module, `export default { organization: { organization: "acme" }, systems: [] };\n`);
    const before = readFileSync(organization, "utf8");
    const { exitCode, output } = await run({ from: module });
    expect(exitCode).toBe(1);
    expect(output).toContain("at organization/name");
    expect(output).toContain("Nothing was written");
    expect(readFileSync(organization, "utf8")).toBe(before);
  });

  test("leaves no file of a system that it does not have", async () => {
    mkdirSync(join(dir, "systems"), { recursive: true });
    const other = join(dir, "systems/other.yaml");
    writeFileSync(other, "system: other\n");
    expect(await run({ from: module })).toEqual({
      exitCode: 1,
      output: `${other} is of no system in ${module}: remove it, or declare its system there\n`,
    });
  });

  test.each([
    ["there is no module", () => rmSync(module)],
    ["has no catalog as its default export", () => writeFileSync(module, "export const catalog = 1;\n")],
  ])("is one: %s", async (said, spoil) => {
    spoil();
    const { exitCode, output } = await run({ from: module });
    expect(exitCode).toBe(2);
    expect(output).toContain(said);
  });
});
