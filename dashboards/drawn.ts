import type { DashboardPanel } from "./dashboard.ts";

/** One series in a panel. */
export interface DrawnLine {
  /** its text in the legend */
  readonly name: string;
  /** from the beginning of the time to its end; null: no value */
  readonly points: readonly (number | null)[];
}

/** A panel with what its own queries return. */
export interface DrawnPanel {
  readonly panel: DashboardPanel;
  /** whose data it shows and until when, for people; false: simulated ones, beside panels with recorded ones; absent: all are simulated */
  readonly recorded?: string | false;
  /** one list for each line of the panel */
  readonly lines: readonly (readonly DrawnLine[])[];
}
