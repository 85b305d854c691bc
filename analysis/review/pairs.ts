import type { Alert } from "../../monitors/alert.ts";
import type { Pair } from "./change.ts";

/**
 * The alerts of two revisions, each once: those of head in its order, then those that are gone. An alert is the same
 * when either had the name of the other, now or formerly.
 */
export function pairsOf(base: readonly Alert[], head: readonly Alert[]): Pair[] {
  const left = new Map(base.map((alert) => [alert.name, alert]));
  const partners = new Map<Alert, Alert>();
  const take = (after: Alert, before: Alert | undefined) => {
    if (!before || !left.delete(before.name)) return;
    partners.set(after, before);
  };
  for (const after of head) take(after, left.get(after.name));
  for (const after of head) if (!partners.has(after)) take(after, formerOf(after, left));
  const found = head.map((after): Pair => {
    const before = partners.get(after);
    return before ? { before, after } : { after };
  });
  return [...found, ...[...left.values()].map((before): Pair => ({ before }))];
}

function formerOf(after: Alert, left: ReadonlyMap<string, Alert>): Alert | undefined {
  const former = after.formerNames.map((name) => left.get(name)).find((one) => one !== undefined);
  return former ?? [...left.values()].find((before) => before.formerNames.some((name) => namesOf(after).includes(name)));
}

const namesOf = ({ name, formerNames }: Alert): readonly string[] => [name, ...formerNames];
