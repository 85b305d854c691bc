import type { AlertQuery, Runbook } from "../../components/runbook.ts";
import type { Source, Store } from "../../model/resolved.ts";
import type { Alert } from "../../monitors/alert.ts";
import { fromFolders } from "../../sandbox/vendor-folders.ts";

/** What runbooks say of each vendor, found in its folder. */
export const vendors: readonly Runbook[] = [...(await fromFolders<{ readonly runbook: Runbook }>("runbook")).values()].map(
  ({ runbook }) => runbook,
);

/**
 * What the evaluator of an alert asks, as the vendor gets it.
 *
 * @throws Error where the evaluator cannot say it, and would refuse the alert
 */
export function alertQuery(alert: Alert): AlertQuery {
  const { kind } = alert.evaluator;
  // The type checker does not see that the key and the argument are of one kind.
  const asked = vendors.flatMap(({ queries }) => queries?.[kind] ?? [])[0] as ((alert: Alert) => AlertQuery) | undefined;
  if (!asked) throw new Error(`${alert.name}: no vendor says how it asks a source of the kind ${kind}`);
  return asked(alert);
}

/** Where a source is looked at, as the vendors that have such a place say. */
export function sourcePlaces(source: Source): string[] {
  return vendors.flatMap(({ sources }) => {
    const place = sources?.[source.kind] as ((source: Source) => string) | undefined;
    return place ? [place(source)] : [];
  });
}

/** Where the lines of a store are searched. */
export function storePlaces(store: Store): string[] {
  return vendors.flatMap(({ stores }) => {
    const place = stores?.[store.kind] as ((store: Store) => string) | undefined;
    return place ? [place(store)] : [];
  });
}
