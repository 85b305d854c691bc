import type { Refusal } from "./model.ts";
import { type Fields, fields, list, type Path, text, type Value } from "./value.ts";

/** Small rules of which the vendors' models are made. Each returns what is wrong, or nothing. */

export function refuse(property: Path, reason: string): Refusal[] {
  return [{ property, reason }];
}

export function refuseIf(wrong: boolean, property: Path, reason: string): Refusal[] {
  return wrong ? refuse(property, reason) : [];
}

/** An absent value is no wrong value; whether it may be absent is another rule. */
export function oneOf(property: Path, value: Value | undefined, allowed: readonly string[]): Refusal[] {
  return refuseIf(value !== undefined && !allowed.includes(text(value)), property, `"${text(value)}" is none of ${allowed.join(", ")}`);
}

export function within(property: Path, value: Value | undefined, least: number, most: number): Refusal[] {
  if (value === undefined) return [];
  const number = Number(value);
  return refuseIf(!(number >= least && number <= most), property, `${text(value)} is not between ${least} and ${most}`);
}

export function present(prefix: Path, value: Fields, names: readonly string[]): Refusal[] {
  return names.flatMap((name) => {
    const property = prefix === "" ? name : `${prefix}.${name}`;
    return refuseIf(value[name] === undefined, property, `Missing required argument: "${name}"`);
  });
}

/** Applies a rule to each member of a list. */
export function each(
  value: Fields,
  name: string,
  rule: (item: Fields, path: Path, index: number) => Refusal[],
  prefix: Path = "",
): Refusal[] {
  const start = prefix === "" ? name : `${prefix}.${name}`;
  return list(value[name]).flatMap((item, i) => rule(fields(item), `${start}[${i}]`, i));
}

/** Is this a time zone of the IANA database? */
export function isTimeZone(value: Value | undefined): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: text(value) });
    return text(value) !== "";
  } catch {
    return false;
  }
}

/** A copy without what is absent, so that defaults can be written as one object. */
export function filled(defaults: Fields, value: Fields): Fields {
  return { ...defaults, ...value };
}
