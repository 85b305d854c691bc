import { expect, test } from "vitest";
import { unmanagedOf } from "../../../analysis/review/drift/unmanaged.ts";
import { kindsOf } from "../../../analysis/review/plan/kind.ts";
import { described } from "../../../components/kinds.ts";

const object = (type: string, id: string) => ({ type, id, name: id });

test("what no stack owns is unmanaged, unless others keep such objects in the account as well: people and teams", () => {
  const objects = [
    object("pagerduty:index/service:Service", "PHAND"),
    object("pagerduty:index/service:Service", "POWNED"),
    object("pagerduty:index/user:User", "PUSER"),
    object("pagerduty:index/team:Team", "PTEAM"),
    object("opsgenie:index/user:User", "user-1"),
    object("opsgenie:index/team:Team", "team-1"),
  ];
  const found = unmanagedOf(
    [{ vendor: "pagerduty", what: "objects", objects }],
    new Set(["pagerduty:index/service:Service POWNED"]),
    kindsOf(described),
  );
  expect(found.map(({ id }) => id)).toEqual(["PHAND"]);
});
