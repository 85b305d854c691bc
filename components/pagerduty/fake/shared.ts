import { randomInt } from "node:crypto";
import type { Account } from "../../../sandbox/account.ts";
import type { Refusal } from "../../../sandbox/fake-provider/model.ts";
import { refuse, refuseIf } from "../../../sandbox/fake-provider/rules.ts";
import { type Fields, type Path, text, type Value } from "../../../sandbox/fake-provider/value.ts";

/** What the plugin writes where the program gives no description. */
export const placeholder = "Managed by Pulumi";

const signs = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

/** An id as PagerDuty makes them. Never one that was used before: what refers to the old object must notice. */
export function newId(): string {
  return `P${Array.from({ length: 13 }, () => signs[randomInt(signs.length)]).join("")}`;
}

/** The plugin's rules for names (its `validateIsAllowedString`): policies may hold less than the others. */
export function nameRefusals(inputs: Fields, special = ""): Refusal[] {
  const name = text(inputs.name);
  const wrong =
    name === "" || name.endsWith(" ") || /[^\p{L}\p{M}\p{N}\p{P}\p{S} ]/u.test(name) || [...special].some((sign) => name.includes(sign));
  const more = special === "" ? "" : `the characters ${[...special].map((sign) => `'${sign}'`).join(", ")}, or any `;
  return refuseIf(
    inputs.name !== undefined && wrong,
    "name",
    `Name can not be blank, nor contain ${more}non-printable characters. Trailing white spaces are not allowed either.`,
  );
}

/** Is another object of this kind called the same? PagerDuty compares without regard to case. */
export function takenRefusals(kind: string, property: string, inputs: Fields, id: string | undefined, account: Account): Refusal[] {
  const same = (value: Value | undefined) => text(value).toLowerCase();
  const taken = account.all(kind).some((other) => other.id !== id && same(other.fields[property]) === same(inputs[property]));
  return refuseIf(taken, property, `${property === "email" ? "Email" : "Name"} has already been taken`);
}

export function missingRefusals(kind: string, property: Path, id: Value | undefined, account: Account): Refusal[] {
  if (id === undefined) return [];
  return account.get(kind, text(id)) === undefined ? refuse(property, `${kind} ${text(id)} was not found`) : [];
}

export function htmlUrl(kind: string, id: string): string {
  return `https://pagerduty.invalid/${kind}/${id}`;
}
