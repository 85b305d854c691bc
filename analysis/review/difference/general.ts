import { Entry, isList, type Plain, same, words } from "./plain.ts";
import { becomes } from "./words.ts";

/*
 * What has no words of its own still shows: by the names of its fields, down to the part that differs.
 */

type Part = { readonly [key: string]: Plain };

const isPart = (value: Plain): value is Part => typeof value === "object" && !(value instanceof Entry) && !isList(value);
const idOf = (value: Plain): string | undefined => (isPart(value) && typeof value.id === "string" ? value.id : undefined);

/** A value for people. */
export function said(value: Plain): string {
  if (value === undefined) return "none";
  if (value === true) return "yes";
  if (value === false) return "no";
  if (value instanceof Entry) return value.id;
  if (typeof value !== "object") return value === "" ? "empty" : String(value);
  if (isList(value)) return value.length === 0 ? "none" : value.map((one) => idOf(one) ?? said(one)).join(", ");
  const fields = Object.entries(value).map(([key, one]) => `${words(key)} ${said(one)}`);
  return fields.length === 0 ? "none" : fields.join(", ");
}

const texts: Readonly<Record<string, string>> = {
  source: "requirements edited",
  correction: "correction edited",
  decision: "decision edited",
};

/**
 * Everything in which two values differ, a text each.
 *
 * @param word what they are, for people
 */
export function differences(word: string, before: Plain, after: Plain): string[] {
  if (same(before, after)) return [];
  if (isPart(before) && isPart(after)) return inParts(before, after).map((one) => `${word}: ${one}`);
  if (areNamed(before) && areNamed(after)) return inNamed(before, after).map((one) => `${word}: ${one}`);
  if (isFlat(before) && isFlat(after)) return inLists(before, after).map((one) => `${word}: ${one}`);
  return [`${word} ${becomes(said(before), said(after))}`];
}

function inParts(before: Part, after: Part): string[] {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  const differing = keys.filter((key) => !same(before[key], after[key]));
  const own = differing.filter((key) => texts[key] === undefined);
  const told = own.flatMap((key) => differences(words(key), before[key], after[key]));
  return [...told, ...differing.flatMap((key) => texts[key] ?? [])];
}

function areNamed(value: Plain): value is readonly Plain[] {
  return typeof value === "object" && isList(value) && value.length > 0 && value.every((one) => idOf(one) !== undefined);
}

function inNamed(before: readonly Plain[], after: readonly Plain[]): string[] {
  const find = (all: readonly Plain[], id: string | undefined) => all.find((one) => idOf(one) === id);
  const gone = before.filter((one) => !find(after, idOf(one))).map((one) => `${idOf(one)} removed`);
  const others = after.flatMap((one) => {
    const old = find(before, idOf(one));
    return old === undefined ? [`${idOf(one)} added`] : differences(idOf(one) ?? "", old, one);
  });
  return [...gone, ...others, ...inOrder(before.map(idOf), after.map(idOf))];
}

const isFlat = (value: Plain): value is readonly Plain[] =>
  typeof value === "object" && isList(value) && value.every((one) => typeof one !== "object" || one instanceof Entry);

function inLists(before: readonly Plain[], after: readonly Plain[]): string[] {
  const [old, now] = [before.map(said), after.map(said)];
  const gone = old.filter((one) => !now.includes(one)).map((one) => `without ${one}`);
  const added = now.filter((one) => !old.includes(one)).map((one) => `with ${one}`);
  const moved = inOrder(old, now);
  return gone.length + added.length + moved.length > 0 ? [...gone, ...added, ...moved] : [becomes(old.join(", "), now.join(", "))];
}

/** Those of both sides in another order. */
function inOrder(before: readonly (string | undefined)[], after: readonly (string | undefined)[]): string[] {
  const [old, now] = [before.filter((one) => after.includes(one)), after.filter((one) => before.includes(one))];
  return String(old) === String(now) ? [] : [`in the order ${now.join(", ")}`];
}
