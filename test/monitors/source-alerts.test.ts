import { expect, test } from "vitest";
import { sourceAlert } from "../../monitors/source-alerts.ts";
import { byItself } from "../artifacts/by-itself.ts";

const { environment, organization } = byItself("prod");
const of = (id: string) =>
  organization.sources
    .filter((source) => source.id === id)
    .map((source) => sourceAlert(environment, source).map(({ title, summary }) => [title, summary]));

test.each([
  [
    "slow-prom",
    "The data source slow-prom does not answer",
    "There has been no answer from slow-prom for 10m: every alert and panel on it is blind.",
  ],
  ["fast-prom", "No target of fast-prom answers", "No target of fast-prom has answered for 5m: every alert and panel on it is blind."],
  [
    "ships-dd",
    "The data source ships-dd does not answer",
    "No agent has reported to ships-dd for 10m: every alert and panel on it is blind.",
  ],
])("of %s it is said what can be known of its silence", (id, title, summary) => {
  expect(of(id)).toEqual([[[title, summary]]]);
});

test("log groups and errors cannot tell that they are silent", () => {
  for (const id of ["gate-logs", "harbor-errors"]) expect(of(id)).toEqual([[]]);
});
