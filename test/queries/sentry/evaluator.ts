import { intervals } from "../../../analysis/prove/predict.ts";
import type { Firing } from "../../../analysis/prove/simulation.ts";
import type { MonitorQuery } from "../../../queries/sentry.ts";
import { matches, parse } from "./dialect.ts";

/** So many items of one minute that are alike. */
export interface Items {
  readonly count: number;
  readonly tags: Readonly<Record<string, string>>;
  /** ms */
  readonly duration?: number;
}

/**
 * Replays the items of each minute against a metric monitor as Sentry evaluates one, and tells when it is open. A
 * monitor looks at the window that ends with the minute, changes its state where a condition holds, and keeps it where
 * there is no answer: no percentile without items (getsentry/sentry, `subscription_processor.py`).
 *
 * @param every minutes between two evaluations
 */
export function replay(monitor: MonitorQuery, minutes: readonly (readonly Items[])[], every = 1): Firing {
  const terms = parse(monitor.query);
  const selected = minutes.map((items) => items.filter(({ tags }) => matches(terms, tags)));
  const length = monitor.timeWindowSeconds / 60;
  const open = new Set<number>();
  let isOpen = false;
  for (let minute = 1; minute <= minutes.length; minute++) {
    if (minute % every === 0) {
      const answer = aggregate(monitor.aggregate, selected.slice(Math.max(0, minute - length), minute).flat());
      if (answer !== undefined && holds(answer, monitor.open)) isOpen = true;
      else if (answer !== undefined && holds(answer, monitor.resolve)) isOpen = false;
    }
    if (isOpen) open.add(minute);
  }
  return intervals(minutes.length, (minute) => open.has(minute));
}

function aggregate(text: string, items: readonly Items[]): number | undefined {
  if (text === "count()") return items.reduce((sum, { count }) => sum + count, 0);
  const percent = /^p(\d+)\(span\.duration\)$/.exec(text)?.[1];
  if (percent === undefined) throw new Error(`no aggregate: ${text}`);
  return percentile(Number(percent), items);
}

/** The least duration at or under which at least so many percent of the items are. */
function percentile(percent: number, items: readonly Items[]): number | undefined {
  const sorted = [...items].sort((a, b) => (a.duration ?? 0) - (b.duration ?? 0));
  const all = sorted.reduce((sum, { count }) => sum + count, 0);
  let below = 0;
  return sorted.find(({ count }) => {
    below += count;
    return count > 0 && below * 100 >= percent * all;
  })?.duration;
}

const comparisons = {
  gt: (a: number, b: number) => a > b,
  gte: (a: number, b: number) => a >= b,
  lt: (a: number, b: number) => a < b,
  lte: (a: number, b: number) => a <= b,
} as const;

function holds(answer: number, { type, comparison }: { readonly type: keyof typeof comparisons; readonly comparison: number }): boolean {
  return comparisons[type](answer, comparison);
}
