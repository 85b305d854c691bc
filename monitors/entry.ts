import type { Alert, AlertKind } from "./alert.ts";

/** Under which key of its service an entry of the catalog stands. */
export type Collection = "metrics" | "signals" | "slos" | "alerts";

/**
 * The whole path of an entry of a service. A signal and an alert of one service may share an id; their paths differ.
 *
 * @param path short, for example hastecrm/api/availability
 * @returns for example hastecrm/api/slos/availability
 */
export function entryIn(collection: Collection, path: string): string {
  const at = path.lastIndexOf("/");
  return `${path.slice(0, at)}/${collection}${path.slice(at)}`;
}

/** What an alert of each kind is generated of; the others name their entry by its whole path. */
const collections = {
  "burn-page": "slos",
  "burn-ticket": "slos",
  floor: "slos",
  threshold: "alerts",
  absence: "metrics",
  "no-traffic": "signals",
  groups: "signals",
  source: undefined,
  watchdog: undefined,
} as const satisfies Readonly<Record<AlertKind, Collection | undefined>>;

/** The whole path of the entry that an alert is generated of. */
export function entryOf({ kind, entry }: Pick<Alert, "kind" | "entry">): string {
  const collection = collections[kind];
  return collection === undefined ? entry : entryIn(collection, entry);
}
