import { describe, it } from "vitest";

/** One fault of the field: somebody ran into it, and this is what slostack answers. */
export interface FieldCase {
  /** Public reports, as `owner/repository#number`; empty where the case was found in this project. */
  readonly reports: readonly string[];
  /** The smallest input that shows the fault: one sentence. */
  readonly input: string;
  /** The right answer: one sentence. */
  readonly answer: string;
  /** Throws unless the answer is what happens. */
  readonly proof: () => void | Promise<void>;
}

/** Faults of one kind, and what they have in common. */
export interface FieldTable {
  readonly title: string;
  readonly story: string;
  readonly cases: readonly FieldCase[];
}

/** Proves every row of a table, each as a test of its own. */
export function prove(table: FieldTable): void {
  describe(table.title, () => {
    for (const { reports, input, proof } of table.cases) it([input, ...reports].join(" · "), proof);
  });
}
