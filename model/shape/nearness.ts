import type { z } from "zod";
import { type Document, nodeAt, type Path } from "../document.ts";
import { nearest } from "../nearest.ts";

type Issue = z.core.$ZodIssue;

/** The keys that an alternative demands and the value does not have. */
const missingKeys = (issues: readonly Issue[], path: Path, document: Document): string[] =>
  issues.flatMap(({ path: [key, ...deeper] }) =>
    typeof key === "string" && deeper.length === 0 && !nodeAt(document, [...path, key]) ? [key] : [],
  );

const unknownKeys = (issues: readonly Issue[]): string[] =>
  issues.flatMap((issue) => (issue.code === "unrecognized_keys" && issue.path.length === 0 ? issue.keys : []));

/** The keys that distinguish alternatives: the first that each one alone misses, and those that not all of them know. */
export function choices(alternatives: readonly (readonly Issue[])[], path: Path, document: Document): string[] {
  const missing = alternatives.map((issues) => missingKeys(issues, path, document));
  const foreign = alternatives.map((issues) => new Set(unknownKeys(issues)));
  const demanded = missing.flatMap((keys) => keys.find((key) => !missing.every((all) => all.includes(key))) ?? []);
  const known = foreign.flatMap((keys) => [...keys]).filter((key) => !foreign.every((all) => all.has(key)));
  return [...demanded, ...known];
}

/** How far a value is from an alternative: by its own keys first, then by all that is wrong below them. */
interface Distance {
  /** keys that are missing or unknown */
  readonly keys: number;
  readonly rest: number;
}
export const nearer = (one: Distance, other: Distance): number => (one.keys === other.keys ? one.rest - other.rest : one.keys - other.keys);

/** Another kind of value altogether: further away than any number of faulty keys. */
export const otherKind = Number.POSITIVE_INFINITY;

export function distance(issues: readonly Issue[], path: Path, document: Document): Distance {
  const missing = missingKeys(issues, path, document);
  // A key that is misspelt speaks for the alternative that has it.
  let keys = missing.length + unknownKeys(issues).filter((key) => !nearest(key, missing)).length;
  let rest = 0;
  for (const issue of issues) {
    if (issue.path.length === 0 && (issue.code === "invalid_type" || issue.code === "invalid_value")) keys = otherKind;
    else if (issue.path.length === 0 && issue.code === "invalid_union") {
      const [inner] = issue.errors.map((alternative) => distance(alternative, path, document)).sort(nearer);
      keys += inner?.keys ?? 0;
      rest += inner?.rest ?? 0;
    }
    // A word that stands for the alternative (`kind: …`) counts as a key of it.
    else if (issue.path.length === 1 && issue.code === "invalid_value" && !missing.includes(String(issue.path[0]))) keys += 1;
    else rest += 1;
  }
  return { keys, rest };
}
