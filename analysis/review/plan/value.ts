/** Values of resources as the engine writes them down: secrets masked, what is not known yet marked. */

export interface Fields {
  readonly [name: string]: unknown;
}

/** The key by which the engine marks a value as special (Pulumi's wire format). */
const signature = "4dabf18193072939515e22adb298388d";
/** What stands for a value that is known only after an update. */
const unknownValue = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
/** What the engine writes in the place of a secret. */
const mask = "[secret]";

/** Names under which vendors keep what lets someone in: never shown, even where the engine was not told that they are secret. */
const secretName = /(token|secret|password|integrationkey|servicekey|apikey|accesskey|authorization|credentials?)$/i;

export const isFields = (value: unknown): value is Fields => typeof value === "object" && value !== null && !Array.isArray(value);
export const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value);

/** Whatever carries the mark of the engine is not shown: secrets, and the rare files. */
export const isSecret = (value: unknown): boolean => value === mask || (isFields(value) && signature in value);
export const isSecretName = (name: string): boolean => secretName.test(name);
export const isUnknown = (value: unknown): boolean => value === unknownValue;

/** Is a value that is not known yet anywhere inside? */
export function hasUnknown(value: unknown): boolean {
  if (isList(value)) return value.some(hasUnknown);
  if (isFields(value)) return Object.values(value).some(hasUnknown);
  return isUnknown(value);
}

/** To vendors and their providers, what is absent and what is empty are one. */
export function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null || value === "") return true;
  if (isList(value)) return value.length === 0;
  return isFields(value) && Object.keys(value).length === 0;
}

/** What a text holds that is JSON; undefined for every other text. */
export function opened(text: string): Fields | readonly unknown[] | undefined {
  if (!/^\s*[[{]/.test(text)) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return isFields(value) || isList(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** `rules[0].for` of a path and a key; a key that is no word is in quotes, as the engine writes it. */
export function at(path: string, key: string | number): string {
  if (typeof key === "number") return `${path}[${key}]`;
  if (!/^[\w$-]+$/.test(key)) return `${path}[${JSON.stringify(key)}]`;
  return path === "" ? key : `${path}.${key}`;
}

/** The keys of a path as the engine writes it: `labels["a.b"].c[2]` -> labels, a.b, c, 2. */
export function stepsOf(path: string): (string | number)[] {
  return [...path.matchAll(/\["((?:[^"\\]|\\.)*)"\]|\[(\d+)\]|([^.[\]]+)/g)].map(([, quoted, index, word = ""]) =>
    quoted === undefined ? (index === undefined ? word : Number(index)) : quoted.replaceAll(/\\(.)/g, "$1"),
  );
}

/** The value at a path; undefined if the place does not exist. */
export function valueAt(value: unknown, path: string): unknown {
  let here = value;
  for (const step of stepsOf(path)) {
    if (isList(here)) here = here[Number(step)];
    else if (isFields(here)) here = here[String(step)];
    else return undefined;
  }
  return here;
}
