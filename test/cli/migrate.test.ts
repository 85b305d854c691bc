import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { check } from "../../cli/check.ts";
import { init } from "../../cli/init.ts";
import { migrate } from "../../cli/migrate.ts";

let folder = "";
let dir = "";
let file = "";
let present = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "slostack-migrate-"));
  dir = join(folder, "acme");
  expect(init({ dir, organization: "acme", system: "shop", service: "web", write: () => {} })).toBe(0);
  file = join(dir, "systems/shop.yaml");
  present = readFileSync(file, "utf8");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function told(verb: (write: (text: string) => void) => number) {
  const said: string[] = [];
  const exitCode = verb((text) => said.push(text));
  return { exitCode, output: said.join("") };
}
const migrated = () => told((write) => migrate({ catalogDir: dir, write }));
const checked = () => told((write) => check({ catalogDir: dir, write }));

/** The catalog as a former version had it. */
function former(): void {
  const text = present.replace("minimum-traffic:", "quiet-traffic:").replace("aggregation:", "across:");
  expect(text).not.toBe(present);
  writeFileSync(file, text);
}

test("keys get their present names, and nothing else changes", () => {
  former();
  expect(checked().output).toContain("2 files, 0 errors, 2 warnings");
  expect(migrated()).toEqual({
    exitCode: 0,
    output: expect.stringMatching(
      /shop\.yaml:\d+ quiet-traffic -> minimum-traffic\n.*shop\.yaml:\d+ across -> aggregation\n2 keys renamed\n$/,
    ),
  });
  expect(readFileSync(file, "utf8")).toBe(present);
  expect(checked().output).toContain("2 files, 0 errors, 0 warnings");
});

test("a second run changes nothing", () => {
  former();
  migrated();
  expect(migrated()).toEqual({ exitCode: 0, output: "0 keys renamed\n" });
  expect(readFileSync(file, "utf8")).toBe(present);
});

describe("it renames", () => {
  test.each([
    ["a key in one line with others", "{ of: target, across: min }", "{ of: target, aggregation: min }"],
    ["a key in double quotes", '{ of: target, "across": min }', '{ of: target, "aggregation": min }'],
    ["a key in single quotes", "{ of: target, 'across': min }", "{ of: target, 'aggregation': min }"],
    [
      "a key after letters outside of ASCII",
      "{ of: target, # größer 😀\n          across: min }",
      "{ of: target, # größer 😀\n          aggregation: min }",
    ],
  ])("%s", (_, old, now) => {
    const text = (measure: string) => present.replace("{ of: target, aggregation: min }", measure);
    writeFileSync(file, text(old));
    expect(migrated().output).toContain("1 key renamed");
    expect(readFileSync(file, "utf8")).toBe(text(now));
  });

  test("keys of a file with Windows' line ends", () => {
    former();
    writeFileSync(file, readFileSync(file, "utf8").replaceAll("\n", "\r\n"));
    expect(migrated().output).toContain("2 keys renamed");
    expect(readFileSync(file, "utf8")).toBe(present.replaceAll("\n", "\r\n"));
  });
});

test("a key that other faults surround is renamed all the same", () => {
  former();
  writeFileSync(file, readFileSync(file, "utf8").replace("target: 99.9%", "target: 120%"));
  expect(migrated().output).toContain("2 keys renamed");
  expect(readFileSync(file, "utf8")).toBe(present.replace("target: 99.9%", "target: 120%"));
});

test("a folder that is not there is a fault", () => {
  expect(told((write) => migrate({ catalogDir: join(folder, "nowhere"), write }))).toEqual({
    exitCode: 1,
    output: `there is no folder ${join(folder, "nowhere")}\n`,
  });
});
