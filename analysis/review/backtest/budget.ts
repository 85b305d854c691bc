import Fraction from "fraction.js";
import { labelsBy } from "../../../model/groups.ts";
import { formatShare } from "../../../model/quantity.ts";
import type { Slo } from "../../../model/resolved.ts";
import { Column } from "./column.ts";
import type { Increments, Recorded } from "./recorded.ts";
import { groupInWords } from "./select.ts";

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
  /** of an objective by groups: which of them this is, the one that has spent most, for example `tenant acme` */
  readonly group?: string;
}

export interface BudgetChange {
  /** system/service/slo */
  readonly slo: string;
  readonly title: string;
  readonly before?: Spent;
  readonly after?: Spent;
}

/**
 * Of events the bad ones among all, of slices the bad minutes; the budget is what the target allows to be bad. Each group has a budget
 * of its own: told is that of which most is spent.
 */
export function spentOf(slo: Slo, recorded: Recorded): Spent {
  const by = labelsBy(slo.signal);
  const each = [...recorded.groups(slo.signal)].map(([key, increments]): Spent => {
    const group = groupInWords(key, by);
    return { ...spentIn(slo, increments, recorded), ...(group !== undefined && { group }) };
  });
  const [first = spentIn(slo, nothing, recorded), ...more] = each;
  return more.reduce((worst, one) => ((one.share ?? -1) > (worst.share ?? -1) ? one : worst), first);
}

/** What a signal by groups counts of which none was there. */
const nothing: Increments = { total: new Column(0, () => undefined), bad: undefined };

function spentIn({ target, window }: Slo, { total, bad }: Increments, recorded: Recorded): Spent {
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
