import Fraction from "fraction.js";
import type { Ask } from "../../../components/datadog/composition.ts";
import { type Composition, compositionOf } from "../../../components/datadog/composition.ts";
import { expressionText, monitorsIn } from "../../../components/datadog/expression.ts";
import type { DatadogAlert } from "../../../components/datadog/select.ts";
import { burnRateQuery, indicator } from "../../../queries/datadog.ts";
import { composite, type State } from "../../components/datadog/composite.ts";
import { type Expression, parseExpression, parseMonitor, passes } from "./grammar.ts";

/** So many events of one value in one minute; a gauge is one event a minute. */
export interface Sample {
  readonly value: number;
  readonly count: number;
}

/** A series as Datadog holds it: samples by the minute; the first minute ends at 1. Nothing where nothing was sent. */
export interface Series {
  readonly metric: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly minutes: readonly (Sample | undefined)[];
}

type Data = readonly Series[];
type Metric = Extract<Expression, { metric: string }>;

/** A query is read once, however many minutes it is asked in. */
function once<T>(parse: (query: string) => T): (query: string) => T {
  const known = new Map<string, T>();
  return (query) => {
    const tree = known.get(query) ?? parse(query);
    known.set(query, tree);
    return tree;
  };
}
const [monitorOf, expressionOf] = [once(parseMonitor), once(parseExpression)];

const compares: Readonly<Record<string, (a: number, b: number) => boolean>> = {
  ">": (a, b) => a > b,
  ">=": (a, b) => a >= b,
  "<": (a, b) => a < b,
  "<=": (a, b) => a <= b,
};
const holds = (a: number, compare: string, b: number): boolean => compares[compare]?.(a, b) ?? false;

/** What a series adds up to until the end of each minute, and how often it was sent until then. */
interface Running {
  readonly sums: readonly number[];
  readonly sent: readonly number[];
}
/** Each minute of a replay asks for windows of the same series. */
const running = new WeakMap<Series, Map<string, Running>>();

function runningOf({ space, values }: Metric, series: Series): Running {
  const known = running.get(series) ?? new Map<string, Running>();
  running.set(series, known);
  const key = [space, values?.compare, values?.bound].join(" ");
  const found = known.get(key) ?? addedUp(space, values, series);
  known.set(key, found);
  return found;
}

function addedUp(space: string, values: Metric["values"], { minutes }: Series): Running {
  const [sums, sent] = [[0], [0]];
  for (const [minute, sample] of minutes.entries()) {
    const inside = sample && (!values || holds(sample.value, values.compare, values.bound));
    const amount = sample && space === "count" ? sample.count : sample ? sample.value * sample.count : 0;
    sums.push((sums[minute] ?? 0) + (inside ? amount : 0));
    sent.push((sent[minute] ?? 0) + (sample ? 1 : 0));
  }
  return { sums, sent };
}

/** Events of a metric between two minutes; undefined where nothing was sent. */
function counted(metric: Metric, data: Data, from: number, to: number): number | undefined {
  let sum: number | undefined;
  for (const series of data) {
    if (series.metric !== metric.metric || !passes(metric.filter, series.tags)) continue;
    const { sums, sent } = runningOf(metric, series);
    const at = (minute: number) => Math.min(Math.max(0, minute), series.minutes.length);
    const within = (added: readonly number[]) => (added[at(to)] ?? 0) - (added[at(from)] ?? 0);
    if (within(sent) > 0) sum = (sum ?? 0) + within(sums);
  }
  return sum;
}

/** `as_count` adds up each metric over the window, and calculates with the sums. */
function ofCounts(expression: Expression, data: Data, from: number, to: number): Fraction | undefined {
  if ("number" in expression) return new Fraction(expression.number);
  if ("call" in expression) throw new Error(`no count: ${expression.call}`);
  if ("metric" in expression) {
    const sum = counted(expression, data, from, to);
    return sum === undefined ? undefined : new Fraction(sum);
  }
  const [left, right] = [ofCounts(expression.left, data, from, to), ofCounts(expression.right, data, from, to)];
  if (left === undefined || right === undefined) return undefined;
  if (expression.operator === "-") return left.sub(right);
  if (expression.operator !== "/") throw new Error(`no calculation of counts: ${expression.operator}`);
  return right.equals(0) ? undefined : left.div(right);
}

