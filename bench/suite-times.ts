import { globSync } from "node:fs";
import { join } from "node:path";
import { exhaustiveTests, programTests } from "../test/setup/kinds.ts";

/** What one file of tests took in its worker: its imports, its hooks and its tests. */
export interface FileTime {
  /** path from the root of the project */
  readonly file: string;
  readonly kind: string;
  readonly tests: number;
  readonly seconds: number;
}

/** One run of tests, as a user waits for it. */
export interface SuiteTimes {
  /** ISO date and time of its end */
  readonly at: string;
  /** from the start of the command to its end, in seconds */
  readonly seconds: number;
  readonly files: readonly FileTime[];
}

const root = join(import.meta.dirname, "..");

/** A run of all tests, or of all unit tests. */
export type Run = "whole" | "unit";

/** Every file of tests of such a run, as paths from the root of the project. */
export const testFiles = (run: Run): string[] =>
  globSync("test/**/*.test.ts", { cwd: root, exclude: run === "unit" ? [...programTests, ...exhaustiveTests] : [] });

/** Where such a run is recorded. */
export const recordOf = (run: Run): string => join(root, "node_modules", ".cache", "slostack", `tests-${run}.json`);
