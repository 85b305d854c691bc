/** An entry at base, at head, or at both. */
export interface Sides<T> {
  readonly before?: T;
  readonly after?: T;
}

interface Named {
  readonly id: string;
  readonly formerly?: readonly string[];
}

/**
 * Entries of two revisions that are the same: by their id, or by one that either had. An id that lives on both sides
 * goes before one that only one side remembers, so that nothing is matched twice.
 */
export function matched<T extends Named>(base: readonly T[], head: readonly T[]): Sides<T>[] {
  const left = new Set(base);
  const partners = new Map<T, T>();
  const take = (is: (before: T, after: T) => boolean) => {
    for (const after of head) {
      if (partners.has(after)) continue;
      const before = [...left].find((one) => is(one, after));
      if (!before) continue;
      left.delete(before);
      partners.set(after, before);
    }
  };
  take((before, after) => before.id === after.id);
  take((before, after) => idsOf(after).some((id) => idsOf(before).includes(id)));
  const found = head.map((after): Sides<T> => sides(partners.get(after), after));
  return [...found, ...[...left].map((before): Sides<T> => ({ before }))];
}

const idsOf = ({ id, formerly = [] }: Named): readonly string[] => [...formerly, id];

/** Both, where both are there. */
export function sides<T>(before: T | undefined, after: T | undefined): Sides<T> {
  return { ...(before !== undefined && { before }), ...(after !== undefined && { after }) };
}

/** What both sides have of a list; those of `former` ids are the same. */
export function members<T, U extends Named>(of: Sides<T>, list: (one: T) => readonly U[]): Sides<U>[] {
  return matched(of.before ? list(of.before) : [], of.after ? list(of.after) : []);
}

/** What each side has of an entry. */
export function part<T, U>(of: Sides<T>, take: (one: T) => U | undefined): Sides<U> {
  return sides(of.before && take(of.before), of.after && take(of.after));
}
