import fc from "fast-check";
import { patternFault } from "../../../model/matcher.ts";
import { matcherOf } from "../../../model/resolve/matchers.ts";
import type { Matcher } from "../../../model/resolved.ts";

/** Values as labels have them, some with signs that mean something in a regular expression. */
export const value = fc.oneof(
  fc.constantFrom(
    "",
    "200",
    "201",
    "404",
    "429",
    "500",
    "503",
    "5xx",
    "GET",
    "get",
    "POST",
    "/",
    "/admin",
    "/api/v1",
    "a.b",
    "a+b",
    "é'",
    "K",
    "\u212a",
    "ſ",
  ),
  fc.stringMatching(/^[0-5aB./"\\|]{1,4}$/),
);

const atom = fc.oneof(
  fc.constantFrom(
    ".",
    "[0-9]",
    "[^5]",
    "\\d",
    "\\w",
    "\\.",
    "5",
    "0",
    "a",
    "/",
    "(?:40|50)",
    "(a|b.)",
    "[a-c/]",
    "(?i:get)",
    "(?i)k",
    "\\x{2f}",
    "\\pL",
    "\\Qa.b\\E",
  ),
  fc.stringMatching(/^[0-5a/]{1,3}$/),
);
const repeated = fc.tuple(atom, fc.constantFrom("", "", "", "*", "+", "?", "{2}", "{1,2}", ".*", ".*")).map(([one, times]) => one + times);
const sequence = fc.array(repeated, { minLength: 1, maxLength: 3 }).map((parts) => parts.join(""));

/** RE2 patterns, anchored by themselves or not. */
export const expression = fc
  .oneof(
    sequence,
    fc.array(sequence, { minLength: 2, maxLength: 3 }).map((parts) => parts.join("|")),
    sequence.map((one) => `^${one}$`),
    sequence.map((one) => `^${one}|$`),
  )
  .filter((one) => patternFault(one) === undefined);

const start = fc.constantFrom("5", "50", "/", "/api", "a.", "G", "\\", '"');
const pattern = fc.oneof(
  value,
  start.map((text) => ({ "starts-with": text })),
  expression.map((matches) => ({ matches })),
);
const negation = fc.oneof(pattern, fc.array(pattern, { minLength: 1, maxLength: 3 })).map((not) => ({ not }));

/** Matchers as a catalog writes them. */
export const written = fc.oneof(pattern, negation, fc.array(fc.oneof(pattern, negation), { minLength: 1, maxLength: 4 }));
export const matcher: fc.Arbitrary<Matcher> = written.map(matcherOf);
