import { existsSync, statfsSync } from "node:fs";
import { availableParallelism, totalmem } from "node:os";
import { defineConfig } from "vitest/config";
import ExhaustiveFirst from "./test/setup/exhaustive-first.ts";
import { exhaustiveTests, programTests } from "./test/setup/kinds.ts";

/**
 * Tests without programs write and remove thousands of small catalogs: where the system has a folder in memory, and a gigabyte of it is free,
 * none of that waits for a disk.
 */
const inMemory = hasGigabyte("/dev/shm") ? { TMPDIR: "/dev/shm" } : {};

export default defineConfig({
  test: {
    // A worker for each core, as far as there is memory: a worker and the programs that it starts take up to 3 GiB.
    maxWorkers: Math.max(2, Math.min(availableParallelism(), Math.floor(totalmem() / (3 * 2 ** 30)))),
    testTimeout: 120_000,
    hookTimeout: 300_000,
    // The modules of the vendors are loaded once a worker, not once a file, and what serves a sandbox serves the next file too.
    isolate: false,
    // Node itself loads what the tests import, as it does for users: nothing is transformed, and no module is mocked.
    experimental: { viteModuleRunner: false, nodeLoader: false },
    sequence: { sequencer: ExhaustiveFirst },
    reporters: ["default", "./test/setup/times.ts"],
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: ["test/**/*.test.ts"],
          exclude: [...programTests, ...exhaustiveTests],
          setupFiles: ["test/setup/no-program.ts"],
          env: inMemory,
        },
      },
      {
        extends: true,
        test: {
          name: "exhaustive",
          include: [...exhaustiveTests],
          testTimeout: 600_000,
          setupFiles: ["test/setup/no-program.ts"],
          env: inMemory,
        },
      },
      {
        extends: true,
        test: {
          name: "program",
          include: [...programTests],
          globalSetup: ["test/setup/programs.ts"],
        },
      },
    ],
  },
});

function hasGigabyte(folder: string): boolean {
  if (!existsSync(folder)) return false;
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize >= 2 ** 30;
}
