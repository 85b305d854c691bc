import { groupedSignalsOf, isGrouped, possibleGroups } from "../model/groups.ts";
import { oldestId } from "../model/ids.ts";
import { formatDuration } from "../model/quantity.ts";
import type { GroupedSignal, Runbook, Slo, Stage } from "../model/resolved.ts";
import type { Alert } from "./alert.ts";
import { namesOf, routed, type Scope, subjectOf } from "./scope.ts";
import { sentence } from "./words.ts";

/** Seconds: a deployment starts its processes anew, and may have old and new groups for a while. */
const held = 900;

/**
 * One ticket for each signal by groups that an alert reads: more groups than it may have. Each group is a series of every
 * recording, so that a label with a value for each request would cost a monitoring system its memory.
 */
export function groupAlerts(scope: Scope): Alert[] {
  const { ticketSeverity } = scope.system.policy;
  return [...Map.groupBy(usesOf(scope), ({ signal }) => signal.path).values()].flatMap((uses): Alert[] => {
    const [first] = uses;
    if (!first) return [];
    const { signal, runbook } = first;
    const { by, atMost } = signal.groups;
    // There can be no more than its matchers name.
    if ((possibleGroups(signal) ?? Number.POSITIVE_INFINITY) <= atMost) return [];
    const stage = uses.every((one) => one.stage === "shadow") ? "shadow" : undefined;
    return [
      {
        ...namesOf(scope, signal, "groups"),
        ...routed(scope, signal.from, { severity: ticketSeverity, runbook, stage }),
        entry: signal.path,
        kind: "groups",
        title: `${subjectOf(scope)}: too many groups of ${signal.metric.name} (${oldestId(signal)})`,
        summary: sentence(
          `${signal.metric.name} has had more than ${atMost} groups (by ${by.join(", ")}) for ${formatDuration(held)}: each has recordings and alerts of its own`,
        ),
        when: { kind: "groups", signal },
        for: held,
        notes: [],
        provenance: { source: signal.source },
      },
    ];
  });
}

interface Use {
  readonly signal: GroupedSignal;
  readonly runbook: Runbook;
  readonly stage: Stage | undefined;
}

function usesOf({ service }: Scope): Use[] {
  const signalsOf = (slo: Slo) => [slo.signal, ...(slo.floor ? [slo.floor.signal] : [])];
  return [
    ...service.slos.flatMap((slo) =>
      signalsOf(slo).flatMap((signal) => (isGrouped(signal) ? [{ signal, runbook: slo.runbook, stage: slo.stage }] : [])),
    ),
    ...service.alerts.flatMap((rule) =>
      groupedSignalsOf(rule.when).map((signal) => ({ signal, runbook: rule.runbook, stage: rule.stage })),
    ),
  ];
}
