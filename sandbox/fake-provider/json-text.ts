import { type Fields, isFields, isList, type Value } from "./value.ts";

/** The object that a JSON text holds; undefined where it holds none. */
export function objectIn(json: string): Fields | undefined {
  try {
    const value: unknown = JSON.parse(json);
    return isFields(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** A value as encoding/json of Go writes it: what a provider puts into the state after it has read an answer. */
export function marshalled(value: Value): string {
  if (isList(value)) return `[${value.map(marshalled).join(",")}]`;
  if (isFields(value)) {
    const members = Object.keys(value)
      .sort()
      .map((key) => `${marshalled(key)}:${marshalled(value[key] ?? null)}`);
    return `{${members.join(",")}}`;
  }
  const unsafe: Readonly<Record<string, string>> = {
    "<": "\\u003c",
    ">": "\\u003e",
    "&": "\\u0026",
    "\u2028": "\\u2028",
    "\u2029": "\\u2029",
  };
  return JSON.stringify(value).replace(/[<>&\u2028\u2029]/g, (sign) => unsafe[sign] ?? sign);
}

/** The text as the provider reads it back; what is no object stays, and is refused elsewhere. */
export function remarshalled(json: string): string {
  const object = objectIn(json);
  return object === undefined ? json : marshalled(object);
}
