import type { z } from "zod";

/** Kinds of value, by the words that a schema or JavaScript has for them. */
export const words: Record<string, string> = {
  string: "text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  tuple: "a list",
  object: "a map",
  record: "a map",
};

/** What a value is, for people. */
export function kindOf(value: unknown): string {
  if (value === null || value === undefined) return "empty";
  if (Array.isArray(value)) return "a list";
  return words[typeof value] ?? typeof value;
}

/** What a value of another kind should have been. */
export function kindsIn(issue: z.core.$ZodIssue): string[] {
  if (issue.code === "invalid_type") return [words[issue.expected] ?? issue.expected];
  if (issue.code === "invalid_value") return issue.values.map((value) => JSON.stringify(value));
  return issue.code === "invalid_union" ? issue.errors.flat().flatMap(kindsIn) : [];
}
