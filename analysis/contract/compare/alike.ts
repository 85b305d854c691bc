import { distance } from "fastest-levenshtein";
import { nearest } from "../../../model/nearest.ts";

/**
 * The name that was probably meant: a slip of the pen, else one of the same words with more or fewer of them
 * (`seat_usage`, `organization_seat_usage`), else the one that differs by the fewest letters.
 */
export function alike(written: string, names: readonly string[]): string | undefined {
  const near = nearest(written, names);
  if (near !== undefined && distance(written, near) <= slip) return near;
  return names.find((name) => sharesWords(wordsOf(written), wordsOf(name))) ?? near;
}
const slip = 2;

const wordsOf = (name: string): string[] =>
  name
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== "");

function sharesWords(one: readonly string[], other: readonly string[]): boolean {
  const [shorter, longer] = one.length <= other.length ? [one, other] : [other, one];
  const long = shorter.length >= 2 || one.length === other.length || Math.max(...shorter.map(({ length }) => length)) >= leastWord;
  return shorter.length > 0 && long && shorter.every((word) => longer.includes(word));
}

/** One short word in common (`id`, `type`) means nothing. */
const leastWord = 4;

/** `failed` and `failure`, `Failed`: the same word as another writes it. Numbers and composed names are never that. */
export function isVariant(one: string, other: string): boolean {
  const [a, b] = [one.toLowerCase(), other.toLowerCase()];
  if (one === other || !/^[a-z]+$/.test(a) || !/^[a-z]+$/.test(b)) return false;
  if (a === b) return true;
  let stem = 0;
  while (stem < a.length && a[stem] === b[stem]) stem += 1;
  return stem >= leastWord && a.length - stem <= longestEnding && b.length - stem <= longestEnding;
}

const longestEnding = 3;

/** Whether a value begins as another does: both with a digit, or both with something else. */
export function sameForm(one: string, other: string): boolean {
  return /^\d/.test(one) === /^\d/.test(other);
}
