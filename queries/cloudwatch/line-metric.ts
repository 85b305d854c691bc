import { logicalName, oldestId } from "../../model/ids.ts";
import type { Condition, Matchers, Metric, Signal, SourceOf } from "../../model/resolved.ts";
import { linePattern, type Term } from "./pattern.ts";

/**
 * Which lines are counted: all of a signal, its bad ones, or (for absence) every line of its metric, whatever the signal
 * selects of it.
 */
export type LineRole = "total" | "bad" | "lines";

/** A metric that CloudWatch counts the lines of one group into: one metric filter. */
export interface LineMetric {
  /** made of the oldest ids, so that a rename does not begin a new history */
  readonly name: string;
  readonly role: LineRole;
  /** the entry that it counts for */
  readonly of: Signal | Metric;
  readonly source: SourceOf<"cloudwatch-logs">;
  readonly pattern: string;
}

/** @throws Error if the lines are in no log group: another evaluator watches them */
export function lineMetric(signal: Signal, role: LineRole): LineMetric {
  const { from: source } = signal;
  if (source.kind !== "cloudwatch-logs") throw new Error(`${signal.path} is in ${source.id}, which is no log group`);
  const of = role === "lines" ? signal.metric : signal;
  return {
    name: logicalName(signal.system, signal.service, "formerly" in of ? oldestId(of) : of.id, role),
    role,
    of,
    source,
    pattern: linePattern(source.format, selectors(signal, role).flatMap(termsOf)),
  };
}

/**
 * The matchers that select the lines; all of them hold.
 *
 * @throws Error if no filter separates bad lines from the others; the preflight check of the component rejects it earlier
 */
export function selectors(signal: Signal, role: LineRole): Matchers[] {
  if (role === "lines") return [signal.metric.where];
  if (role === "total" || signal.kind !== "events") return [signal.where];
  if ("filter" in signal.bad) return [signal.where, signal.bad.filter];
  throw new Error(`${signal.path}: no filter separates bad lines`);
}

const termsOf = (matchers: Matchers): Term[] => Object.entries(matchers);

/**
 * What a leaf reads. The catalog's own `absent` keeps the filter of its signal; the generated one asks for the metric.
 *
 * @throws Error for what log groups cannot hold, which the checks of the catalog refuse
 */
export function rolesOf({ kind, signal }: Condition): readonly [LineRole, ...LineRole[]] {
  if (kind === "absent") return isWhole(signal) ? ["lines"] : ["total"];
  if (kind === "bad-share" && signal.kind === "events") return ["total", "bad"];
  if (kind === "count") return ["total"];
  throw new Error(`${signal.path}: lines of a log are counted, nothing else, and the checks refuse it`);
}

const isWhole = ({ where, metric }: Signal): boolean => JSON.stringify(where) === JSON.stringify(metric.where);
