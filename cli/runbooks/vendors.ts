import type { AlertQuery, Runbook } from "../../components/runbook.ts";
import type { Measure } from "../../model/measure.ts";
import type { Source, Store } from "../../model/resolved.ts";
import type { Alert } from "../../monitors/alert.ts";
import { fromFolders } from "../../sandbox/vendor-folders.ts";

/** What runbooks say about each vendor, found in its folder. */
export const vendors: readonly Runbook[] = [...(await fromFolders<{ readonly runbook: Runbook }>("runbook")).values()].map(
  ({ runbook }) => runbook,
);

/**
 * The query that the evaluator of an alert runs, as the vendor receives it.
 *
 * @throws Error if the evaluator does not support the condition
 */
export function alertQuery(alert: Alert): AlertQuery {
  const { kind } = alert.evaluator;
  // The type checker does not see that the key and the argument are of one kind.
  const render = vendors.flatMap(({ queries }) => queries?.[kind] ?? [])[0] as ((alert: Alert) => AlertQuery) | undefined;
  if (!render) throw new Error(`${alert.name}: no vendor renders queries for sources of kind ${kind}`);
  return render(alert);
}

/** The vendor that draws dashboards of a source. */
export const drawerOf = ({ kind }: Source): string => vendors.flatMap(({ draws }) => draws?.[kind] ?? [])[0] ?? kind;

/**
 * What the vendor that draws the dashboards of a source asks for one line of a panel.
 *
 * @throws Error if the vendor cannot show it
 */
export function panelQuery({ kind }: Source, measure: Measure): string {
  const [render] = vendors.flatMap(({ panels }) => panels?.[kind] ?? []);
  if (!render) throw new Error(`no vendor draws panels of sources of kind ${kind}`);
  return render(measure);
}

/** Where people look at a source, at the vendors that have such a place. */
export function sourcePlaces(source: Source): string[] {
  return vendors.flatMap(({ sources }) => {
    const place = sources?.[source.kind] as ((source: Source) => string) | undefined;
    return place ? [place(source)] : [];
  });
}

/** Where the log lines of a store are searched. */
export function storePlaces(store: Store): string[] {
  return vendors.flatMap(({ stores }) => {
    const place = stores?.[store.kind] as ((store: Store) => string) | undefined;
    return place ? [place(store)] : [];
  });
}
