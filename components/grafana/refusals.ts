import { panelsIn } from "../../dashboards/dashboard.ts";
import { logicalName } from "../../model/ids.ts";
import { formatDuration } from "../../model/quantity.ts";
import type { Refusal } from "../../model/refusal.ts";
import type { Monitoring } from "../vendor.ts";
import { uidOf } from "./names.ts";
import { panelId } from "./panel-id.ts";
import { probeRefusals, probesOf } from "./probe.ts";
import { groupsOf } from "./rule-group.ts";
import { forGrafana } from "./select.ts";

/** Grafana evaluates on a raster of this many seconds (`unified_alerting.scheduler` base interval). */
const raster = 10;
/** Longest title of a rule. */
const longestTitle = 190;

/**
 * What Grafana cannot express of a catalog, each with its path; empty when all is well. Nothing is rounded
 * or renamed silently.
 */
export function refusals(monitoring: Monitoring): Refusal[] {
  const { resolved, sources, alerts, dashboards } = forGrafana(monitoring);
  const { environment } = resolved;
  const intervals = sources
    .filter(({ evaluate }) => evaluate < raster || evaluate % raster !== 0)
    .map(({ id, evaluate }) => ({ entry: `sources/${id}/evaluate`, why: `${formatDuration(evaluate)} is not a multiple of ${raster}s` }));
  const titles = alerts
    .filter(({ title }) => title.length > longestTitle)
    .map(({ entry, title }) => ({ entry, why: `the title has ${title.length} characters, more than ${longestTitle}` }));
  const sameTitles = groupsOf(resolved, alerts).flatMap((group) =>
    repeated(group.alerts, ({ title }) => title).map(({ entry, title }) => ({
      entry,
      why: `another alert of the service also has the title "${title}"`,
    })),
  );
  const sameUids = repeated(
    [...alerts, ...dashboards].map((one) => ({ name: one.name, uid: uidOf(one, environment) })),
    ({ uid }) => uid,
  ).map(({ name, uid }) => ({ entry: name, why: `its uid ${uid} is already taken` }));
  const samePanels = dashboards.flatMap((dashboard) =>
    repeated(panelsIn(dashboard), ({ id }) => panelId(id)).map(({ id }) => ({
      entry: logicalName(dashboard.name, id),
      why: "another panel has the same number; give it another id",
    })),
  );
  const probes = probesOf(alerts).flatMap((probe) => probeRefusals(probe, environment));
  return [...intervals, ...titles, ...sameTitles, ...sameUids, ...samePanels, ...probes];
}

/** The entries whose key an earlier one has. */
function repeated<T>(entries: readonly T[], key: (entry: T) => string | number): T[] {
  const seen = new Set<string | number>();
  return entries.filter((entry) => {
    const known = seen.has(key(entry));
    seen.add(key(entry));
    return known;
  });
}
