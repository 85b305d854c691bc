import { randomInt } from "node:crypto";
import type { Account } from "../../account.ts";
import { type Refusal, wayOut } from "../../stand-in/model.ts";
import { type Fields, type Path, text, type Value } from "../../stand-in/value.ts";
import { refuse, refuseIf } from "../rules.ts";

/** What the plugin writes where the program gives no description. */
export const placeholder = "Managed by Pulumi";

const signs = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

/** An id as PagerDuty makes them. Never one that was used before: what refers to the old object must notice. */
export function newId(): string {
  return `P${Array.from({ length: 13 }, () => signs[randomInt(signs.length)]).join("")}`;
}

/** The plugin's rule for names (its `validateCantBeBlankOrNotPrintableChars`). */
export function nameRefusals(inputs: Fields): Refusal[] {
  const name = text(inputs.name);
  const wrong = name.trim() === "" || name !== name.trimEnd() || /[\\/&<>\p{Cc}\p{Cf}]/u.test(name);
  return refuseIf(
    inputs.name !== undefined && wrong,
    "name",
    "can not be blank, nor contain the characters '\\', '/', '&', '<', '>', or any non-printable characters; white space at the end is not allowed",
  );
}

/** Is another object of this kind called the same? PagerDuty compares without regard to case. */
export function takenRefusals(kind: string, property: string, inputs: Fields, id: string | undefined, account: Account): Refusal[] {
  const same = (value: Value | undefined) => text(value).toLowerCase();
  const taken = account.all(kind).some((other) => other.id !== id && same(other.fields[property]) === same(inputs[property]));
  return refuseIf(taken, property, `${property === "email" ? "Email" : "Name"} has already been taken; ${wayOut}`);
}

export function missingRefusals(kind: string, property: Path, id: Value | undefined, account: Account): Refusal[] {
  if (id === undefined) return [];
  return account.get(kind, text(id)) === undefined ? refuse(property, `${kind} ${text(id)} was not found`) : [];
}

export function htmlUrl(kind: string, id: string): string {
  return `https://pagerduty.invalid/${kind}/${id}`;
}
