import type { Fields } from "../../../sandbox/fake-provider/value.ts";

/** Who is at Opsgenie before a first `pulumi up`. */
export interface Before {
  readonly users: readonly { readonly name: string; readonly email: string }[];
  /** names */
  readonly teams: readonly string[];
}

/** The objects of such an account, by kind and id: a seed for the package `opsgenie`. Ids are fixed. */
export function accountBefore({ users, teams }: Before): Record<string, Record<string, Fields>> {
  const numbered = (prefix: string, objects: readonly Fields[]) =>
    Object.fromEntries(objects.map((object, index) => [`${prefix}-${index + 1}`, object]));
  return {
    user: numbered(
      "user",
      users.map(({ name, email }) => ({ fullName: name, username: email.toLowerCase(), role: "User" })),
    ),
    team: numbered(
      "team",
      teams.map((name) => ({ name })),
    ),
  };
}