/** Values of a gauge by group: the aggregation over series in each minute, then over the minutes. */
function ofGauge(metric: Metric, time: string, data: Data, from: number, to: number): number[] {
  const own = data.filter((series) => series.metric === metric.metric && passes(metric.filter, series.tags));
  const groups = Map.groupBy(own, ({ tags }) => metric.by.map((key) => tags[key] ?? "").join());
  return [...groups.values()].flatMap((series) => {
    const minutes = Array.from({ length: to - Math.max(0, from) }, (_, i) => Math.max(0, from) + i);
    const values = minutes.flatMap((minute) => {
      const seen = series.flatMap(({ minutes: samples }) => samples[minute]?.value ?? []);
      return seen.length === 0 ? [] : [aggregated(metric.space, seen)];
    });
    return values.length === 0 ? [] : [aggregated(time, values)];
  });
}

function aggregated(how: string, values: readonly number[]): number {
  if (how === "min") return Math.min(...values);
  if (how === "max") return Math.max(...values);
  const sum = values.reduce((one, other) => one + other, 0);
  return how === "avg" ? sum / values.length : sum;
}

/** The state of a metric monitor at the end of a minute. */
export function monitorState(query: string, data: Data, minute: number, missing: "quiet" | "alerts" = "quiet"): State {
  const { time, window, expression, compare, threshold } = monitorOf(query);
  const from = minute - window / 60;
  const absent: State = missing === "alerts" ? "No Data" : "OK";
  if ("metric" in expression && expression.as === undefined) {
    const values = ofGauge(expression, time, data, from, minute);
    if (values.length === 0) return absent;
    return values.some((value) => holds(value, compare, Number(threshold))) ? "Alert" : "OK";
  }
  if ("call" in expression) return counted(expression.of as Metric, data, from, minute) === undefined ? absent : "OK";
  const value = ofCounts(expression, data, from, minute);
  if (value === undefined) return absent;
  return holds(value.compare(new Fraction(threshold)), compare, 0) ? "Alert" : "OK";
}

/** Both windows of a burn rate, from what the SLO measures. */
function burnState(ask: Extract<Ask, { kind: "burn" }>, data: Data, minute: number): State {
  const measured = indicator(ask.slo.signal);
  if (measured.kind !== "metric") throw new Error("only counted events are replayed");
  const [good, total] = [expressionOf(measured.numerator), expressionOf(measured.denominator)];
  const [, long, short, compare = "", rate = "0"] =
    /long_window\("(\d+)h"\)\.short_window\("(\d+)m"\) (>=|>) ([\d.]+)$/.exec(burnRateQuery("x", ask.burn).query) ?? [];
  const budget = new Fraction(1).sub(ask.slo.target);
  const burning = [Number(long) * 60, Number(short)].map((length) => {
    const all = ofCounts(total, data, minute - length, minute);
    if (all === undefined || all.equals(0)) return undefined;
    const bad = all.sub(ofCounts(good, data, minute - length, minute) ?? 0);
    return holds(bad.div(all).div(budget).compare(new Fraction(rate)), compare, 0);
  });
  if (burning.includes(undefined)) return "No Data";
  return burning.every(Boolean) ? "Alert" : "OK";
}

function askState(ask: Ask, data: Data, minute: number, missing: "quiet" | "alerts"): State {
  if (ask.kind === "metric") return monitorState(ask.query.query, data, minute, missing);
  if (ask.kind === "burn") return burnState(ask, data, minute);
  throw new Error("a budget is not replayed");
}

/** The state of the monitor that tells, minute by minute; a composite that is in doubt keeps its last state. */
export function replay(alert: DatadogAlert, data: Data, minutes: number): State[] {
  const plan: Composition = compositionOf(alert);
  const states: State[] = [];
  const names = plan.kind === "composite" ? monitorsIn(plan.expression) : [];
  const condition =
    plan.kind === "composite" ? composite(expressionText(plan.expression, (name) => String(names.indexOf(name) + 1))) : undefined;
  for (let minute = 1; minute <= minutes; minute++) {
    if (plan.kind === "single") {
      states.push(askState(plan.ask, data, minute, plan.missing));
      continue;
    }
    const known = new Map(plan.members.map(({ name, ask }) => [name, askState(ask, data, minute, "quiet")]));
    const state = condition?.((id) => known.get(names[Number(id) - 1] ?? "") ?? "OK") ?? "OK";
    states.push(state === "No Data" ? (states.at(-1) ?? "OK") : state);
  }
  return states;
}
