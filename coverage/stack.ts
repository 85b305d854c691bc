import { demandsOf } from "../contract/demand.ts";
import type { DashboardSpec } from "../dashboards/dashboard.ts";
import { dashboardsOf } from "../dashboards/dashboards.ts";
import type { Resolved } from "../model/resolved.ts";
import type { Alert } from "../monitors/alert.ts";
import { alertsOf } from "../monitors/alerts.ts";

/** What a program registered, as far as it matters here. */
export interface Resource {
  /** type token, for example `datadog:index/monitor:Monitor` */
  readonly type: string;
  /** logical name */
  readonly name: string;
  /** logical name of the component that it belongs to; empty at the root */
  readonly parent: string;
  readonly inputs: unknown;
}

export interface RenderedFile {
  readonly path: string;
  readonly text: string;
}

/** One environment: what the catalog asks for, what was really registered, and the files that were rendered. */
export interface Stack {
  readonly resolved: Resolved;
  readonly alerts: readonly Alert[];
  readonly dashboards: readonly DashboardSpec[];
  readonly demands: ReturnType<typeof demandsOf>;
  readonly resources: readonly Resource[];
  readonly files: readonly RenderedFile[];
}

export function stackOf(resolved: Resolved, resources: readonly Resource[], files: readonly RenderedFile[]): Stack {
  const alerts = alertsOf(resolved);
  return { resolved, alerts, dashboards: dashboardsOf(resolved, alerts), demands: demandsOf(resolved), resources, files };
}
