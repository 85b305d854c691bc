import { single } from "../../model/composite.ts";
import type { BadShare, Condition } from "../../model/resolved.ts";
import { type LineMetric, type LineRole, lineMetric, rolesOf } from "./line-metric.ts";

/** One metric, by the name that expressions have for it. */
export interface Read {
  readonly id: LineRole;
  readonly metric: LineMetric;
}

/** One step of metric math; the last one is compared. */
export interface Step {
  readonly id: string;
  readonly expression: string;
}

/** What a metric alarm asks: sums over one period, what is made of them, and what no answer means. */
export interface Question {
  /** each is the sum of its lines over the period */
  readonly reads: readonly Read[];
  /** none: the one sum itself is compared */
  readonly steps: readonly Step[];
  /** seconds; the period slides with every evaluation, so that it is the condition's window */
  readonly period: number;
  readonly compare: "GreaterThanThreshold" | "GreaterThanOrEqualToThreshold" | "LessThanThreshold";
  readonly threshold: number;
  readonly missing: "breaching" | "notBreaching";
}

/**
 * A leaf of the catalog as one alarm. Where nothing was counted there is no data point, and then an alarm would look
 * further back for older ones: `FILL` makes it a zero instead.
 *
 * @param held seconds for which an absence lasts; no other condition can be held, see the refusals of the component
 * @param orAbsent also holds where no line came
 * @throws Error for what log groups cannot hold, which the checks of the catalog refuse
 *
 * @example
 * A share, quiet below five failures, as metric math:
 * ```text
 * failed = FILL(bad, 0)
 * share  = IF(failed >= 5, failed / total, 0)
 * ```
 */
export function questionOf(leaf: Condition, held: number, orAbsent: boolean): Question {
  const roles = rolesOf(leaf);
  const reads = roles.map((id): Read => ({ id, metric: lineMetric(single(leaf.signal), id) }));
  const missing = orAbsent || leaf.kind === "absent" ? "breaching" : "notBreaching";
  switch (leaf.kind) {
    case "bad-share": {
      const compare = leaf.inclusive ? "GreaterThanOrEqualToThreshold" : "GreaterThanThreshold";
      return { reads, steps: badShare(leaf, orAbsent), period: leaf.over, compare, threshold: leaf.above.valueOf(), missing };
    }
    case "count": {
      const compare = leaf.compare === "above" ? "GreaterThanThreshold" : "LessThanThreshold";
      return { reads, steps: count(leaf, orAbsent), period: leaf.over, compare, threshold: leaf.threshold.valueOf(), missing };
    }
    case "absent":
      return { reads, steps: counted(roles[0]), period: held, compare: "LessThanThreshold", threshold: 1, missing };
    case "value":
    case "forecast":
    case "change":
    case "age":
    case "occurs":
    case "groups":
      throw new Error(`${leaf.signal.path}: ${leaf.kind} is not asked of log groups`);
  }
}

/** The share of bad lines, 0 below the guard. At least one must be bad in any case: 0 reaches no share, and 0 / 0 is none. */
function badShare({ least }: BadShare, orAbsent: boolean): Step[] {
  const guarded = `IF(failed >= ${Math.max(1, least)}, failed / total, 0)`;
  return [
    { id: "failed", expression: "FILL(bad, 0)" },
    { id: "share", expression: orAbsent ? `IF(FILL(total, 0) < 1, 1, ${guarded})` : guarded },
  ];
}

/** Few lines are not no lines: without an answer `below` stays quiet, unless absence is asked for. */
function count({ compare, threshold }: Extract<Condition, { kind: "count" }>, orAbsent: boolean): Step[] {
  if (compare === "below") return orAbsent ? counted("total") : [];
  if (!orAbsent) return counted("total");
  const beyond = threshold.floor().add(1).toString();
  return [...counted("total"), { id: "counted_or_absent", expression: `IF(counted < 1, ${beyond}, counted)` }];
}

const counted = (id: LineRole): Step[] => [{ id: "counted", expression: `FILL(${id}, 0)` }];
