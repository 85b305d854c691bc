import { load } from "js-yaml";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { vocabulary } from "../../language.ts";
import { organizationSchema } from "../../model/schema/organization.ts";
import { writtenProfile } from "../../model/schema/profile.ts";
import { service, writtenSystemSchema } from "../../model/schema/system.ts";
import { fences, read } from "./markdown.ts";

const organization = organizationSchema(vocabulary);
const system = writtenSystemSchema(vocabulary);
const page = read("docs/catalog.md");
const examples = fences(page)
  .filter(({ info }) => info === "yaml")
  .map(({ text }) => text);

/** The schema of an example: a whole system, or keys of the organization, a system or a service. */
const parts: Record<string, z.ZodType> = { ...service.shape, ...system.shape, ...organization.shape };

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null && !Array.isArray(value);

function problems(example: string): string[] {
  const value = load(example);
  if (!isRecord(value)) return ["an example is a map"];
  if ("system" in value) return messages(system, value);
  if ("profile" in value) return messages(writtenProfile, value);
  return Object.entries(value).flatMap(([key, part]) => {
    const schema = parts[key];
    return schema ? messages(schema, part) : [`${key} is no key of a catalog`];
  });
}

const messages = (schema: z.ZodType, value: unknown): string[] =>
  schema.safeParse(value).error?.issues.map(({ path, message }) => `${path.join(".")}: ${message}`) ?? [];

interface Words {
  readonly keys: Set<string>;
  readonly values: Set<string>;
}

/** All keys, and all words that a key may take. */
function wordsOf(schema: unknown, found: Words = { keys: new Set(), values: new Set() }): Words {
  if (Array.isArray(schema)) for (const one of schema) wordsOf(one, found);
  else if (isRecord(schema)) {
    const { properties, enum: words, const: word, ...rest } = schema;
    for (const text of [...(Array.isArray(words) ? words : []), word]) if (typeof text === "string") found.values.add(text);
    if (isRecord(properties))
      for (const [key, inner] of Object.entries(properties)) wordsOf(inner, { ...found, keys: found.keys.add(key) });
    for (const inner of Object.values(rest)) wordsOf(inner, found);
  }
  return found;
}

const { keys, values } = wordsOf([organization, system, writtenProfile].map((schema) => z.toJSONSchema(schema, { io: "input" })));
const prose = page.replaceAll(/^```[\s\S]*?^```$/gm, "");
const explained = (word: string) => new RegExp(`\`(?:[a-z-]+: )?${word}(?::[^\`]*)?\``).test(prose);

describe("docs/catalog.md", () => {
  test.each(examples)("this example is a valid part of a catalog:\n%s", (example) => {
    expect(problems(example)).toEqual([]);
  });

  test("the check of examples finds an unknown key and a number without unit", () => {
    expect(problems("slos: { a: { signal: s, target: 99, runbook: r } }")).toHaveLength(1);
    expect(problems("slo: {}")).toEqual(["slo is no key of a catalog"]);
  });

  test.each([...keys].sort())("the key %s is explained", (key) => {
    expect(explained(key)).toBe(true);
  });

  test.each([...values].sort())("the word %s is explained", (value) => {
    expect(explained(value)).toBe(true);
  });

  test.each([
    "counter",
    "gauge",
    "histogram",
    "distribution",
    "events",
    "slices",
    "value",
    "count",
    "bad-share",
    "above",
    "below",
    "absent",
    "occurs",
    "logs",
    "senders",
    "formerly",
    "retired",
  ])("there is an example with %s", (key) => {
    expect(examples.some((example) => new RegExp(`\\b${key}:`).test(example))).toBe(true);
  });
});
