import { type AlertCondition, leavesOf, signalsOf } from "./condition.ts";
import type { CompositeSignal, Condition, GroupedSignal, Groups, Signal } from "./resolved.ts";

/** Whether a signal is measured for each group by itself. */
export const isGrouped = (signal: Signal | CompositeSignal): signal is GroupedSignal => "groups" in signal && signal.groups !== undefined;

/** The most groups that a signal can have: as many as its matchers name; undefined where a label takes any value. */
export function possibleGroups({ groups, where }: GroupedSignal): number | undefined {
  const values = groups.by.map((label) => {
    const matcher = where[label];
    return matcher && "anyOf" in matcher ? matcher.anyOf.length : undefined;
  });
  return values.reduce<number | undefined>((all, some) => (all === undefined || some === undefined ? undefined : all * some), 1);
}

/** The labels that distinguish what a signal returns; none where it is one number. */
export function labelsBy(signal: Signal | CompositeSignal): readonly string[] {
  return "by" in signal ? signal.by : (signal.groups?.by ?? []);
}

/** The groups of which each is an alert of its own; undefined where there are none. What is absent, or too many groups, is one alert. */
export function alertGroups(condition: AlertCondition): Groups | undefined {
  return leavesOf(condition)
    .filter(isOfEach)
    .map(({ signal }) => signal)
    .find(isGrouped)?.groups;
}

/** Whether a leaf holds for each group by itself. */
const isOfEach = ({ kind }: Condition): boolean => kind !== "absent" && kind !== "groups";

/** The grouped signals that a condition reads. */
export const groupedSignalsOf = (condition: AlertCondition): GroupedSignal[] => signalsOf(condition).filter(isGrouped);
