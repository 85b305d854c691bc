import type { Condition, Matcher } from "../../model/resolved.ts";
import { Inexpressible } from "./inexpressible.ts";
import { conditionsOf, readingOf, sentryEnvironment } from "./reading.ts";
import { choicesOf } from "./search.ts";

/** One thing that must be true of an event before an alert acts on it. */
export type EventFilter =
  | { readonly kind: "level"; readonly level: number }
  | { readonly kind: "tag"; readonly key: string; readonly match: "eq" | "sw"; readonly value: string };

/** Which events of a project's issues an alert acts on. */
export interface OccurrenceQuery {
  readonly environment: string;
  /** an event must pass all of one row; rows exclude each other, so that no event acts twice */
  readonly rows: readonly (readonly EventFilter[])[];
}

/** Numbers of the levels (getsentry/sentry, `constants.py`). */
const levels: Readonly<Record<string, number>> = { sample: 0, debug: 10, info: 20, warning: 30, error: 40, fatal: 50 };

/** @throws Inexpressible if filters of events cannot say it */
export function occurrenceQuery({ signal }: Extract<Condition, { kind: "occurs" }>): OccurrenceQuery {
  if (signal.groups) throw new Inexpressible("issues are grouped by their cause and by nothing else; remove by and at-most");
  if (readingOf(signal.metric).dataset !== "events") throw new Inexpressible(`${signal.metric.name} makes no issues: only errors occur`);
  const choices = Object.entries(conditionsOf(signal)).map(([label, matcher]) => eventFilters(label, matcher));
  return { environment: sentryEnvironment(signal), rows: product(choices) };
}

/**
 * A matcher as filters of which one must pass. Any of several values is several filters: an event has one value of a
 * tag, so that they exclude each other, and the operators that the API documents suffice.
 *
 * @throws Inexpressible for a level that Sentry does not have
 */
function eventFilters(label: string, matcher: Matcher): EventFilter[] {
  const choices = choicesOf(label, matcher);
  if ("startsWith" in choices) {
    if (label === "level") throw new Inexpressible("levels have names; list each of them");
    return [{ kind: "tag", key: label, match: "sw", value: choices.startsWith }];
  }
  return choices.values.map((value) => (label === "level" ? atLevel(value) : { kind: "tag", key: label, match: "eq", value }));
}

function atLevel(name: string): EventFilter {
  const level = levels[name];
  if (level === undefined) throw new Inexpressible(`${name} is not a level in Sentry; its levels are ${Object.keys(levels).join(", ")}`);
  return { kind: "level", level };
}

/** Every way to take one of each. */
function product<T>(choices: readonly (readonly T[])[]): T[][] {
  return choices.reduce<T[][]>((rows, choice) => rows.flatMap((row) => choice.map((one) => [...row, one])), [[]]);
}
