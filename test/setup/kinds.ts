/**
 * Tests that start programs: the Pulumi engine, Prometheus, a browser, git, this project's own command. They are seen by
 * their folder or by their name; no other test can start one.
 */
export const programTests: readonly string[] = [
  "test/{engine,prometheus,analysis/prove,vendor-models}/**/*.test.ts",
  "test/artifacts/running/*.test.ts",
  "test/**/*engine.test.ts",
  "test/**/*.program.test.ts",
];

/**
 * Tests that start no program and take their time: they walk every key, value, letter or hour that there is, or replay weeks. A quick
 * answer goes without them.
 */
export const exhaustiveTests: readonly string[] = ["test/**/*.exhaustive.test.ts"];
