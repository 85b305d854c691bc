import { exec, execFile, execFileSync, execSync, fork, spawn, spawnSync } from "node:child_process";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { findProgram } from "../../programs/find.ts";
import { programNames } from "../../programs/table.ts";

const refusal = "test/setup/no-program.test.ts starts true: name it *.program.test.ts (test/setup/kinds.ts)";

test.each([exec, execFile, execFileSync, execSync, fork, spawn, spawnSync])(
  "a unit test cannot start a program, by no way of Node",
  (start) => {
    expect(() => start("true")).toThrow(refusal);
  },
);

test("nor by a promise", async () => {
  await expect(promisify(execFile)("true")).rejects.toThrow(refusal);
});

test.each(programNames)("nor does it find %s, whatever was built on this machine before", async (name) => {
  await expect(findProgram(name, { report: () => {} })).rejects.toThrow(`${name} `);
});
