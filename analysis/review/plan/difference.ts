import { at, type Fields, isEmpty, isFields, isList, isSecret, isSecretName, isUnknown, opened } from "./value.ts";

/** One place at which two values say different things. */
export interface Difference {
  /** in the vendor's object as it stands after; of what is gone, as it stood before: `rules[2].for` */
  readonly path: string;
  readonly before: unknown;
  readonly after: unknown;
  /** the outermost entry of a list that holds the place, for example the rule in a group of rules */
  readonly holder?: Fields;
  /** nothing of it may be shown */
  readonly secret: boolean;
}

/** Keys by which the entries of a vendor's lists are known, the surest first. */
const identities = ["uid", "key", "name", "refId", "id", "title", "alertContactId"] as const;

/**
 * Where two values mean different things. Entries of lists are found by what they are called, not by their position, so
 * that one entry more is one difference; texts that are JSON are compared as what they hold. An empty value and an absent
 * one are the same, and so are two secrets, of which no one can tell.
 */
export function differencesOf(before: unknown, after: unknown, path = ""): Difference[] {
  return [...compared(before, after, path, { secret: false })];
}

interface Around {
  readonly holder?: Fields;
  readonly secret: boolean;
}

function* compared(before: unknown, after: unknown, path: string, around: Around): Generator<Difference> {
  const [one, other] = [open(before), open(after)];
  if (isSecret(one) && isSecret(other)) return;
  if (isEmpty(one) && isEmpty(other)) return;
  if (isSecret(one) || isSecret(other)) yield { path, before: one, after: other, ...around, secret: true };
  else if (isList(one) && isList(other)) yield* comparedLists(one, other, path, around);
  else if (isFields(one) && isFields(other)) {
    for (const key of new Set([...Object.keys(one), ...Object.keys(other)])) {
      const secret = around.secret || isSecretName(key);
      yield* compared(one[key], other[key], at(path, key), { ...around, secret });
    }
  } else if (!sameText(one, other)) yield { path, before: one, after: other, ...around };
}

const open = (value: unknown): unknown => (typeof value === "string" ? (opened(value) ?? value) : value);

/** "5" and 5 are one value to a provider whose schema has one type for both. */
function sameText(one: unknown, other: unknown): boolean {
  const isText = (value: unknown) => typeof value !== "object" && value !== undefined;
  return isText(one) && isText(other) && String(one) === String(other);
}

function* comparedLists(before: readonly unknown[], after: readonly unknown[], path: string, around: Around): Generator<Difference> {
  if (![...before, ...after].every((item) => isFields(item) && !isSecret(item))) {
    const plain = [...before, ...after].every((item) => typeof item !== "object");
    if (!plain && before.length === after.length) {
      for (const [index, item] of before.entries()) yield* compared(item, after[index], at(path, index), around);
    } else if (JSON.stringify(before) !== JSON.stringify(after)) yield { path, before, after, ...around };
    return;
  }
  for (const { one, other, place } of pairs(before as readonly Fields[], after as readonly Fields[])) {
    const holder = other ?? one;
    const inside = around.holder || !holder ? around : { ...around, holder };
    if (one && other) yield* compared(one, other, at(path, place), inside);
    else yield { path: at(path, place), before: one, after: other, ...inside };
  }
}

interface Matched {
  readonly one?: Fields;
  readonly other?: Fields;
  readonly place: number;
}

function pairs(before: readonly Fields[], after: readonly Fields[]): Matched[] {
  const key = identities.find((name) => isKey(before, name) && isKey(after, name));
  const found = (place: number, one: Fields | undefined, other: Fields | undefined): Matched => ({
    place,
    ...(one && { one }),
    ...(other && { other }),
  });
  if (key === undefined)
    return Array.from({ length: Math.max(before.length, after.length) }, (_, index) => found(index, before[index], after[index]));
  const old = new Map(before.map((item) => [item[key], item]));
  const names = new Set(after.map((item) => item[key]));
  return [
    ...after.map((item, index) => found(index, old.get(item[key]), item)),
    ...before.flatMap((item, index) => (names.has(item[key]) ? [] : [found(index, item, undefined)])),
  ];
}

/** Whether every entry has a value of its own under a key. */
function isKey(items: readonly Fields[], name: string): boolean {
  const values = items.map((item) => item[name]);
  const known = values.every((value) => (typeof value === "string" || typeof value === "number") && value !== "" && !isUnknown(value));
  return known && new Set(values).size === values.length;
}
