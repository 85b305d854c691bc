/** Text as a string literal: between double quotes, where a backslash escapes. */
export function text(value: string): string {
  return JSON.stringify(value);
}

/**
 * A dataset or a field by its name, whatever is in it: `['user.id']`. A bare name would have to be no word of the
 * language, and its dots would be steps. Time is always `_time`, of every dataset.
 */
export function name(value: string): string {
  if (value === "_time") return value;
  const escaped = JSON.stringify(value).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'");
  return `['${escaped}']`;
}
