import { RE2JS } from "re2js";
import { intervals } from "../../../analysis/prove/predict.ts";
import type { Firing } from "../../../analysis/prove/simulation.ts";
import { type Aggregate, type Expression, type Predicate, parseNrql } from "../../../components/newrelic/fake/nrql.ts";
import type { ConditionQuery } from "../../../queries/nrql.ts";

/** So many events of one minute that are alike. */
export interface Events {
  readonly type: string;
  readonly count: number;
  readonly attributes: Readonly<Record<string, string | number>>;
}

/**
 * Replays the events of each minute against a condition as New Relic documents one ("Create NRQL alert conditions"),
 * and tells when an incident is open. Every answer closes the window that ends with its minute; no event, no answer. A gap
 * between two answers is filled as the condition says; without answers the timer of the lost signal runs. An incident is
 * over once all answers of the duration are within the threshold, and then since the first of them ("How alert events are
 * closed", recovery period).
 */
export function replay(condition: ConditionQuery, minutes: readonly (readonly Events[])[]): Firing {
  const { select, from, where, facet } = parseNrql(condition.query);
  if (facet.length > 0) throw new Error("a replay has one signal");
  const selected = minutes.map((events) => events.filter((one) => one.type === from && (!where || holds(where, one.attributes))));
  const length = condition.window / 60;
  const needed = condition.thresholdDuration / (condition.slideBy ?? condition.window);
  const open = new Set<number>();
  let incident: "threshold" | "lost" | undefined;
  let beyond = 0;
  let within = 0;
  let silent = Number.POSITIVE_INFINITY;
  let last: number | undefined;
  for (let minute = 1; minute <= minutes.length; minute++) {
    const events = selected.slice(Math.max(0, minute - length), minute).flat();
    const arrived = (selected[minute - 1] ?? []).some(({ count }) => count > 0);
    silent = arrived ? 0 : silent + 1;
    const answer = events.some(({ count }) => count > 0) ? value(select, events) : condition.gaps === "last_value" ? last : undefined;
    last = answer;
    const breaches = answer !== undefined && compares[condition.operator](answer, condition.threshold);
    beyond = breaches ? beyond + 1 : 0;
    within = answer === undefined || breaches ? 0 : within + 1;
    if (beyond >= needed) incident = "threshold";
    else if (incident === "threshold" && within >= needed) {
      incident = undefined;
      for (let over = minute - within + 1; over < minute; over++) open.delete(over);
    }
    if (silent * 60 >= condition.lost.after && silent < Number.POSITIVE_INFINITY) {
      incident = condition.lost.opens ? "lost" : undefined;
      last = undefined;
    } else if (incident === "lost" && arrived) incident = undefined;
    if (incident) open.add(minute);
  }
  return intervals(minutes.length, (minute) => open.has(minute));
}

const compares = {
  above: (a: number, b: number) => a > b,
  above_or_equals: (a: number, b: number) => a >= b,
  below: (a: number, b: number) => a < b,
} as const;

function value(expression: Expression, events: readonly Events[]): number | undefined {
  if ("number" in expression) return expression.number;
  if ("aggregate" in expression) return aggregate(expression, events);
  if ("call" in expression) {
    const of = value(expression.of, events);
    const { bound = Number.NaN } = expression;
    return of === undefined ? undefined : functions[expression.call](of, bound);
  }
  const [left, right] = [value(expression.left, events), value(expression.right, events)];
  if (left === undefined || right === undefined) return undefined;
  return operators[expression.operator](left, right);
}
const functions = {
  clamp_max: Math.min,
  clamp_min: Math.max,
  floor: (of: number, _: number) => Math.floor(of),
  ceil: (of: number, _: number) => Math.ceil(of),
};
const operators = {
  "+": (a: number, b: number) => a + b,
  "-": (a: number, b: number) => a - b,
  "*": (a: number, b: number) => a * b,
  "/": (a: number, b: number) => a / b,
} as const;

function aggregate(called: Aggregate, events: readonly Events[]): number | undefined {
  if (called.aggregate === "count") return events.reduce((sum, { count }) => sum + count, 0);
  if ("inner" in called) {
    if (called.aggregate === "rate") throw new Error("a condition asks for no rate");
    const matching = aggregate(
      called.inner,
      events.filter(({ attributes }) => holds(called.where, attributes)),
    );
    if (called.aggregate === "filter") return matching;
    const all = aggregate(called.inner, events);
    return all === undefined || all === 0 ? undefined : (100 * (matching ?? 0)) / all;
  }
  const values = events.filter(({ count }) => count > 0).flatMap(({ attributes }) => attributes[called.of] ?? []);
  const numbers = values.filter((one) => typeof one === "number");
  if (numbers.length === 0) return undefined;
  if (called.aggregate === "max") return Math.max(...numbers);
  if (called.aggregate === "min") return Math.min(...numbers);
  if (called.aggregate === "average") return numbers.reduce((sum, one) => sum + one, 0) / numbers.length;
  throw new Error(`${called.aggregate} is not looked at here`);
}

/** `LIKE` takes any case, a regular expression the whole text ("WHERE operators"). */
export function holds(predicate: Predicate, attributes: Events["attributes"]): boolean {
  if ("all" in predicate) return predicate.all.every((one) => holds(one, attributes));
  if ("any" in predicate) return predicate.any.some((one) => holds(one, attributes));
  const found = attributes[predicate.attribute];
  if ("isNull" in predicate) return (found === undefined) === predicate.isNull;
  if (found === undefined) return false;
  if ("not" in predicate && predicate.not) return !holds({ ...predicate, not: false }, attributes);
  if ("among" in predicate) return predicate.among.includes(found);
  if ("like" in predicate) {
    const parts = predicate.like.split("%").map((part) => part.replace(/[\\^$.|?*+()[\]{}]/g, "\\$&"));
    return new RegExp(`^${parts.join(".*")}$`, "is").test(String(found));
  }
  if ("rlike" in predicate) return RE2JS.compile(predicate.rlike, RE2JS.DOTALL).matches(String(found));
  const { operator, value: wanted } = predicate;
  if (operator === "=") return found === wanted;
  if (operator === "!=") return found !== wanted;
  if (typeof found !== "number" || typeof wanted !== "number") return false;
  return { "<": found < wanted, "<=": found <= wanted, ">": found > wanted, ">=": found >= wanted }[operator];
}
