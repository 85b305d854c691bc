/** JSON of a resource's input: without what is undefined. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json | undefined };

/**
 * JSON as a Terraform provider gives it back: keys in the order of their code units, no blanks, and what HTML could misread
 * escaped, as Go writes it (https://pkg.go.dev/encoding/json#Marshal). Where a provider compares an input as text, any
 * other spelling is a difference at every preview.
 */
export function terraformJson(value: Json): string {
  return JSON.stringify(sorted(value)).replace(/[<>&\u2028\u2029]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

function sorted(value: Json): Json {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).flatMap(([name, item]): [string, Json][] => (item === undefined ? [] : [[name, sorted(item)]]));
  return Object.fromEntries(entries.sort(([one], [other]) => (one < other ? -1 : 1)));
}
