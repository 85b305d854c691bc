import { describe, expect, test } from "vitest";
import type { SavedQuery } from "../../../model/resolved.ts";
import { savedQuery } from "../../../queries/apl.ts";
import { tokens } from "./tokens.ts";

const query: SavedQuery = { id: "q", formerly: [], source: [], title: "Q", last: 3600, where: {}, contains: {}, above: {}, show: [] };
const asked = (more: Partial<SavedQuery>): string[] =>
  savedQuery("logs", { ...query, ...more })
    .split("\n| ")
    .slice(2);

test("a query without conditions is every line of its window", () => {
  expect(savedQuery("logs", query)).toBe("['logs']\n| where _time > ago(1h)");
  expect(savedQuery("logs", { ...query, last: 86_400 })).toBe("['logs']\n| where _time > ago(1d)");
  expect(savedQuery("logs", { ...query, last: 5400 })).toBe("['logs']\n| where _time > ago(90m)");
});

describe("conditions", () => {
  test.each<[string, Partial<SavedQuery>, string]>([
    ["one value", { where: { level: { is: "error" } } }, `where ['level'] == "error"`],
    ["several values", { where: { level: { anyOf: ["error", "fatal"] } } }, `where ['level'] in ("error", "fatal")`],
    ["a beginning", { where: { path: { startsWith: "/api" } } }, `where ['path'] startswith_cs "/api"`],
    ["a part, in any case", { contains: { msg: "unauthorized" } }, `where ['msg'] contains "unauthorized"`],
    ["a bound", { above: { duration: 0.5 } }, "where ['duration'] > 0.5"],
  ])("%s", (_, more, condition) => {
    expect(asked(more)).toEqual([condition]);
  });

  test("all of them must hold", () => {
    expect(asked({ where: { a: { is: "1" }, b: { is: "2" } }, contains: { c: "3" }, above: { d: 4 } })).toEqual([
      `where ['a'] == "1"`,
      `where ['b'] == "2"`,
      `where ['c'] contains "3"`,
      "where ['d'] > 4",
    ]);
  });
});

describe("what is shown", () => {
  const by = ["organizationId", "userId"];
  test.each<[string, Partial<SavedQuery>, string[]]>([
    ["fields of each line", { show: ["_time", "msg"] }, ["project _time, ['msg']"]],
    [
      "groups, the highest count first",
      { summarize: { by, count: true } },
      ["summarize count() by ['organizationId'], ['userId']", "order by count_ desc"],
    ],
    [
      "figures of groups, in no order",
      { summarize: { by, average: "ms", max: "ms", count: false } },
      ["summarize avg(['ms']), max(['ms']) by ['organizationId'], ['userId']"],
    ],
    ["groups alone", { summarize: { by, count: false } }, ["distinct ['organizationId'], ['userId']"]],
    [
      "groups and not lines, where both are asked for",
      { show: ["msg"], summarize: { by: ["a"], count: true } },
      ["summarize count() by ['a']", "order by count_ desc"],
    ],
  ])("%s", (_, more, lines) => {
    expect(asked(more)).toEqual(lines);
  });
});

describe("hostile text stays inside of its name or text", () => {
  test.each([
    ["a quote", `"`],
    ["an apostrophe", "'"],
    ["a backslash at the end", "\\"],
    ["an escaped quote", '\\"'],
    ["an escaped apostrophe", "\\'"],
    ["the end of a text and a query", `" | limit 0 //`],
    ["the end of a name and a query", `'] | limit 0 //`],
    ["a line break", "a\n| limit 0"],
    ["a control character", "\u0001"],
    ["a bracket", "a['b']"],
    ["dots and blanks", "user.full name"],
    ["another script", "größe 名"],
  ])("%s", (_, hostile) => {
    const written = savedQuery(hostile, {
      ...query,
      where: { [hostile]: { anyOf: [hostile, "b"] } },
      contains: { [hostile]: hostile },
      show: [hostile],
    });
    expect(tokens(written).filter(({ value }) => value === hostile)).toHaveLength(6);
    expect(written.split("\n")).toHaveLength(5);
    const plain = tokens(savedQuery("h", { ...query, where: { h: { anyOf: ["h", "b"] } }, contains: { h: "h" }, show: ["h"] }));
    expect(tokens(written).map(({ kind, value }) => [kind, value.replace(hostile, "h")])).toEqual(
      plain.map(({ kind, value }) => [kind, value]),
    );
  });
});
