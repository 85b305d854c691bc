import { randomBytes, randomInt } from "node:crypto";
import type { Refusal } from "../../../sandbox/fake-provider/model.ts";
import { refuse, refuseIf } from "../../../sandbox/fake-provider/rules.ts";
import { type Fields, isList, list, type Path, text } from "../../../sandbox/fake-provider/value.ts";

/** Monitors are numbered; everything else has letters. Never one that was used before. */
export const numericId = (): string => String(randomInt(10_000_000, 999_999_999));
export const hexId = (): string => randomBytes(16).toString("hex");

/** Longest tag ("Getting started with tags"). */
const longestTag = 200;

export function tagRefusals(inputs: Fields, most = Number.POSITIVE_INFINITY): Refusal[] {
  const tags = list(inputs.tags).map(text);
  return [
    ...refuseIf(inputs.tags !== undefined && !isList(inputs.tags), "tags", `"${text(inputs.tags)}" is no list`),
    ...refuseIf(tags.length > most, "tags", `at most ${most} tags are allowed, got ${tags.length}`),
    ...tags.flatMap((tag, i) => refuseIf(tag.length > longestTag, `tags[${i}]`, `Tag length exceeds ${longestTag} characters`)),
  ];
}

/** Tags come back in lower case, each once, in order; to the plugin they are a set. */
export function withTags(inputs: Fields): Fields {
  // What is no list is refused, and not made one here.
  if (!isList(inputs.tags)) return inputs;
  return { ...inputs, tags: [...new Set(inputs.tags.map((tag) => text(tag).toLowerCase()))].sort() };
}

/** The API takes white space off both ends of these texts. */
export function trimmed(inputs: Fields, names: readonly string[]): Fields {
  const kept = names.filter((name) => inputs[name] !== undefined);
  return { ...inputs, ...Object.fromEntries(kept.map((name) => [name, text(inputs[name]).trim()])) };
}

export function nonBlank(inputs: Fields, property: Path): Refusal[] {
  return refuseIf(text(inputs[property]).trim() === "", property, `${property} must not be blank`);
}

/** Numbers as texts: "5" and "5.0" are one threshold. */
export function sameNumber(value: string): string {
  const number = Number(value);
  return value.trim() === "" || Number.isNaN(number) ? value : String(number);
}

/** Exactly one of these must be there. */
export function exactlyOne(inputs: Fields, names: readonly string[], prefix: Path = ""): Refusal[] {
  const given = names.filter((name) => inputs[name] !== undefined);
  if (given.length === 1) return [];
  return refuse(prefix || (names[0] ?? ""), `exactly one of ${names.join(", ")} must be specified, got ${given.length}`);
}
