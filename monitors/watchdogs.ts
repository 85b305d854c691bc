import type { OutsideCondition } from "../model/condition.ts";
import { logicalName } from "../model/ids.ts";
import { formatDuration } from "../model/quantity.ts";
import type { DeadMan, Environment, Living, Source, System } from "../model/resolved.ts";
import type { Alert } from "./alert.ts";
import { type PeopleOfSource, peopleOf } from "./people-of-source.ts";
import { routeOf } from "./routing.ts";
import { sentence } from "./words.ts";

/** An alert, at a receiver outside, that misses the heartbeats of an evaluator. */
export type Watchdog = Alert & { readonly when: Extract<OutsideCondition, { kind: "no-sign-of-life" }> };

/** The alerts that miss the heartbeats of one kind of evaluator. */
export function watchdogsOf(alerts: readonly Alert[], evaluator: Living["evaluator"]): Watchdog[] {
  return alerts.filter((alert): alert is Watchdog => alert.when.kind === "no-sign-of-life" && alert.when.of.evaluator === evaluator);
}

/**
 * One alert for each evaluator that can send heartbeats again and again, at the receiver that misses them. Those
 * that tell only of changes cannot; nothing monitors a prober.
 * It notifies the owner of the sources that it evaluates, or if there are several, the owner of the dead man's switch.
 *
 * @param evaluators the sources whose conditions are evaluated, each with the systems that have an alert on it
 */
export function watchdogs(environment: Environment, deadMan: DeadMan, evaluators: readonly Evaluated[]): Alert[] {
  const living = evaluators.flatMap((one) => {
    const of = one.source.traits.living?.(one.source);
    return of ? [{ word: of.source?.id ?? of.evaluator, of, one }] : [];
  });
  return [...Map.groupBy(living, ({ word }) => word)].flatMap(([word, group]) => {
    const [first] = group;
    if (!first) return [];
    const { of } = first;
    const { receiver, every, grace, runbook } = deadMan;
    const { owner, onCall, severity } = agreed(group.map(({ one }) => peopleOf(one.source, one.readers))) ?? deadMan;
    return {
      name: logicalName("watchdog", word),
      formerNames: [],
      entry: "dead-man",
      kind: "watchdog",
      title: `${of.source ? `The ${of.name} ${of.source.id}` : of.name} gives no sign of life`,
      summary: sentence(
        `${receiver.id} has had no sign of life from ${word} for ${formatDuration(every + grace)}: nothing that it evaluates can tell anybody`,
      ),
      environment,
      evaluator: receiver,
      when: { kind: "no-sign-of-life", of, every, grace },
      for: 0,
      severity,
      route: routeOf({ severity, environment, owner, onCall }),
      owner,
      runbook,
      notes: [],
      provenance: { source: deadMan.source },
    };
  });
}

export interface Evaluated {
  readonly source: Source;
  readonly readers: readonly System[];
}

/** The people of all, if they are the same; their most urgent severity. */
function agreed(people: readonly PeopleOfSource[]): PeopleOfSource | undefined {
  const [first, ...others] = [...people].sort((one, other) => one.severity.respond - other.severity.respond);
  return others.every(({ owner, onCall }) => owner.id === first?.owner.id && onCall?.id === first?.onCall?.id) ? first : undefined;
}
