import type { Fields } from "../../../sandbox/fake-provider/value.ts";

/** Who has a seat at PagerDuty before a first `pulumi up`. */
export interface Before {
  readonly users: readonly { readonly name: string; readonly email: string }[];
  /** names */
  readonly teams: readonly string[];
}

/** The objects of such an account, by kind and id: a seed for the package `pagerduty`. Ids are fixed. */
export function accountBefore({ users, teams }: Before): Record<string, Record<string, Fields>> {
  const numbered = (prefix: string, objects: readonly Fields[]) =>
    Object.fromEntries(objects.map((object, index) => [`${prefix}${String(index + 1).padStart(4, "0")}`, object]));
  return {
    user: numbered(
      "PUSER",
      users.map(({ name, email }) => ({ name, email: email.toLowerCase(), role: "user", description: "" })),
    ),
    team: numbered(
      "PTEAM",
      teams.map((name) => ({ name, description: "" })),
    ),
  };
}
