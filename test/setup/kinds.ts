/**
 * Tests that start programs: the Pulumi engine, Prometheus, a browser, git, this project's own command. They are seen by
 * their folder or by their name; every other test is a unit test, in which no program can be started.
 */
export const programTests: readonly string[] = [
  "test/{engine,prometheus,analysis/prove,vendor-models}/**/*.test.ts",
  "test/artifacts/running/*.test.ts",
  "test/**/*engine.test.ts",
  "test/**/*.program.test.ts",
];
