import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { render } from "../../cli/render.ts";

let folder: string;
let said: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "slostack-render-"));
  said = "";
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const run = (environment: string, { check = false, catalogDir = "test/products/catalog" } = {}) => {
  said = "";
  return render({
    catalogDir,
    environment,
    out: join(folder, "out"),
    check,
    write: (text) => {
      said += text;
    },
  });
};
const configuration = () => join(folder, "out/alertmanager/alertmanager.yml");

/** The catalog without a line of its organization. */
function catalogWithout(line: RegExp): string {
  const copy = join(folder, "own");
  cpSync("test/products/catalog", join(copy, "catalog"), { recursive: true });
  cpSync("test/products/docs/runbooks", join(copy, "docs/runbooks"), { recursive: true });
  const file = join(copy, "catalog/organization.yaml");
  const text = readFileSync(file, "utf8");
  expect(text).toMatch(line);
  writeFileSync(file, text.replace(line, ""));
  return join(copy, "catalog");
}

describe("slostack render", () => {
  test.each(["prod", "staging"])("writes the files of %s, and then finds nothing to change", (environment) => {
    expect(run(environment)).toBe(0);
    expect(readFileSync(configuration(), "utf8")).toContain(`environment="${environment}"`);
    expect(run(environment, { check: true })).toBe(0);
    expect(said).toBe("");
    expect(run(environment)).toBe(0);
    expect(said).toMatch(/files of \w+, 0 changed\n$/);
  });

  test("with --check names what differs, exits 1 and writes nothing", () => {
    run("prod");
    writeFileSync(configuration(), "edited");
    expect(run("prod", { check: true })).toBe(1);
    expect(said).toBe(`${configuration()}: different\n`);
    expect(readFileSync(configuration(), "utf8")).toBe("edited");
  });

  test("refuses to mix two environments in one folder", () => {
    run("prod");
    const before = readFileSync(configuration(), "utf8");
    expect(run("staging")).toBe(1);
    expect(said).toContain("holds the files of prod, not of staging");
    expect(readFileSync(configuration(), "utf8")).toBe(before);
  });

  test("writes no file at all where one target cannot express the catalog", () => {
    const catalogDir = catalogWithout(/^ {2}mail: .*\n/m);
    expect(run("prod", { catalogDir })).toBe(1);
    expect(said).toMatch(/^alertmanager cannot express it: channels\/\S+: an e-mail address, and alertmanager has no mail\n$/);
    expect(existsSync(join(folder, "out"))).toBe(false);
  });

  test("knows the environments", () => {
    expect(run("moon")).toBe(2);
    expect(said).toContain('there is no environment "moon"; the catalog has prod, staging');
  });
});
