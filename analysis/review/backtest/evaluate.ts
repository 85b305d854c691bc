import { type AlertCondition, isOutside, leavesOf, signalsOf } from "../../../model/condition.ts";
import { alertGroups } from "../../../model/groups.ts";
import { isNative } from "../../../model/native-histogram.ts";
import { isRaw } from "../../../model/raw.ts";
import type { Alert } from "../../../monitors/alert.ts";
import { sharedLabels } from "../../../monitors/own-labels.ts";
import { testsOf } from "./condition.ts";
import { gridOf } from "./grid.ts";
import type { Recorded } from "./recorded.ts";
import { groupInWords } from "./select.ts";
import { anyOf, firingOf } from "./state.ts";

/** One time that an alert fires, in seconds since 1970. */
export interface Firing {
  /** the first evaluation in which it fires: `for` is over */
  readonly from: number;
  /** the first in which it fires no more; of one that is open the end of the span */
  readonly to: number;
  /** it still fires at the end */
  readonly open?: true;
  /** of a signal by groups: which of them, for example `tenant acme` */
  readonly group?: string;
}

/**
 * When an alert would have fired, evaluated at each multiple of its interval from the begin of the span. Of a signal by groups each
 * group fires by itself.
 *
 * @throws Error for an alert that cannot be replayed, or whose signals were not recorded
 */
export function replay(alert: Alert, recorded: Recorded): Firing[] {
  const can = canReplay(alert);
  if (can !== true) throw new Error(`${alert.name} cannot be replayed: ${can}`);
  const { from, to } = recorded.span;
  const grid = gridOf(recorded.span, alert.evaluator.evaluate);
  const patience = { for: alert.for, keepFiringFor: alert.keepFiringFor ?? 0 };
  const by = alertGroups(alert.when)?.by ?? [];
  const series = [...testsOf(alert.when, recorded)].map(([key, test]) => ({
    group: groupInWords(key, by),
    stretches: firingOf(test, grid, patience),
  }));
  const firings = [...Map.groupBy(series, ({ group }) => group)].flatMap(([group, own]) =>
    anyOf(own.map(({ stretches }) => stretches)).map(
      ([first, last]): Firing => ({
        from: from + first * grid.step,
        ...(last < grid.length ? { to: from + last * grid.step } : { to, open: true as const }),
        ...(group !== undefined && { group }),
      }),
    ),
  );
  return firings.sort((one, other) => one.from - other.from);
}

/** True, or in words why an alert cannot be replayed on what a Prometheus has recorded. */
export function canReplay(alert: Alert): true | string {
  const { evaluator, when } = alert;
  if (when.kind === "no-sign-of-life") return "it waits for signs of life, which are in no history";
  if (isOutside(when)) return "it asks an endpoint from outside, whose answers are in no history of the application";
  if (!evaluator.traits.series) return `${evaluator.id} (${evaluator.kind}) evaluates it on its own data, and not a Prometheus`;
  if (isSilence(when)) return "it fires when its source answers nothing, of which there is no history";
  if (leavesOf(when).some((leaf) => leaf.kind === "age" && leaf.signal.metric.kind === "counter"))
    return "it asks for increases of a counter further back than a replay keeps";
  if (signalsOf(when).some(isRaw)) return "it asks a raw query, and only what the catalog has words for is replayed";
  const [native] = signalsOf(when).filter(({ metric }) => isNative(metric));
  if (native) return `it reads ${native.metric.name}, a native histogram, and histories are read as plain numbers`;
  if (leavesOf(when).some(({ kind }) => kind === "forecast"))
    return "it asks for the trend of each series, of which a replay keeps the present value";
  if (signalsOf(when).some((signal) => signal.kind === "value" && signal.window))
    return "it looks back on each series, of which a replay keeps the present value";
  if (leavesOf(when).some(({ kind, signal }) => kind === "change" && signal.kind === "value"))
    return "it asks for averages of a value, of which a replay keeps the present one";
  const shared = sharedLabels(when);
  if (shared.length > 0) return `its series are grouped by ${shared.join(" and ")}, which is a label of every alert`;
  return true;
}

const isSilence = (when: AlertCondition): boolean => when.kind === "source-silent";
