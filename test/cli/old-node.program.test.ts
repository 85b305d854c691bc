import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { join } from "node:path";
import { expect, test } from "vitest";

const cli = join(import.meta.dirname, "..", "..", "cli");
const { tooOld } = createRequire(import.meta.url)(join(cli, "old-node.cjs")) as { tooOld(version: string): string | undefined };

test.each(["18.20.4", "20.19.0", "22.17.1"])("Node %s is too old", (version) => {
  expect(tooOld(version)).toMatch(`slostack needs Node 22.18 or newer on PATH, and this is ${version}`);
});

test.each(["22.18.0", "22.23.1", "23.0.0", "24.21.0"])("Node %s is not", (version) => {
  expect(tooOld(version)).toBeUndefined();
});

test("the command says so before it loads anything", () => {
  const pretend = 'data:text/javascript,Object.defineProperty(process.versions, "node", { value: "20.1.0" })';
  const { status, stderr, stdout } = spawnSync(process.execPath, ["--import", pretend, join(cli, "bin.mjs"), "--version"], {
    encoding: "utf8",
  });
  expect({ status, stdout, lines: stderr.trim().split("\n").length }).toEqual({ status: 2, stdout: "", lines: 1 });
  expect(stderr).toContain("slostack needs Node 22.18 or newer");
});
