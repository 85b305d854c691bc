import type { z } from "zod";
import type { Path } from "../document.ts";
import { isWithin, patternFault, valueFor, withoutExpression } from "../matcher.ts";
import type { Part } from "../part.ts";
import { matcherOf } from "../resolve/matchers.ts";
import type { Matcher, Pattern } from "../resolved.ts";
import type { filter } from "../schema/signal.ts";
import type { Check, Report } from "./report.ts";

type Written = z.output<typeof filter>;

/** One pattern of a matcher as it is written: a text, a beginning or a regular expression. */
export interface WrittenPattern {
  readonly path: Path;
  readonly is?: string;
  readonly startsWith?: string;
  readonly matches?: string;
}

/** Every pattern of a filter, whether it is to fit or not. */
export function patternsIn(written: Written, path: Path): WrittenPattern[] {
  const of = (value: unknown, at: Path): WrittenPattern[] => {
    if (typeof value === "string") return [{ path: at, is: value }];
    if (Array.isArray(value)) return value.flatMap((one, index) => of(one, [...at, index]));
    const object = value as { readonly "starts-with"?: string; readonly matches?: string; readonly not?: unknown };
    if (object.matches !== undefined) return [{ path: [...at, "matches"], matches: object.matches }];
    if (object["starts-with"] !== undefined) return [{ path: [...at, "starts-with"], startsWith: object["starts-with"] }];
    return of(object.not, [...at, "not"]);
  };
  return Object.entries(written).flatMap(([label, matcher]) => of(matcher, [...path, label]));
}

/** Whether all of its regular expressions are some, and a value fits it. */
export const isMatcher = (written: Written[string]): boolean =>
  patternsIn({ label: written }, []).every(({ matches }) => matches === undefined || patternFault(matches) === undefined) &&
  searched(matcherOf(written)) !== "none";

/** Regular expressions that are none, or need not be; matchers that no value fits. */
export const checkMatchers: Check = ({ systems }, report) => {
  for (const part of systems)
    for (const { path, means, value } of part.meanings) if (means === "filter") checkFilter(part, path, value as Written, report);
};

function checkFilter(part: Part<unknown>, path: Path, written: Written, report: Report): void {
  const expressions = patternsIn(written, path).flatMap(({ matches, ...one }) => (matches === undefined ? [] : [{ ...one, matches }]));
  for (const one of expressions) {
    const fault = patternFault(one.matches);
    if (fault !== undefined) report(part, one.path, "invalid-pattern", `${JSON.stringify(one.matches)}: ${fault}`);
    else warnOfDisguise(part, one, report);
  }
  if (expressions.some(({ matches }) => patternFault(matches) !== undefined)) return;
  for (const [label, matcher] of Object.entries(written)) {
    const resolved = matcherOf(matcher);
    const found = searched(resolved);
    if (found === "none") report(part, [...path, label], "selects-nothing", `no value of ${JSON.stringify(label)} fits all of this`);
    if (found === "undecided")
      report(
        part,
        [...path, label],
        "invalid-pattern",
        "what it matches cannot be told: it depends on the neighbours of a character, or has too many parts",
        {
          way: "write it without \\b, (?m) and large repetitions",
        },
      );
  }
}

/** Keeps the answers: services have matchers in common, and a search for a value is the costliest part of a check. */
export function kept<Asked, Answer>(answer: (asked: Asked) => Answer): (asked: Asked) => Answer {
  const known = new Map<string, { readonly answer: Answer }>();
  return (asked) => {
    const key = JSON.stringify(asked);
    const found = known.get(key) ?? { answer: answer(asked) };
    known.set(key, found);
    return found.answer;
  };
}

/** A value that a matcher takes, where there is one and it can be told. */
const searched = kept((matcher: Matcher) =>
  "is" in matcher && isReadable.test(matcher.is) ? { value: matcher.is } : valueFor([matcher], ([taken]) => taken === true),
);
/** A text without control characters is a value, with which no automaton need agree. */
const isReadable = /^[ -~]*$/;

/** The most values that are easier to read as a list. */
const mostListed = 10;

/** A plain text, list or beginning says the same without a second language. */
function warnOfDisguise(part: Part<unknown>, { path, matches }: { path: Path; matches: string }, report: Report): void {
  const way = simpler(matches);
  if (way !== undefined) report(part, path, "pattern-in-disguise", `${JSON.stringify(matches)} needs no regular expression`, { way });
}

const simpler = kept((matches: string): string | undefined => {
  // Classes and repetitions are what regular expressions are for, however few values they match.
  const isPlain = /^(?:[^.*+?|()[\]{}\\^$]|\\[^A-Za-z0-9]|[|()]|\?:|^\^|\$$)*$/.test(matches);
  const plain = withoutExpression({ matches }, isPlain ? mostListed : 1);
  const [only, ...more] = plain ?? [];
  if (only && more.length === 0)
    return "is" in only ? `write ${JSON.stringify(only.is)}` : `write { starts-with: ${JSON.stringify(only.startsWith)} }`;
  if (plain && isPlain) return `write a list: [${plain.map((one) => JSON.stringify("is" in one ? one.is : one.startsWith)).join(", ")}]`;
  const means = (pattern: Pattern) => isWithin({ matches }, pattern) === true && isWithin(pattern, { matches }) === true;
  if (means({ matches: ".*" })) return "leave the label out: any value is meant";
  return means({ matches: ".+" }) ? 'write { not: "" }: any value is meant that is there' : undefined;
});
