import type { Alert } from "../../monitors/alert.ts";
import { type Drifted, driftedOf, type Refreshed } from "./drift/refreshed.ts";
import type { Listing, Unmanaged } from "./drift/unmanaged.ts";
import { unmanagedOf } from "./drift/unmanaged.ts";
import { alertNames } from "./plan/concern.ts";
import type { Kinds } from "./plan/kind.ts";
import { type PlannedObject, plannedObject } from "./plan/planned.ts";
import type { PreviewStep } from "./plan/preview.ts";
import { readUrn } from "./plan/urn.ts";

export type { Drifted, Refreshed } from "./drift/refreshed.ts";
export type { Listed, Listing, Unmanaged } from "./drift/unmanaged.ts";
export { listedIn, unownedIn } from "./drift/unmanaged.ts";

/** What the engine saw: each object of the stack at its vendor, and what an update would do about it. */
export interface Seen {
  readonly refreshed: readonly Refreshed[];
  readonly steps: readonly PreviewStep[];
}

/** What is in the accounts, and what of it some stack owns. */
export interface Accounts {
  readonly listings: readonly Listing[];
  /** `<type token> <id>` of every object of every stack */
  readonly owned: ReadonlySet<string>;
}

/** How the vendors differ from what the last update left, in the words of the catalog. */
export interface Drift {
  /** changed or removed by someone; what pages first */
  readonly drifted: readonly Drifted[];
  /** differ from the catalog and not from the last update: not deployed yet, or taken into the state by a refresh */
  readonly pending: readonly PlannedObject[];
  /** objects that an update would touch only because of others that are gone */
  readonly following: number;
  readonly unmanaged: readonly Unmanaged[];
  readonly listings: readonly Listing[];
  /** objects that were compared */
  readonly compared: number;
}

/** @param alerts of the catalog, in the environment of the stack */
export function driftOf(seen: Seen, accounts: Accounts, alerts: readonly Alert[], kindOf: Kinds): Drift {
  const names = alertNames({ base: [], head: alerts, kindOf });
  const drifted = seen.refreshed.flatMap((one) => driftedOf(one, names)).sort(inOrder);
  const known = new Set(drifted.map(({ urn }) => urn));
  const planned = [...Map.groupBy(seen.steps, ({ urn }) => urn)].flatMap(([urn, steps]) =>
    known.has(urn) ? [] : (plannedObject(urn, steps, names) ?? []),
  );
  const isGone = drifted.some(({ fate }) => fate === "gone");
  const pending = planned.filter((object) => !(isGone && followsOnly(object)) && !spelledOnly(object));
  return {
    drifted,
    pending,
    following: isGone ? planned.filter(followsOnly).length : 0,
    unmanaged: unmanagedOf(accounts.listings, accounts.owned, kindOf),
    listings: accounts.listings,
    compared: seen.refreshed.filter(({ urn }) => isCompared(urn)).length,
  };
}

const isCompared = (urn: string): boolean => !/^(pulumi|slostack):/.test(readUrn(urn).type);

/** Every field of it is a value that is known only when something else exists, or a key of it. */
function followsOnly({ fate, fields, parts }: PlannedObject): boolean {
  const all = [...fields, ...parts.flatMap((part) => part.fields)];
  return (
    (fate === "updated" || fate === "replaced") &&
    all.length > 0 &&
    all.every(({ after }) => /^\((known only then|another secret)\)$/.test(after))
  );
}

/** To the provider it differs, and to no one else. */
const spelledOnly = ({ fate, fields, parts }: PlannedObject): boolean => fate === "updated" && fields.length === 0 && parts.length === 0;

const inOrder = (one: Drifted, other: Drifted): number => {
  const significance = ({ pages, fate }: Drifted) => (pages ? 0 : 2) + (fate === "gone" ? 0 : 1);
  return (
    significance(one) - significance(other) || (one.type < other.type ? -1 : one.type > other.type ? 1 : one.name < other.name ? -1 : 1)
  );
};
