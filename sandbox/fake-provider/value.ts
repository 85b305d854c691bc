/** What a property of a resource may hold once secrets are unwrapped. */
export type Value = string | number | boolean | null | readonly Value[] | Fields;
export interface Fields {
  readonly [name: string]: Value;
}

/** The key by which the engine marks a value as special, and the mark of a secret (Pulumi's wire format). */
const signature = "4dabf18193072939515e22adb298388d";
const secretMark = "1b47061264138c4ac30d75fd1eb44270";

/** Stands on the wire for a value that is known only after an update. */
export const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** Names the place of a value: "rules[0].datas[1].model". In a pattern, "[]" is any place of a list. */
export type Path = string;

export function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function isList(value: unknown): value is readonly Value[] {
  return Array.isArray(value);
}

export function at(path: Path, key: string | number): Path {
  if (typeof key === "number") return `${path}[${key}]`;
  return path === "" ? key : `${path}.${key}`;
}

/** Takes the secrets out of their envelopes; `secrets` collects their places. Null and absent are the same. */
export function unwrap(value: unknown, secrets: Path[] = [], path: Path = ""): Value {
  if (isList(value)) return value.map((item, i) => unwrap(item, secrets, at(path, i)));
  if (!isFields(value)) return (value ?? null) as Value;
  if (value[signature] === secretMark) {
    secrets.push(path);
    return unwrap(value.value, secrets, path);
  }
  const entries = Object.entries(value).map(([key, item]) => [key, unwrap(item, secrets, at(path, key))] as const);
  return Object.fromEntries(entries.filter(([, item]) => item !== null));
}

/** Puts the values at these places (patterns with "[]" allowed) into secret envelopes. */
export function wrap(value: Value, secrets: readonly Path[], path: Path = ""): Value {
  if (path !== "" && secrets.some((secret) => secret === path || secret === pattern(path))) return { [signature]: secretMark, value };
  if (isList(value)) return value.map((item, i) => wrap(item, secrets, at(path, i)));
  if (!isFields(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, wrap(item, secrets, at(path, key))]));
}

/** "slacks[3].url" -> "slacks[].url" */
export function pattern(path: Path): Path {
  return path.replaceAll(/\[\d+\]/g, "[]");
}

/** The value at a place; undefined if the place does not exist. */
export function valueAt(value: Value | undefined, path: Path): Value | undefined {
  let here: Value | undefined = value;
  for (const step of path.matchAll(/\[(\d+)\]|([^.[\]]+)/g)) {
    if (isList(here)) here = here[Number(step[1])];
    else if (isFields(here)) here = here[step[2] ?? ""];
    else return undefined;
  }
  return here;
}

/** Is a value that is not known yet anywhere inside? */
export function hasUnknown(value: Value | undefined): boolean {
  if (isList(value)) return value.some(hasUnknown);
  if (isFields(value)) return Object.values(value).some(hasUnknown);
  return value === unknown;
}

/** Replaces every value whose place matches one of the patterns. `change` sees the value and its place; null removes it. */
export function mapAt(value: Value, patterns: readonly Path[], change: (value: Value, path: Path) => Value, path: Path = ""): Value {
  if (path !== "" && patterns.includes(pattern(path))) return change(value, path);
  if (isList(value)) return value.map((item, i) => mapAt(item, patterns, change, at(path, i)));
  if (!isFields(value)) return value;
  const entries = Object.entries(value).map(([key, item]) => [key, mapAt(item, patterns, change, at(path, key))] as const);
  return Object.fromEntries(entries.filter(([, item]) => item !== null));
}

export function text(value: Value | undefined): string {
  return typeof value === "string" ? value : value === undefined || value === null ? "" : String(value);
}

export function list(value: Value | undefined): readonly Value[] {
  return isList(value) ? value : [];
}

export function fields(value: Value | undefined): Fields {
  return isFields(value) ? value : {};
}
