import type { Measure } from "../model/measure.ts";
import type { Environment, Provenance, Service, Source, System } from "../model/resolved.ts";
import type { Threshold } from "./figure.ts";

export type PanelUnit = "s" | "ms" | "bytes" | "percent" | "share" | "per-second" | "count" | "burn-rate";

/** One line of a panel. */
export interface Line {
  readonly measure: Measure;
  /** text of the legend; labels of `by` are appended by the renderer */
  readonly legend: string;
}

/** A vendor-neutral panel: what is shown, in which unit, against which line. */
export interface DashboardPanel {
  /** stable id inside the dashboard, from catalog ids */
  readonly id: string;
  readonly title: string;
  readonly description?: string;
  readonly kind: "trend" | "now";
  readonly unit: PanelUnit;
  readonly lines: readonly Line[];
  /** lines of warning in the panel's unit, each with its bad side; from the same SLOs and alerts as the alert rules */
  readonly thresholds: readonly Threshold[];
  readonly provenance: Provenance;
}

export interface Link {
  readonly title: string;
  readonly url: string;
}

/** A vendor-neutral dashboard. Rows are shown in order, their panels from left to right. */
export interface DashboardSpec {
  /** logical name, for example `hastecrm--api--overview` */
  readonly name: string;
  readonly formerNames: readonly string[];
  /** path of the catalog entry that it is generated of: a service, or for example hastecrm/dashboards/traffic */
  readonly entry: string;
  readonly title: string;
  readonly environment: Environment;
  readonly system: System;
  readonly service?: Service;
  /** holds everything that is shown: its kind decides who shows it */
  readonly source: Source;
  readonly rows: readonly { readonly title: string; readonly panels: readonly DashboardPanel[] }[];
  readonly links: readonly Link[];
  readonly tags: readonly string[];
  readonly provenance: Provenance;
}

/** Its panels, row by row. */
export const panelsIn = ({ rows }: Pick<DashboardSpec, "rows">): DashboardPanel[] => rows.flatMap(({ panels }) => panels);
