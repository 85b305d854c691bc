import type { Account } from "../../../sandbox/account.ts";
import { fields, list, text } from "../../../sandbox/fake-provider/value.ts";

/** The uids of all rules, each with the id of the group or the object that holds it: they are one namespace. */
export function ruleUids(account: Account): Map<string, string> {
  const inGroups = account
    .all("ruleGroup")
    .flatMap(({ id, fields: group }) => list(group.rules).map((rule) => [text(fields(rule).uid), id] as const));
  const single = ["alertRule", "recordingRule"].flatMap((kind) =>
    account.all(kind).map(({ id, fields: rule }) => [text(fields(rule.metadata).uid), id] as const),
  );
  return new Map([...inGroups, ...single].filter(([uid]) => uid !== ""));
}
