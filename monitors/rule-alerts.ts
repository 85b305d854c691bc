import { type AlertCondition, isOutside } from "../model/condition.ts";
import type { AlertRule } from "../model/resolved.ts";
import type { Alert } from "./alert.ts";
import { namesOf, provenanceOf, routed, type Scope, subjectOf } from "./scope.ts";
import { ruleInWords } from "./words.ts";

/** The alert that an entry under `alerts` of a service asks for. */
export function ruleAlert(scope: Scope, rule: AlertRule): Alert {
  return {
    ...namesOf(scope, rule),
    ...routed(scope, rule.when.signal.from, rule),
    entry: rule.path,
    kind: "threshold",
    title: `${subjectOf(scope)}: ${rule.title}`,
    summary: ruleInWords(rule),
    when: withMissing(rule),
    for: rule.for,
    notes: [],
    provenance: provenanceOf(rule),
  };
}

/** A comparison never holds without data: where no data must fire, the condition says so. */
function withMissing(rule: AlertRule): AlertCondition {
  const { when } = rule;
  return rule.missing === "fire" && when.kind !== "absent" && !isOutside(when) ? { kind: "or-absent", of: when } : when;
}
