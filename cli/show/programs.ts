import { targets } from "../../artifacts/registry.ts";
import type { TargetFile } from "../../artifacts/target.ts";
import { nameIn } from "../../components/names.ts";
import { inOrder } from "../../components/report.ts";
import type { Alert } from "../../monitors/alert.ts";
import { channelInWords } from "../../monitors/routing.ts";
import type { Held } from "./vendors.ts";

/**
 * Programs that are configured by files: the alerts that each evaluates by itself, and its files. They are no objects of
 * any vendor, so nothing else would show them.
 */
export function heldByPrograms(files: readonly TargetFile[], alerts: readonly Alert[]): Held[] {
  return targets.flatMap(({ name, title, evaluates }) => {
    const rules = (evaluates?.(alerts) ?? []).map((alert) => [alert.title, alert.severity.id, recipientsOf(alert)]);
    const own = files.filter(({ path }) => path.startsWith(`${name}/`));
    const written = own.map(({ path, from }) => [path, from.length > 3 ? `${from.length} entries of the catalog` : from.join(", ")]);
    const sections = [
      { noun: "alert", rows: rules },
      { noun: "file", rows: written },
    ].filter(({ rows }) => rows.length > 0);
    return sections.length === 0 ? [] : [{ name, title, pager: false, sections }];
  });
}

/** In the words of the vendors' reports. */
function recipientsOf({ route, environment }: Alert): string {
  const channel = channelInWords(route.channel);
  if (route.kind === "page") return inOrder([`pages ${nameIn(environment, route.onCall.name)}`, channel]);
  return route.during === undefined ? channel : `${channel}, answered in ${route.during.id}`;
}
