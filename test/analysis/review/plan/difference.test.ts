import fc from "fast-check";
import { expect, test } from "vitest";
import { differencesOf } from "../../../../analysis/review/plan/difference.ts";
import { fieldOf } from "../../../../analysis/review/plan/field.ts";
import { at, stepsOf, valueAt } from "../../../../analysis/review/plan/value.ts";

const secret = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", ciphertext: "[secret]" };
const told = (before: unknown, after: unknown) =>
  differencesOf(before, after)
    .map(fieldOf)
    .map(({ path, before, after }) => `${path}: ${before} -> ${after}`);

test("a changed field is told with its place, old and new", () => {
  expect(told({ rules: [{ name: "Down", for: "2m0s" }] }, { rules: [{ name: "Down", for: "5h0m0s" }] })).toEqual([
    "rules[0].for: 2m0s -> 5h0m0s",
  ]);
});

test("an entry more in a list is one difference, wherever it stands", () => {
  const [down, slow] = [
    { name: "Down", for: "2m0s" },
    { name: "Slow", for: "5m0s" },
  ];
  expect(told({ rules: [down, slow] }, { rules: [{ name: "Mine" }, down, slow] })).toEqual(['rules[0]: (none) -> "Mine"']);
  expect(told({ rules: [down, slow] }, { rules: [slow] })).toEqual(['rules[0]: "Down" -> (none)']);
});

test("entries that stand in another order are the same entries", () => {
  const rules = [{ uid: "a" }, { uid: "b" }];
  expect(told({ rules }, { rules: rules.toReversed() })).toEqual([]);
});

test("texts that are JSON are compared as what they hold", () => {
  expect(told({ model: '{"expr":"up","refId":"A"}' }, { model: '{ "refId": "A", "expr": "up == 0" }' })).toEqual([
    "model.expr: up -> up == 0",
  ]);
  expect(told({ model: '{"a":1,"b":[]}' }, { model: '{ "b": [], "a": 1 }' })).toEqual([]);
});

test.each([
  ["a number and its text", 5, "5"],
  ["nothing and an empty text", undefined, ""],
  ["nothing and an empty list", null, []],
  ["two secrets", secret, "[secret]"],
])("%s are one value", (_, one, other) => {
  expect(told({ field: one }, { field: other })).toEqual([]);
});

test("of a secret, and of what has the name of one, only that it differs is told", () => {
  expect(told({ integrationKey: "old-key" }, { integrationKey: "new-key" })).toEqual(["integrationKey: (secret) -> (another secret)"]);
  expect(told({ details: [{ name: "x", authorization: "Bearer 1" }] }, { details: [{ name: "x" }] })).toEqual([
    "details[0].authorization: (secret) -> (none)",
  ]);
  expect(told({ url: secret }, { url: "https://hooks.example.com/plain" })).toEqual(["url: (secret) -> (another secret)"]);
});

test("of an entry that comes or goes its name is told, and nothing that it holds", () => {
  expect(told({ contacts: [] }, { contacts: [{ name: "mine", settings: { url: "https://x.example.com/key" } }] })).toEqual([
    'contacts[0]: (none) -> "mine"',
  ]);
  expect(told({ of: [] }, { of: [{ deep: { url: "https://x.example.com/key" } }] })).toEqual(["of[0]: (none) -> an entry"]);
});

test("of long texts what differs is told with a little around it", () => {
  const text = (threshold: string) => `${"sum(rate(a[5m])) / ".repeat(10)} > ${threshold} and ${"sum(rate(b[5m])) ".repeat(10)}`;
  const [line = ""] = told({ expr: text("0.05") }, { expr: text("0.02") });
  expect(line).toContain("> 0.05 and");
  expect(line).toContain("> 0.02 and");
  expect(line.length).toBeLessThan(240);
});

test("a value that only the update makes known is told as such", () => {
  expect(told({ service: "P1" }, { service: "04da6b54-80e4-46f7-96ec-b56ff0331ba9" })).toEqual(["service: P1 -> (known only then)"]);
});

test("no value differs from itself, however it is spelled", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(differencesOf({ value }, { value })).toEqual([]);
      if (typeof value === "object" && value !== null) expect(differencesOf({ value: JSON.stringify(value) }, { value })).toEqual([]);
    }),
  );
});

test("the path of a difference leads to the two values in the two objects", () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.integer()), fc.dictionary(fc.string(), fc.integer()), (before, after) => {
      for (const difference of differencesOf(before, after)) {
        expect(valueAt(before, difference.path)).toBe(difference.before);
        expect(valueAt(after, difference.path)).toBe(difference.after);
      }
    }),
  );
});

test("a path is read as it is written", () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.nat(99), fc.string({ minLength: 1 })), { minLength: 1 }), (steps) => {
      const [first = "", ...rest] = steps.map((step) => (typeof step === "string" && /^\d+$/.test(step) ? Number(step) : step));
      const start = typeof first === "number" ? "list" : first;
      const path = rest.reduce<string>(at, at("", start));
      expect(stepsOf(path)).toEqual([start, ...rest]);
    }),
  );
});
