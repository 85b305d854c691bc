import { presentWindow } from "../model/calendar-window.ts";
import { comparedUnit } from "../model/compared.ts";
import { type AlertCondition, leavesOf, signalsOf } from "../model/condition.ts";
import { alertGroups } from "../model/groups.ts";
import { formatDuration, type Unit } from "../model/quantity.ts";
import type { Condition } from "../model/resolved.ts";
import { isEach } from "../model/slices.ts";

/** A value in the functions that the evaluators' templates share. */
const written = (value: string): Readonly<Record<Unit | "none", string>> => ({
  s: `{{ humanizeDuration ${value} }}`,
  ms: `{{ humanize ${value} }} ms`,
  timestamp: `{{ ${value} }}`,
  "timestamp-ms": `{{ ${value} }}`,
  bytes: `{{ humanize1024 ${value} }}B`,
  percent: `{{ humanize ${value} }} %`,
  ratio: `{{ humanizePercentage ${value} }}`,
  bool: `{{ humanize ${value} }}`,
  none: `{{ humanize ${value} }}`,
});

/**
 * What the value of a firing rule says, as a template that its evaluator fills in; undefined where a value says nothing. A
 * query of bad shares returns the bad events of the first window that is above its threshold, and that of a composite the share.
 *
 * @param value how the evaluator's templates name it: `$value` or `$values.A.Value`
 */
export function valueText(when: AlertCondition, value: string): string | undefined {
  const inUnit = written(value);
  switch (when.kind) {
    case "bad-share":
      if (when.signal.kind === "composite") return `Bad share in ${presentWindow({ ...when, window: when.over })}: ${inUnit.ratio}.`;
      return `${badOnes(when)} in ${presentWindow({ ...when, window: when.over })}: ${inUnit.none}.`;
    case "value":
      return `Value${when.signal.by.length > 0 ? `, ${labelsText(when)}` : ""}: ${inUnit[comparedUnit(when.signal) ?? "none"]}.`;
    case "forecast":
      return `In ${formatDuration(when.within)}, if it goes on${grouped(when)}: ${inUnit[comparedUnit(when.signal) ?? "none"]}.`;
    case "change":
      return when.signal.kind === "count"
        ? `Events a minute in the last ${formatDuration(when.over)}: ${inUnit.none}.`
        : `Average of the last ${formatDuration(when.over)}${grouped(when)}: ${inUnit[comparedUnit(when.signal) ?? "none"]}.`;
    case "age":
      return ageText(when, inUnit.s);
    case "count":
      return `Count in the last ${formatDuration(when.over)}: ${inUnit.none}.`;
    case "or-absent":
      if (when.of.kind === "age" && when.of.signal.metric.kind === "counter") return valueText(when.of, value);
      return `${valueText(when.of, value) ?? ""} It is 1 where the series is gone.`.trim();
    case "any":
    case "all":
      if (isComposite(when)) return `Bad share in the window that is above its threshold: ${inUnit.ratio}.`;
      return leavesOf(when).every(({ kind }) => kind === "bad-share")
        ? `${badOnes(when)} in the window that is above its threshold: ${inUnit.none}.`
        : undefined;
    case "unless":
      return valueText(when.of, value);
    case "probe-fails":
      return `Locations with the right answer: ${inUnit.ratio}.`;
    case "certificate":
      return `The certificate expires in ${inUnit.s}.`;
    case "groups":
      return `Groups: ${inUnit.none}.`;
    case "absent":
    case "occurs":
    case "recovered":
    case "flapping":
    case "source-silent":
    case "no-sign-of-life":
      return undefined;
  }
  return when satisfies never;
}

/** The same of a query that returns the burn rate of the first window that has reached its threshold. */
export const burnRateText = (value: string): string => `Burn rate in the window that is above its threshold: ${written(value).none}.`;

/** By which labels a series of an alert is distinguished, as a template; undefined where there is one series. */
export function seriesText(when: AlertCondition): string | undefined {
  const [grouping] = leavesOf(when).filter(({ signal }) => "by" in signal && signal.by.length > 0);
  return grouping && labelsText(grouping);
}

/** The query on a counter returns its increase, which is 0. */
function ageText(when: Extract<Condition, { kind: "age" }>, inSeconds: string): string | undefined {
  const { by, metric } = when.signal;
  if (metric.kind === "counter") return by.length > 0 ? `No increase, ${labelsText(when)}.` : undefined;
  return `Age${by.length > 0 ? `, ${labelsText(when)}` : ""}: ${inSeconds}.`;
}

/** Which of its groups an alert is, as a template: `tenant {{ $labels.tenant }}`; undefined where it has none. */
export function groupText(when: AlertCondition): string | undefined {
  const groups = alertGroups(when);
  return groups && byText(groups.by);
}

const labelsText = ({ signal }: Condition): string => ("by" in signal ? byText(signal.by) : "");
const grouped = (when: Condition): string => (labelsText(when) === "" ? "" : `, ${labelsText(when)}`);

const byText = (by: readonly string[]): string => by.map((label) => `${label} {{ $labels.${label} }}`).join(", ");

const isComposite = (when: AlertCondition): boolean => leavesOf(when).some(({ signal }) => signal.kind === "composite");

function badOnes(when: AlertCondition): string {
  const slices = signalsOf(when).filter((signal) => signal.kind === "slices");
  if (slices.some(isEach)) return "Bad minutes of single series";
  return slices.length > 0 ? "Bad minutes" : "Bad events";
}
