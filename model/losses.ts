import { type Identity, type Loss, namesIn } from "./ledger.ts";
import { nearest } from "./nearest.ts";

/** An entry of the catalog that is gone with every name below it: a service, an SLO with its alerts, a single alert. */
export interface Gone {
  /** ids joined as in logical names */
  readonly name: string;
  readonly losses: readonly Loss[];
  /** name of the new entry that it probably is, as most of its names are there under that one */
  readonly now?: string;
}

type Entry = Pick<Loss, "kind" | "name">;

/**
 * Joins lost names to the entries that are gone, and finds what these were probably renamed to: an entry beside it that the
 * ledger does not know, with at least half of the lost names below it (of a single name: the nearest).
 *
 * @param ledger text of the ledger that holds the lost names
 */
export function goneOf(ledger: string, losses: readonly Loss[], identities: readonly Identity[]): Gone[] {
  const old = namesIn(ledger);
  const isAlive = below(identities.flatMap(({ kind, name, formerNames }) => [name, ...formerNames].map((any) => ({ kind, name: any }))));
  const isOld = below(old);
  const fresh = identities.filter(({ kind, name }) => !old.some((known) => known.kind === kind && known.name === name));
  const entryOf = ({ kind, name }: Loss) => prefixes(name).find((prefix) => !isAlive(kind, prefix)) ?? name;
  const entries = Map.groupBy(losses, (loss) => keyOf(loss.kind, entryOf(loss)));
  return [...entries.values()].map((lost): Gone => {
    const name = entryOf(lost[0] as Loss);
    const now = renamed(name, lost, fresh, isOld);
    return { name, losses: lost, ...(now !== undefined && { now }) };
  });
}

/** `shop`, `shop--web`, `shop--web--down`: what a name is below, and itself last. */
const prefixes = (name: string): string[] => name.split("--").map((_, index, parts) => parts.slice(0, index + 1).join("--"));

/** Names of one part (a team, a person) are of their kind alone; longer ones of a system, whatever their kind. */
const keyOf = (kind: string, name: string): string => `${isOfSystem(kind) ? "" : kind} ${name}`;
const ofSystems: readonly string[] = ["alert", "signal", "dashboard"] satisfies Identity["kind"][];
const isOfSystem = (kind: string): boolean => ofSystems.includes(kind);

/** Whether an entry of the names is, or is below, a name. A whole name counts for its own kind alone. */
function below(names: readonly Entry[]): (kind: string, name: string) => boolean {
  const whole = new Set(names.map(({ kind, name }) => `${kind} ${name}`));
  const parents = new Set(
    names.flatMap(({ kind, name }) =>
      prefixes(name)
        .slice(0, -1)
        .map((prefix) => keyOf(kind, prefix)),
    ),
  );
  return (kind, name) => whole.has(`${kind} ${name}`) || parents.has(keyOf(kind, name));
}

function renamed(name: string, lost: readonly Loss[], fresh: readonly Identity[], isOld: ReturnType<typeof below>): string | undefined {
  const depth = name.split("--").length;
  const parent = prefixes(name).at(-2);
  const beside = fresh.flatMap((one) => {
    const candidate = prefixes(one.name)[depth - 1];
    const fits = candidate !== undefined && prefixes(candidate).at(-2) === parent && lost.some(({ kind }) => kind === one.kind);
    return fits && !isOld(one.kind, candidate) ? [candidate] : [];
  });
  const candidates = [...new Set(beside)];
  const known = new Set(fresh.map((one) => `${one.kind} ${one.name}`));
  const shareOf = (candidate: string) =>
    lost.filter((one) => known.has(`${one.kind} ${candidate}${one.name.slice(name.length)}`)).length / lost.length;
  const whole = candidates.filter((candidate) => shareOf(candidate) >= 0.5);
  return whole.length === 1 ? whole[0] : nearest(name, whole);
}
