import { mkdtempSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { placeAt } from "../../model/document.ts";
import { limits, readFile, readText } from "../../model/read.ts";

let directory = "";
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), "read-"));
});
afterAll(() => rmSync(directory, { recursive: true }));

const document = (text: string) => {
  const { document: found, problems } = readText(text, "x.yaml", "x");
  expect(problems).toEqual([]);
  if (!found) throw new Error("no document");
  return found;
};
const placed = (text: string, path: (string | number)[], part: "key" | "value") => {
  const { line, column } = placeAt(document(text), path, part);
  return `${line}:${column}`;
};

describe("places", () => {
  const text = ["a: 1", "b: { c: [x, 'y z'], d: }", "e:", "  f g: |", "    text", "  - not: a list"].slice(0, 5).join("\n");
  test.each([
    [["a"], "key", "1:1"],
    [["a"], "value", "1:4"],
    [["b"], "value", "2:4"],
    [["b", "c"], "key", "2:6"],
    [["b", "c", 0], "value", "2:10"],
    [["b", "c", 1], "value", "2:13"],
    [["e"], "value", "4:3"],
    [["e", "f g"], "key", "4:3"],
  ] as const)("of %j, the %s, is %s", (path, part, expected) => {
    expect(placed(text, [...path], part)).toBe(expected);
  });
  test("an empty value stands where its key does", () => {
    expect(placed(text, ["b", "d"], "value")).toBe("2:21");
  });
  test("what does not exist is placed at the nearest part that does", () => {
    expect(placed(text, ["b", "none", "deeper"], "value")).toBe("2:1");
  });
  test("a byte order mark moves nothing", () => {
    const path = join(directory, "bom.yaml");
    writeFileSync(path, "\uFEFFa: 1");
    const { document: found, problems } = readFile(path, "x");
    expect(problems).toEqual([]);
    expect(found && placeAt(found, ["a"], "value")).toMatchObject({ line: 1, column: 4 });
  });
  test("lines that end in carriage returns count the same", () => {
    expect(placed("a: 1\r\nb: 2\r\n", ["b"], "value")).toBe("2:4");
  });
});

describe("what a file may hold", () => {
  const codesOf = (text: string) => readText(text, "x.yaml", "x").problems.map(({ code }) => code);

  test("a file at the limit is read, one above it is not", () => {
    const path = join(directory, "limit.yaml");
    writeFileSync(path, `a: ${"x".repeat(limits.bytes - 3)}`);
    expect(readFile(path, "x").problems).toEqual([]);
    writeFileSync(path, `a: ${"x".repeat(limits.bytes - 2)}`);
    expect(readFile(path, "x").problems.map(({ code }) => code)).toEqual(["file-too-large"]);
  });

  test("a file of many gigabytes is refused without being read", () => {
    const path = join(directory, "huge.yaml");
    writeFileSync(path, "");
    // More than one Buffer can hold: reading it would throw another error.
    truncateSync(path, 2 ** 40);
    expect(readFile(path, "x").problems.map(({ code }) => code)).toEqual(["file-too-large"]);
  });

  test("a directory that calls itself YAML is refused", () => {
    expect(readFile(directory, "x").problems.map(({ code }) => code)).toEqual(["unreadable-file"]);
  });

  test.each([
    ["", ["empty-file"]],
    ["---\n", ["empty-file"]],
    ["~\n", ["empty-file"]],
    ["a: &x 1\nb: *x\nc: *x", ["alias"]],
    ["a: !!binary AAAA", ["yaml-syntax"]],
    ["a: !custom b", ["yaml-syntax"]],
    ["? [a]\n: 1", ["yaml-syntax"]],
    ["a: 1\na: 2\nb: 1\nb: 2", ["duplicate-key", "duplicate-key"]],
    ["? \n: a\nnull: b", ["duplicate-key"]],
    ["a: 1\n---\nb: 1", ["many-documents"]],
    ["a: 1\n...\n", []],
    ["a:\n\tb: 1", ["tab-indentation"]],
    ["a: 'b", ["yaml-syntax"]],
  ])("%j has the problems %j", (text, expected) => {
    expect(codesOf(text)).toEqual(expected);
  });

  test("a key written twice names the line of the first and the place of the second", () => {
    const [problem] = readText("x:\n  a: 1\n  b: 2\n  a: 3", "x.yaml", "x").problems;
    expect(problem?.place).toEqual({ file: "x.yaml", line: 4, column: 3 });
    expect(problem?.what).toContain("line 2");
  });

  test("a key that would reach the prototype of objects reaches nothing, at any depth", () => {
    const { document: found, problems } = readText(
      "a: { __proto__: { polluted: 1 }, b: [{ __proto__: { polluted: 2 }, c: 3 }] }",
      "x.yaml",
      "x",
    );
    expect(problems.map(({ code }) => code)).toEqual(["forbidden-key", "forbidden-key"]);
    expect(found?.value).toEqual({ a: { b: [{ c: 3 }] } });
    expect(Object.getPrototypeOf(found?.value)).toBe(Object.prototype);
    expect("polluted" in {}).toBe(false);
  });

  test("any bytes whatever give a document or problems, never an exception", () => {
    const path = join(directory, "any.yaml");
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        writeFileSync(path, bytes);
        const { document: found, problems } = readFile(path, "x");
        expect(found !== undefined || problems.length > 0).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  test("any text of YAML's own signs gives a document or problems, never an exception", () => {
    const sign = fc.constantFrom(
      "a",
      "b: ",
      ": ",
      "- ",
      "? ",
      "\n",
      "\n  ",
      "\t",
      "&a ",
      "*a",
      "!t ",
      "!!str ",
      "[",
      "]",
      "{",
      "}",
      ",",
      "|",
      ">",
      "'",
      '"',
      "#",
      "---\n",
      "...\n",
      "%YAML 1.2\n",
      "<<: ",
      "__proto__: ",
      "~",
      "\\",
      "@",
      "`",
    );
    fc.assert(
      fc.property(fc.array(sign, { maxLength: 40 }), (signs) => {
        const { document: found, problems } = readText(signs.join(""), "x.yaml", "x");
        expect(found !== undefined || problems.length > 0).toBe(true);
        for (const { place } of problems) expect(place.line >= 1 && place.column >= 1).toBe(true);
      }),
      { numRuns: 2000, examples: [[["a", "...\n", "...\n", "&a "]]] },
    );
  });
});
