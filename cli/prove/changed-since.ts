import { ruleFile } from "../../artifacts/prometheus/rules.ts";
import { type DashboardSpec, panelsIn } from "../../dashboards/dashboard.ts";
import { dashboardsOf } from "../../dashboards/dashboards.ts";
import { resolve } from "../../language.ts";
import type { CheckedCatalog } from "../../model/load.ts";
import type { Alert } from "../../monitors/alert.ts";
import { alertsOf } from "../../monitors/alerts.ts";
import { measureQuery } from "../../queries/promql.ts";
import { Refusal } from "../review/refusal.ts";
import { sidesOf } from "../review/sides.ts";
import { placeOfSides } from "../sides-place.ts";

export interface ChangedSince {
  readonly catalog: CheckedCatalog;
  readonly catalogDir: string;
  readonly environment: string;
  /** a git revision */
  readonly revision: string;
}

/** What differs from a revision, or is new. */
export interface Changed {
  /** whether its rules and recordings do */
  readonly alert: (alert: Alert) => boolean;
  /** whether its panels or their queries do */
  readonly dashboard: (dashboard: DashboardSpec) => boolean;
}

/**
 * Which alerts and dashboards differ from those of a revision.
 *
 * @throws Refusal if the revision, or its catalog, cannot be read
 */
export async function changedSince({ catalog, catalogDir, environment, revision }: ChangedSince): Promise<Changed> {
  const { base } = await sidesOf({ of: placeOfSides(catalogDir, environment), base: revision });
  if (!base.catalog && !base.absent)
    throw new Refusal(`the catalog at ${base.name} has errors: prove the whole of it, without --changed-since`);
  const known = base.catalog && Object.hasOwn(base.catalog.organization.environments, environment);
  const before = known && base.catalog ? textsOf(base.catalog, environment) : undefined;
  const after = textsOf(catalog, environment);
  return {
    alert: ({ name }) => after.rules.get(name) !== before?.rules.get(name),
    dashboard: ({ name }) => after.panels.get(name) !== before?.panels.get(name),
  };
}

/** The rules of each alert, and the panels of each dashboard, that an engine of PromQL evaluates. */
function textsOf(catalog: CheckedCatalog, environment: string) {
  const resolved = resolve(catalog, environment);
  const alerts = alertsOf(resolved);
  const own = alerts.filter(({ evaluator }) => evaluator.traits.series);
  const dashboards = dashboardsOf(resolved, alerts).filter(({ source }) => source.traits.series);
  return {
    rules: new Map(own.map((alert) => [alert.name, JSON.stringify(ruleFile([alert]))])),
    panels: new Map(dashboards.map((one) => [one.name, panelsText(one)])),
  };
}

const panelsText = (dashboard: DashboardSpec): string =>
  JSON.stringify(
    panelsIn(dashboard).map(({ id, title, thresholds, lines }) => [
      id,
      title,
      thresholds,
      lines.map(({ measure }) => measureQuery(measure)),
    ]),
  );
