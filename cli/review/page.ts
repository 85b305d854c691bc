import type { Line, Section } from "../../analysis/review/section.ts";

/** A review as it is read, whatever the format: the verdict before everything else. */
export interface Page {
  readonly title: Line;
  /** what was compared with what */
  readonly subject: Line;
  readonly sections: readonly Section[];
}
