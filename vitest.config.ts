import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    // The engine and promtool are outside programs: found, or built once, before any test runs.
    globalSetup: [],
    // Two cores: the engine tests start processes of their own.
    maxWorkers: 2,
    testTimeout: 120_000,
    hookTimeout: 300_000,
  },
});
