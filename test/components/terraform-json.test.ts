import { expect, test } from "vitest";
import { terraformJson } from "../../components/terraform-json.ts";

test("keys are in order at every depth, lists keep theirs, and nothing is between them", () => {
  expect(terraformJson({ b: [{ d: 1, c: null }, 2], a: true, B: "x", ä: "y" })).toBe('{"B":"x","a":true,"b":[{"c":null,"d":1},2],"ä":"y"}');
});

test("what is undefined is left out", () => {
  expect(terraformJson({ a: undefined, b: { c: undefined } })).toBe('{"b":{}}');
});

test("what HTML or JavaScript could misread is escaped, in keys as well, and is the same when it is read", () => {
  const value = { "<key>": `a > 1 && b < 2 "quoted" \\ 'single' \u2028\u2029` };
  expect(terraformJson(value)).toBe(
    `{"\\u003ckey\\u003e":"a \\u003e 1 \\u0026\\u0026 b \\u003c 2 \\"quoted\\" \\\\ 'single' \\u2028\\u2029"}`,
  );
  expect(JSON.parse(terraformJson(value))).toEqual(value);
});
