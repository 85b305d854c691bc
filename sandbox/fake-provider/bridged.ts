import { randomInt } from "node:crypto";
import type { Account } from "../account.ts";
import type { Bridged, Refusal } from "./model.ts";
import { refuse, refuseIf } from "./rules.ts";
import { type Fields, type Path, text, type Value } from "./value.ts";

/** What Terraform providers behind the bridge have in common. @param address where the bridge finds the provider */
export function behindBridge(address: string): Bridged {
  return { plugin: "terraform-provider", pluginVersion: "1.2.0", address };
}

/** An id that is a number as text, never one that was used before. */
export function newId(): string {
  return String(randomInt(1_000_000, 9_999_999));
}

/** The object of the account that has these values, if there is one. */
export function find(account: Account, kind: string, where: Fields): { readonly id: string; readonly fields: Fields } | undefined {
  return account.all(kind).find(({ fields }) => Object.entries(where).every(([name, value]) => text(fields[name]) === text(value)));
}

export function missingRefusals(kind: string, property: Path, id: Value | undefined, account: Account): Refusal[] {
  if (id === undefined) return [];
  return account.get(kind, text(id)) === undefined ? refuse(property, `${kind} ${text(id)} does not exist`) : [];
}

export function lengthRefusals(property: Path, value: Value | undefined, most: number): Refusal[] {
  return refuseIf(text(value).length > most, property, `Ensure this field has no more than ${most} characters`);
}

/** At most one of the keys may be there: the nested choices of a provider. */
export function chosen(path: Path, value: Fields, keys: readonly string[]): Refusal[] {
  const there = keys.filter((key) => value[key] !== undefined);
  return refuseIf(there.length > 1, path, `${there.join(" and ")} cannot be specified together`);
}
