import type { DashboardSpec } from "../../dashboards/dashboard.ts";
import { dashboardsOf } from "../../dashboards/dashboards.ts";
import type { Resolved } from "../../model/resolved.ts";
import type { Alert } from "../../monitors/alert.ts";
import { alertsOf } from "../../monitors/alerts.ts";
import { demandsOf } from "../contract/demand.ts";

/** An object that a vendor is to hold, as far as it matters here. */
export interface CatalogObject {
  /** name of the vendor */
  readonly vendor: string;
  /** type token */
  readonly type: string;
  /** logical name */
  readonly name: string;
  /** entries of the catalog that it answers */
  readonly from: readonly string[];
  readonly args: unknown;
}

export interface RenderedFile {
  readonly path: string;
  readonly text: string;
  /** entries of the catalog that it answers */
  readonly from: readonly string[];
}

/** One environment: what the catalog asks for, every object of its plan, and the files that were rendered. */
export interface Stack {
  readonly resolved: Resolved;
  readonly alerts: readonly Alert[];
  readonly dashboards: readonly DashboardSpec[];
  readonly demands: ReturnType<typeof demandsOf>;
  readonly objects: readonly CatalogObject[];
  readonly files: readonly RenderedFile[];
}

export function stackOf(resolved: Resolved, objects: readonly CatalogObject[], files: readonly RenderedFile[]): Stack {
  const alerts = alertsOf(resolved);
  return { resolved, alerts, dashboards: dashboardsOf(resolved, alerts), demands: demandsOf(resolved), objects, files };
}
