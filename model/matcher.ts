import { type Automaton, automatonOf, matchesWhole, quoted } from "./matcher/automaton.ts";
import { allValues, type Found, shortest } from "./matcher/search.ts";
import type { Matcher, Pattern } from "./resolved.ts";

export { patternFault } from "./matcher/automaton.ts";

/**
 * A matcher in one form: a value passes if it fits one of `some` (or there is none of them) and none of `none`. A label that
 * a series does not have is the empty value.
 */
export interface Parts {
  readonly some: readonly Pattern[];
  readonly none: readonly Pattern[];
}

export function partsOf(matcher: Matcher): Parts {
  if ("anyOf" in matcher) return { some: matcher.anyOf.map((is) => ({ is })), none: [] };
  return "some" in matcher ? matcher : { some: [matcher], none: [] };
}

function fits(pattern: Pattern, value: string): boolean {
  if ("is" in pattern) return value === pattern.is;
  return "startsWith" in pattern ? value.startsWith(pattern.startsWith) : matchesWhole(pattern.matches, value);
}

/** Whether a matcher selects a value; of a label that is not there, the empty one. */
export function matches(matcher: Matcher, value: string): boolean {
  if ("anyOf" in matcher) return matcher.anyOf.includes(value);
  if (!("some" in matcher)) return fits(matcher, value);
  const { some, none } = matcher;
  return (some.length === 0 || some.some((one) => fits(one, value))) && !none.some((one) => fits(one, value));
}

/** The RE2 pattern of the whole value that says the same. */
export function regularExpression(patterns: readonly Pattern[], literal: (text: string) => string = quoted): string {
  const [only, ...more] = patterns;
  if (only && more.length === 0 && "matches" in only) return only.matches;
  const each = patterns.map((one) => {
    if ("is" in one) return literal(one.is);
    return "startsWith" in one ? `${literal(one.startsWith)}.*` : `(?:${one.matches})`;
  });
  return each.join("|");
}

/** Whether a value passes a matcher, from which of the automata of its parts accept it. */
interface Machine {
  readonly automata: readonly Automaton[];
  readonly passes: (accepted: readonly boolean[]) => boolean;
}

const machines = new Map<string, Machine | undefined>();

function machineOf(matcher: Matcher): Machine | undefined {
  const key = JSON.stringify(matcher);
  if (!machines.has(key)) machines.set(key, made(matcher));
  return machines.get(key);
}

function made(matcher: Matcher): Machine | undefined {
  // One of no values is none, though a matcher without `some` takes any.
  if ("anyOf" in matcher && matcher.anyOf.length === 0) return { automata: [], passes: () => false };
  const { some, none } = partsOf(matcher);
  const written = [some, none].filter((patterns) => patterns.length > 0);
  const automata = written.flatMap((patterns) => automatonOf(regularExpression(patterns)) ?? []);
  if (automata.length < written.length) return undefined;
  return {
    automata,
    passes: (accepted) => (some.length === 0 || accepted[0] === true) && !(none.length > 0 && accepted.at(-1) === true),
  };
}

/**
 * A value of which the matchers together say what is looked for, if there is one: the shortest that is not empty, else the
 * empty one.
 *
 * @param holds of each matcher whether it takes the value
 */
export function valueFor(matchers: readonly Matcher[], holds: (taken: readonly boolean[]) => boolean): Found {
  const known = machinesOf(matchers);
  if (!known) return triedFor(matchers, holds);
  const taken = (accepted: readonly boolean[]) => {
    let at = 0;
    return known.map(({ automata, passes }) => {
      at += automata.length;
      return passes(accepted.slice(at - automata.length, at));
    });
  };
  const found = shortest(
    known.flatMap(({ automata }) => automata),
    (accepted, isEmpty) => !isEmpty && holds(taken(accepted)),
  );
  if (typeof found === "object") return found;
  return holds(matchers.map((one) => matches(one, ""))) ? { value: "" } : found;
}

function machinesOf(matchers: readonly Matcher[]): Machine[] | undefined {
  const all = matchers.map(machineOf);
  return all.every((one) => one !== undefined) ? all : undefined;
}

/** Where no automaton decides it: the texts that the matchers name themselves. */
function triedFor(matchers: readonly Matcher[], holds: (taken: readonly boolean[]) => boolean): Found {
  const texts = matchers.flatMap((one) => {
    const { some, none } = partsOf(one);
    return [...some, ...none].flatMap((pattern) => ("is" in pattern ? [pattern.is] : "startsWith" in pattern ? [pattern.startsWith] : []));
  });
  const value = [...texts, ""].find((text) => holds(matchers.map((one) => matches(one, text))));
  return value === undefined ? "undecided" : { value };
}

/** Whether each value that `inner` takes is taken by `outer`; undefined: that cannot be decided. */
export function isWithin(inner: Matcher, outer: Matcher): boolean | undefined {
  const listed = "is" in inner ? [inner.is] : "anyOf" in inner ? inner.anyOf : undefined;
  if (listed) return listed.every((one) => matches(outer, one));
  const key = JSON.stringify([inner, outer]);
  if (!decided.has(key)) decided.set(key, proved(inner, outer));
  return decided.get(key);
}

const decided = new Map<string, boolean | undefined>();

function proved(inner: Matcher, outer: Matcher): boolean | undefined {
  const found = valueFor([inner, outer], ([within, without]) => within === true && without === false);
  return found === "undecided" ? undefined : found === "none";
}

/** A value that a matcher takes, and one that it does not, where there are such values and they are known. */
export function exampleOf(matcher: Matcher): string | undefined {
  return textIn(valueFor([matcher], ([taken]) => taken === true));
}
export function counterexampleOf(matcher: Matcher): string | undefined {
  return textIn(valueFor([matcher], ([taken]) => taken === false));
}
const textIn = (found: Found): string | undefined => (typeof found === "object" ? found.value : undefined);

/** The most values that a pattern is replaced by. */
const mostListed = 100;

/**
 * The same pattern without a regular expression: a list of the values that it matches, if they are few, or how they begin;
 * undefined where it says more than that.
 */
export function withoutExpression(pattern: Pattern, most = mostListed): readonly Exclude<Pattern, { matches: string }>[] | undefined {
  if (!("matches" in pattern)) return [pattern];
  const automaton = automatonOf(pattern.matches);
  if (!automaton) return undefined;
  const values = allValues(automaton, most);
  if (values) return values.map((is) => ({ is }));
  const [written = ""] = /^(?:[^.*+?|()[\]{}\\^$]|\\[^A-Za-z0-9])*/.exec(pattern.matches.replace(/^\^/, "")) ?? [];
  const head = written.replace(/\\(.)/g, "$1");
  const begins = { startsWith: head };
  const isSame = isWithin(pattern, begins) === true && isWithin(begins, pattern) === true;
  return head !== "" && isSame ? [begins] : undefined;
}
