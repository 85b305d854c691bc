import { at, type Fields, hasUnknown, isFields, isList, type Path, pattern, type Value } from "./value.ts";

export type Change = "add" | "delete" | "update";

/** One changed place, and whether the vendor can change it on the living object. */
export interface Difference {
  readonly path: Path;
  readonly change: Change;
  readonly replaces: boolean;
}

/**
 * What differs between what exists and what is wanted, both in the form in which the vendor's plugin compares.
 * An absent value and an empty one ("", 0, false, [], {}) are the same, as they are to the vendors' plugins.
 */
export function differences(existing: Fields, wanted: Fields, replaces: readonly Path[]): Difference[] {
  const found: Difference[] = [];
  const note = (path: Path, change: Change) =>
    found.push({ path, change, replaces: replaces.some((place) => pattern(path) === place || pattern(path).startsWith(`${place}.`)) });
  compare(existing, wanted, "", note);
  return found;
}

function compare(existing: Value | undefined, wanted: Value | undefined, path: Path, note: (path: Path, change: Change) => void): void {
  if (isFields(existing) && isFields(wanted)) {
    for (const key of new Set([...Object.keys(existing), ...Object.keys(wanted)])) {
      compare(existing[key], wanted[key], at(path, key), note);
    }
  } else if (isList(existing) && isList(wanted)) {
    for (let i = 0; i < Math.max(existing.length, wanted.length); i++) compare(existing[i], wanted[i], at(path, i), note);
  } else if (isEmpty(existing) && isEmpty(wanted)) return;
  else if (isEmpty(existing) && path !== "") note(path, "add");
  else if (isEmpty(wanted)) note(path, "delete");
  // What is not known yet may become anything: the plan must show an update.
  else if (hasUnknown(wanted) || !sameText(existing, wanted)) note(path, "update");
}

/** "5" and 5 are one value to a plugin whose schema has one type for both. */
function sameText(a: Value | undefined, b: Value | undefined): boolean {
  return typeof a !== "object" && typeof b !== "object" && String(a) === String(b);
}

function isEmpty(value: Value | undefined): boolean {
  if (value === undefined || value === null || value === "" || value === 0 || value === false) return true;
  if (isList(value)) return value.length === 0;
  return isFields(value) && Object.keys(value).length === 0;
}
