import { expect, test } from "vitest";
import { readRequirements } from "../../../analysis/coverage/requirement.ts";

const page = (...rows: string[]) => ["# Page", "", "## Shop", "", "| Id | Asked | Elsewhere |", "|---|---|---|", ...rows].join("\n");
const misprints = (...rows: string[]) => readRequirements(page(...rows)).misprints;

test("a row is an id, what is asked, and a reason where the last cell has one", () => {
  const { requirements } = readRequirements(page("| S-A01 | a page | |", "| S-R01 | a runbook | people: [it](a.md), [far](https://a.b) |"));
  expect(requirements).toEqual([
    { id: "S-A01", system: "Shop", asks: "a page", line: 7 },
    {
      id: "S-R01",
      system: "Shop",
      asks: "a runbook",
      line: 8,
      reason: { kind: "people", why: "[it](a.md), [far](https://a.b)", links: ["a.md"] },
    },
  ]);
});

test("ids with a letter behind, and ids of a letter alone, are ids", () => {
  expect(misprints("| S-A01u | a | |", "| S-Z | b | |")).toEqual([]);
});

test("a bar after a backslash belongs to its cell", () => {
  expect(readRequirements(page("| S-A01 | one \\| two | |")).requirements).toMatchObject([{ asks: "one \\| two" }]);
});

test.each([
  ["an id that is none", ["| A01 | a | |"], '"A01" is no id such as E-A01'],
  ["a row of two cells", ["| S-A01 | a |"], "a row has three cells, and this one has 2"],
  ["nothing that is asked", ["| S-A01 | | |"], "S-A01 asks for nothing"],
  ["an id that is there twice", ["| S-A01 | a | |", "| S-A01 | b | |"], "S-A01 is already on line 7"],
  ["a reason of another kind", ["| S-A01 | a | later: not now |"], "S-A01: a reason begins with one of application:, people:, dropped:"],
  ["a reason without words", ["| S-A01 | a | dropped: |"], "S-A01: why it belongs to dropped is not said"],
  ["people without a link", ["| S-A01 | a | people: they know |"], "S-A01: what people do is written down somewhere: link it"],
])("%s is told", (_, rows, what) => {
  expect(misprints(...rows).map((one) => one.what)).toEqual([what]);
});
