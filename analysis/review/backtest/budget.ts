import Fraction from "fraction.js";
import { formatShare } from "../../../model/quantity.ts";
import type { Slo } from "../../../model/resolved.ts";
import type { Recorded } from "./recorded.ts";

/** What was spent of the error budget of an objective by the end of the history. */
export interface Spent {
  /** as text with its unit */
  readonly target: string;
  /** seconds of its window */
  readonly window: number;
  /** seconds of it that were recorded */
  readonly recorded: number;
  readonly bad: number;
  readonly total: number;
  /** of the budget, 1 is all of it; undefined: there was no traffic */
  readonly share?: number;
}

export interface BudgetChange {
  /** system/service/slo */
  readonly slo: string;
  readonly title: string;
  readonly before?: Spent;
  readonly after?: Spent;
}

/** Of events the bad ones among all, of slices the bad minutes; the budget is what the target allows to be bad. */
export function spentOf({ signal, target, window }: Slo, recorded: Recorded): Spent {
  const { total, bad } = recorded.increments(signal);
  const end = (recorded.span.to - recorded.span.from) / 60;
  const begin = Math.max(0, end - Math.floor(window / 60));
  const all = total.value(begin, end);
  const failed = bad?.value(begin, end) ?? 0;
  const allowed = new Fraction(1).sub(target).valueOf() * all;
  return {
    target: formatShare(target),
    window,
    recorded: (end - begin) * 60,
    bad: failed,
    total: all,
    ...(allowed > 0 && { share: failed / allowed }),
  };
}

/** Objectives of both revisions by their path, or by that of the alerts that became each other. */
export function budgetChanges(slos: readonly { readonly before?: Slo; readonly after?: Slo }[], recorded: Recorded): BudgetChange[] {
  const changes = slos.flatMap(({ before, after }): BudgetChange[] => {
    const slo = after ?? before;
    if (!slo) return [];
    return [
      {
        slo: slo.path,
        title: slo.title,
        ...(before && { before: spentOf(before, recorded) }),
        ...(after && { after: spentOf(after, recorded) }),
      },
    ];
  });
  return [...new Map(changes.map((change) => [change.slo, change])).values()].sort((one, other) => (one.slo < other.slo ? -1 : 1));
}
