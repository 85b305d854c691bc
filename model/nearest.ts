import { distance } from "fastest-levenshtein";

/** The name most like a misspelt one, or nothing where none is alike: at most a third of its letters may differ. */
export function nearest(written: string, names: Iterable<string>): string | undefined {
  const limit = Math.max(2, Math.ceil(written.length / 3));
  let best: string | undefined;
  let least = limit + 1;
  for (const name of names) {
    // Names of very different length cannot be near; most of a large catalog is skipped here.
    if (Math.abs(name.length - written.length) >= least) continue;
    const found = distance(written.toLowerCase(), name.toLowerCase());
    if (found < least && found < name.length) {
      best = name;
      least = found;
    }
  }
  return best;
}
