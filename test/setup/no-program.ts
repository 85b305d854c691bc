import childProcess from "node:child_process";
import { syncBuiltinESMExports } from "node:module";
import { relative } from "node:path";
import { expect } from "vitest";

/** Every way of Node to start a program. */
const starts = ["exec", "execFile", "execFileSync", "execSync", "fork", "spawn", "spawnSync"] as const;

// A unit test that starts a program fails by name, so that it does not slow the others down unseen.
for (const name of starts) {
  Object.assign(childProcess, {
    [name]: (program: unknown) => {
      const { testPath = "" } = expect.getState();
      throw new Error(`${relative(process.cwd(), testPath)} starts ${program}: name it *.program.test.ts (test/setup/kinds.ts)`);
    },
  });
}
syncBuiltinESMExports();

// Nor does it see which programs this machine has: where a file has the place of their folder, none is kept and none can be built.
process.env.SLOSTACK_CACHE = import.meta.filename;
