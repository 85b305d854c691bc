import { type AlertCondition, signalsOf } from "../model/condition.ts";
import { labelsBy } from "../model/groups.ts";
import { alertLabels } from "../model/own-labels.ts";

/**
 * Labels of its own by which an alert's series are distinguished. They replace those of the series, so that two become one, which
 * no evaluator takes; none in a sound alert.
 */
export function sharedLabels(when: AlertCondition): string[] {
  return signalsOf(when).flatMap((signal) => labelsBy(signal).filter((label) => alertLabels.has(label)));
}
