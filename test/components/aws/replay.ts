import { intervals } from "../../../analysis/prove/predict.ts";
import type { Firing } from "../../../analysis/prove/simulation.ts";
import { compositeAlarmArgs, metricAlarmArgs } from "../../../components/aws/alarm.ts";
import type { AlarmSpec, Alarms } from "../../../components/aws/alarms.ts";
import { parseAlarmRule } from "../../../components/aws/fake/alarm-rule.ts";
import { parseFilterPattern } from "../../../components/aws/fake/filter-pattern.ts";
import { type Expression, parseExpression } from "../../../components/aws/fake/metric-math.ts";
import { metricFilterArgs } from "../../../components/aws/log-group.ts";
import type { Environment } from "../../../model/resolved.ts";
import { takes } from "../../queries/cloudwatch/lines.ts";
import { ringing } from "../../queries/cloudwatch/rules.ts";

/*
 * CloudWatch, as far as this project uses it, from the arguments that it is given: lines through filter patterns into
 * metrics by the minute, metrics through metric math into alarms, alarms through rules into composites.
 */

/** Lines of one kind in one minute of a log group. */
export interface Lines {
  readonly line: string;
  readonly count: number;
}
/** Minute after minute, what was written to the one log group. */
export type Log = readonly (readonly Lines[])[];

/** What SDK inputs are in a test: plain values. */
interface Given {
  readonly metricName?: string;
  readonly period?: number;
  readonly statistic?: string;
  readonly metricQueries?: readonly {
    readonly id: string;
    readonly expression?: string;
    readonly returnData: boolean;
    readonly metric?: { readonly metricName: string; readonly period: number; readonly stat: string };
  }[];
  readonly comparisonOperator: "GreaterThanThreshold" | "GreaterThanOrEqualToThreshold" | "LessThanThreshold";
  readonly threshold: number;
  readonly evaluationPeriods: number;
  readonly treatMissingData: "breaching" | "notBreaching";
}

const day = 86_400;

/** The minutes in which each alarm that notifies someone is in the state ALARM, by logical name. Minute 0 is a full hour. */
export function replay(plan: Alarms, environment: Environment, log: Log): Map<string, Firing> {
  const metrics = new Map(plan.filters.map((spec) => [spec.metric.name, metricOf(spec, environment, log)]));
  const alarms = new Map(plan.alarms.map((spec) => [spec, states(spec, metrics, log.length)]));
  const byName = new Map([...alarms].map(([spec, minutes]) => [String(metricAlarmArgs(spec, "none").name), minutes]));
  const notifying = [...alarms].filter(([{ notifies }]) => notifies).map(([{ name }, on]) => [name, on] as const);
  const joined = plan.composites.map((spec) => {
    const rule = parseAlarmRule(String(compositeAlarmArgs(spec, "topic").alarmRule));
    const on = Array.from({ length: log.length + 1 }, (_, minute) =>
      ringing(rule, new Set([...byName].filter(([, minutes]) => minutes[minute]).map(([name]) => name))),
    );
    return [spec.name, on] as const;
  });
  return new Map([...notifying, ...joined].map(([name, on]) => [name, intervals(log.length, (minute) => on[minute] ?? false)]));
}

/** Sum of a window of minutes; nothing where no minute of it has a data point. */
type Sum = (end: number, minutes: number) => number | undefined;

/** Matching lines by the minute. A minute with other lines alone has the default value, one without lines nothing. */
function metricOf(spec: Alarms["filters"][number], environment: Environment, log: Log): Sum {
  const args = metricFilterArgs(spec, environment, "group");
  const pattern = parseFilterPattern(String(args.pattern));
  const { value, defaultValue } = args.metricTransformation as { value: string; defaultValue: string };
  const verdicts = new Map<string, boolean>();
  const taken = (line: string) => {
    const known = verdicts.get(line) ?? takes(pattern, line);
    verdicts.set(line, known);
    return known;
  };
  const sums = [0];
  const points = [0];
  for (const minute of log) {
    const lines = minute.reduce((sum, { line, count }) => sum + (taken(line) ? count : 0), 0);
    const some = minute.some(({ count }) => count > 0);
    sums.push((sums.at(-1) ?? 0) + (lines > 0 ? lines * Number(value) : some ? Number(defaultValue) : 0));
    points.push((points.at(-1) ?? 0) + (some ? 1 : 0));
  }
  const between = (all: readonly number[], from: number, to: number) => (all[to] ?? 0) - (all[from] ?? 0);
  return (end, minutes) => {
    const from = Math.max(0, end - minutes);
    return between(points, from, end) === 0 ? undefined : between(sums, from, end);
  };
}

/** An alarm is evaluated every minute; one that looks back more than a day every hour, up to the hour. */
function states(spec: AlarmSpec, metrics: ReadonlyMap<string, Sum>, length: number): boolean[] {
  const args = metricAlarmArgs(spec, "none") as Given;
  const period = args.period ?? args.metricQueries?.find(({ metric }) => metric)?.metric?.period ?? 0;
  const step = period * args.evaluationPeriods > day ? 60 : 1;
  const on: boolean[] = [];
  for (let minute = 0; minute <= length; minute++)
    on.push(minute % step === 0 ? breaching(args, metrics, minute, period / 60) : (on.at(-1) ?? false));
  return on;
}

function breaching(args: Given, metrics: ReadonlyMap<string, Sum>, end: number, minutes: number): boolean {
  const sum = (name: string) => metrics.get(name)?.(end, minutes);
  const value = args.metricQueries ? computed(args.metricQueries, sum) : sum(args.metricName ?? "");
  if (value === undefined) return args.treatMissingData === "breaching";
  switch (args.comparisonOperator) {
    case "GreaterThanThreshold":
      return value > args.threshold;
    case "GreaterThanOrEqualToThreshold":
      return value >= args.threshold;
    case "LessThanThreshold":
      return value < args.threshold;
  }
}

function computed(queries: NonNullable<Given["metricQueries"]>, sum: (name: string) => number | undefined): number | undefined {
  const values = new Map<string, number | undefined>();
  for (const { id, metric, expression } of queries)
    values.set(id, metric ? sum(metric.metricName) : evaluated(parsed(expression ?? ""), values));
  return values.get(queries.find(({ returnData }) => returnData)?.id ?? "");
}

const expressions = new Map<string, Expression>();
function parsed(text: string): Expression {
  const known = expressions.get(text) ?? parseExpression(text);
  expressions.set(text, known);
  return known;
}

/** Nothing stands for a missing data point; a division by zero gives none. */
function evaluated(expression: Expression, values: ReadonlyMap<string, number | undefined>): number | undefined {
  if ("number" in expression) return expression.number;
  if ("id" in expression) return values.get(expression.id);
  if ("call" in expression) {
    const [first, second, third] = expression.of.map((part) => evaluated(part, values));
    if (expression.call === "FILL") return first ?? second;
    return first === undefined ? undefined : first !== 0 ? second : third;
  }
  const [left, right] = [evaluated(expression.left, values), evaluated(expression.right, values)];
  if (left === undefined || right === undefined) return undefined;
  const operate = operators[expression.operator];
  if (!operate) throw new Error(`${expression.operator} is not looked at here`);
  const result = operate(left, right);
  return Number.isFinite(result) ? result : undefined;
}

const operators: Readonly<Record<string, (a: number, b: number) => number>> = {
  "/": (a, b) => a / b,
  "<": (a, b) => Number(a < b),
  ">=": (a, b) => Number(a >= b),
};
