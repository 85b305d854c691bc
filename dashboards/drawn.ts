import type { DashboardPanel } from "./dashboard.ts";

/** One series in a panel. */
export interface DrawnLine {
  /** its text in the legend */
  readonly name: string;
  /** from the beginning of the time to its end; null: no value */
  readonly points: readonly (number | null)[];
}

/** What data a panel shows. */
export interface Data {
  readonly kind: "recorded" | "simulated";
  /** for people: of recorded data whose they are and until when, of simulated data why they are not recorded */
  readonly words: string;
}

/** A panel with what its own queries return. */
export interface DrawnPanel {
  readonly panel: DashboardPanel;
  /** absent: no recorded data were given, and those of all panels are simulated */
  readonly data?: Data;
  /** one list for each line of the panel */
  readonly lines: readonly (readonly DrawnLine[])[];
}
