import type { Listing } from "../../analysis/review/drift.ts";
import type { AccountObject } from "../../sandbox/account.ts";
import { kindOf } from "../../sandbox/fake-provider/model.ts";
import { fakes } from "../../sandbox/fakes.ts";
import { keyOf } from "../adopt/key.ts";

/** Properties by which people know an object at its vendor. */
const names = ["name", "title", "summary", "friendlyName", "email"] as const;

/** Every object in the accounts of a sandbox that could be one of a stack. */
export function sandboxListings(accounts: Readonly<Record<string, readonly AccountObject[]>>): Listing[] {
  return [...fakes.values()].map(({ package: vendor, resources }): Listing => {
    const types = new Map(Object.keys(resources).map((type) => [kindOf(type), type]));
    const objects = (accounts[vendor] ?? []).flatMap(({ kind, id, fields }) => {
      const type = types.get(kind);
      const name = names.map((key) => fields[key]).find((value) => typeof value === "string" && value !== "");
      return type === undefined ? [] : [{ type, id, name: typeof name === "string" ? name : id, key: keyOf(fields) }];
    });
    return { vendor, what: "objects", objects };
  });
}
