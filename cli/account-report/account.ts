import type { AccountObject } from "../../sandbox/account.ts";

/** What the vendors hold, by package. */
export type Accounts = Readonly<Record<string, readonly AccountObject[]>>;

/** Objects of one kind in an account, in the shape that the vendor gives them. */
export type Kind = <T>(kind: string) => { readonly id: string; readonly fields: T }[];

export interface Section {
  readonly title: string;
  readonly rows: readonly (readonly string[])[];
}

export function kindsOf(objects: readonly AccountObject[] = []): Kind {
  return <T>(kind: string) => objects.filter((object) => object.kind === kind).map(({ id, fields }) => ({ id, fields: fields as T }));
}

/** By name: the vendors' ids are in no order that a person knows. */
export function byName(one: { fields: { name: string } }, other: { fields: { name: string } }): number {
  return one.fields.name < other.fields.name ? -1 : one.fields.name > other.fields.name ? 1 : 0;
}

/** Value of a tag `key:value`. */
export function tagged(tags: readonly string[] | undefined, key: string): string | undefined {
  return tags?.find((tag) => tag.startsWith(`${key}:`))?.slice(key.length + 1);
}
