import { describe, expect, test } from "vitest";
import type { Matchers } from "../../../model/resolved.ts";
import { Inexpressible, search } from "../../../queries/sentry.ts";
import { matches, parse } from "./dialect.ts";

describe("matchers as a search", () => {
  test.each<[string, Matchers, string]>([
    ["nothing", {}, ""],
    ["a word stands bare", { level: { is: "error" } }, "level:error"],
    ["any of several is a list", { level: { anyOf: ["error", "fatal"] } }, "level:[error,fatal]"],
    [
      "two conditions must both hold",
      { check: { is: "database" }, component: { is: "health-check" } },
      "check:database component:health-check",
    ],
    ["a beginning is a wildcard in quotes", { transaction: { startsWith: "GET /api/" } }, 'transaction:"GET /api/*"'],
    ["a number could be read as a comparison", { code: { is: ">500" } }, 'code:">500"'],
    ["blanks stand in quotes", { user: { is: "Jane Doe" } }, 'user:"Jane Doe"'],
    ["a quote is escaped", { shout: { is: 'a "b"' } }, 'shout:"a \\"b\\""'],
    ["a star is escaped, so that it stands for itself", { path: { is: "a*" } }, 'path:"a\\*"'],
    ["a star before the wildcard too", { path: { startsWith: "a*" } }, 'path:"a\\**"'],
    ["values of a list are quoted one by one", { user: { anyOf: ["Jane", "John Doe"] } }, 'user:[Jane,"John Doe"]'],
    ["a comma in a list stands in quotes", { user: { anyOf: ["a,b", "c"] } }, 'user:["a,b",c]'],
  ])("%s", (_, where, expected) => {
    expect(search(where)).toBe(expected);
  });

  test.each<[string, Matchers]>([
    ["a backslash", { path: { is: "C:\\temp" } }],
    ["a line break", { message_text: { is: "a\nb" } }],
    ["a star in a list", { path: { anyOf: ["a*", "b"] } }],
    ["an empty value in a list", { path: { anyOf: ["", "b"] } }],
    ["a word of the search's own", { is: { is: "unresolved" } }],
    ["the environment, which has a field of its own", { environment: { is: "production" } }],
  ])("%s has no way to be written", (_, where) => {
    expect(() => search(where)).toThrow(Inexpressible);
  });
});

describe("a search read back", () => {
  const where: Matchers = { a: { is: 'x "y" *' }, b: { anyOf: ["one, two", "three"] }, c: { startsWith: "GET /" } };
  test.each<[string, Readonly<Record<string, string>>, boolean]>([
    ["takes what the matchers mean", { a: 'x "y" *', b: "one, two", c: "GET /api" }, true],
    ["does not take a star for a wildcard", { a: 'x "y" z', b: "three", c: "GET /" }, false],
    ["does not take half of a listed value", { a: 'x "y" *', b: "one", c: "GET /" }, false],
    ["does not take another beginning", { a: 'x "y" *', b: "three", c: "POST /" }, false],
  ])("%s", (_, tags, expected) => {
    expect(matches(parse(search(where)), tags)).toBe(expected);
  });
});
