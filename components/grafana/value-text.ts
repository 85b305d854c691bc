import { type AlertCondition, leavesOf, signalsOf } from "../../model/condition.ts";
import { formatDuration, type Unit } from "../../model/quantity.ts";
import type { Condition } from "../../model/resolved.ts";
import { literalText } from "./template-text.ts";

/** The value of query A of the rule, in the functions of Grafana's alert templates. */
const value = "$values.A.Value";

const inUnit: Readonly<Record<Unit | "none", string>> = {
  s: `{{ humanizeDuration ${value} }}`,
  ms: `{{ humanize ${value} }} ms`,
  bytes: `{{ humanize1024 ${value} }}B`,
  percent: `{{ humanize ${value} }} %`,
  ratio: `{{ humanizePercentage ${value} }}`,
  none: `{{ humanize ${value} }}`,
};

/**
 * What the value of a firing rule says, as a template that Grafana fills in; undefined where a value says nothing. A
 * query of bad shares returns the bad events of the first window that is above its threshold.
 */
export function valueText(when: AlertCondition): string | undefined {
  switch (when.kind) {
    case "bad-share":
      return `${badOnes(when)} in the last ${formatDuration(when.over)}: ${inUnit.none}.`;
    case "value":
      return `Value${labelsText(when)}: ${inUnit[when.signal.metric.unit ?? "none"]}.`;
    case "count":
      return `Count in the last ${formatDuration(when.over)}: ${inUnit.none}.`;
    case "or-absent":
      return `${valueText(when.of) ?? ""} It is 1 where the series is gone.`.trim();
    case "any":
    case "all":
      return leavesOf(when).every(({ kind }) => kind === "bad-share")
        ? `${badOnes(when)} in the window that is above its threshold: ${inUnit.none}.`
        : undefined;
    case "unless":
      return valueText(when.of);
    case "probe-fails":
      return `Locations with the right answer: ${inUnit.ratio}.`;
    case "certificate":
      return `The certificate expires in ${inUnit.s}.`;
    case "absent":
    case "source-silent":
      return undefined;
  }
}

function labelsText({ signal }: Extract<Condition, { kind: "value" }>): string {
  return signal.by.map((label) => `, ${literalText(label)} {{ $labels.${label} }}`).join("");
}

function badOnes(when: AlertCondition): string {
  return signalsOf(when).some((signal) => signal.kind === "slices") ? "Bad minutes" : "Bad events";
}
