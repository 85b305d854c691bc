import Fraction from "fraction.js";
import { boundsOf, type CalendarUnit, type Window } from "../../../model/calendar-window.ts";
import { labelsBy } from "../../../model/groups.ts";
import { formatShare } from "../../../model/quantity.ts";
import type { Slo } from "../../../model/resolved.ts";
import { Column } from "./column.ts";
import { composedShare } from "./composed.ts";
import type { Span } from "./grid.ts";
import type { Increments, Recorded } from "./recorded.ts";
import { groupInWords } from "./select.ts";

/** What was spent of the error budget of an objective by the end of the history. */
export interface Spent {
  /** as text with its unit */
  readonly target: string;
  /** seconds of its window; of one by the calendar those of the month or quarter in which the history ends */
  readonly window: number;
  readonly calendar?: CalendarUnit;
  /** seconds of it that were recorded */
  readonly recorded: number;
  /** of one signal; the shares of several have no counts in common */
  readonly bad?: number;
  readonly total?: number;
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
  const { signal } = slo;
  if (signal.kind === "composite") return spentBy(slo, recorded, spendingOf(slo, recorded));
  const by = labelsBy(signal);
  const each = [...recorded.groups(signal)].map(([key, increments]): Spent => {
    const group = groupInWords(key, by);
    return { ...spentIn(slo, increments, recorded), ...(group !== undefined && { group }) };
  });
  const [first = spentIn(slo, nothing, recorded), ...more] = each;
  return more.reduce((worst, one) => ((one.share ?? -1) > (worst.share ?? -1) ? one : worst), first);
}

/** What a signal by groups counts of which none was there. */
const nothing: Increments = { total: new Column(0, () => undefined), bad: undefined };

function spentIn(slo: Slo, increments: Increments, recorded: Recorded): Spent {
  const { begin, end } = lastOf(slo, recorded);
  return {
    ...spentBy(slo, recorded, (minutes) => spentShare(slo, increments, minutes)),
    bad: increments.bad?.value(begin, end) ?? 0,
    total: increments.total.value(begin, end),
  };
}

function spentBy(slo: Slo, recorded: Recorded, spending: Spending): Spent {
  const minutes = lastOf(slo, recorded);
  const share = spending(minutes);
  return {
    target: formatShare(slo.target),
    window: minutes.length * 60,
    ...(slo.calendar && { calendar: slo.calendar }),
    recorded: (minutes.end - minutes.begin) * 60,
    ...(share !== undefined && { share }),
  };
}

/** The window of an objective with which a history ends. */
function lastOf(slo: Slo, { span }: Recorded): Minutes {
  const end = (span.to - span.from) / 60;
  return { ...windowAt(slo, span, end), end };
}

/** Minutes of a history: from the first to before the last, and how many the whole window has. */
export interface Minutes {
  readonly begin: number;
  readonly end: number;
  readonly length: number;
}

/** The window that ends with a minute, as far as it is in the history. */
export function windowAt({ window, calendar }: Window, { from }: Span, end: number): Pick<Minutes, "begin" | "length"> {
  if (!calendar) return { begin: Math.max(0, end - Math.floor(window / 60)), length: Math.floor(window / 60) };
  const bounds = boundsOf(calendar, from + (end - 1) * 60);
  return { begin: Math.max(0, Math.ceil((bounds.from - from) / 60)), length: (bounds.to - bounds.from) / 60 };
}

/** What is spent of a budget in a window of a history, 1 is all of it; undefined without traffic. */
export type Spending = (minutes: Minutes) => number | undefined;

/** The same of an objective without groups. */
export function spendingOf(slo: Slo, recorded: Recorded): Spending {
  const { signal, target } = slo;
  if (signal.kind === "composite") {
    const [share, allowed] = [composedShare(signal, recorded), new Fraction(1).sub(target).valueOf()];
    return ({ begin, end }) => {
      const bad = share(begin, end);
      return bad === undefined ? undefined : bad / allowed;
    };
  }
  const increments = recorded.increments(signal);
  return (minutes) => spentShare(slo, increments, minutes);
}

/** Of the budget, 1 is all of it: of what was counted in the time, by the calendar of what the whole of it has at that pace; undefined without traffic. */
export function spentShare(slo: Slo, { total, bad }: Increments, { begin, end, length }: Minutes): number | undefined {
  const counted = (total.counts[end] ?? 0) - (total.counts[begin] ?? 0);
  const all = total.value(begin, end) * (slo.calendar && counted > 0 ? length / counted : 1);
  const allowed = new Fraction(1).sub(slo.target).valueOf() * all;
  return allowed > 0 ? (bad?.value(begin, end) ?? 0) / allowed : undefined;
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
