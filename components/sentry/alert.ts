import type { Input } from "@pulumi/pulumi";
import { type EventFilter, type OccurrenceQuery, occurrenceQuery } from "../../queries/sentry.ts";
import { nameIn } from "../names.ts";
import type { Action, ActionFilter, AlertArgs, FilterCondition, Frequency, TriggerCondition } from "./inputs.ts";
import type { SentryAlert } from "./select.ts";

/** No throttling: an issue that reopens within minutes pages again, and its resolution is notified too. */
const everyTime: Frequency = 0;

/** An issue that is new, that escalates although it was archived, or that comes back after it was resolved. */
const opens: readonly TriggerCondition[] = [{ firstSeenEvent: {} }, { reappearedEvent: {} }, { regressionEvent: {} }];
/** The monitor's resolution. A person resolves the issue of an occurrence and needs no notification. */
const ends: readonly TriggerCondition[] = [{ issueResolvedTrigger: {} }];

/**
 * The alert that acts on the issues of a monitor: of its own metric monitor, or of the project's errors.
 *
 * @throws Inexpressible if filters cannot pick the events; the preflight check rejects it earlier
 */
export function alertArgs(alert: SentryAlert, monitor: Input<string>, actions: readonly Action[]): AlertArgs {
  const base = {
    organization: alert.evaluator.sentryOrganization,
    name: nameIn(alert.environment, alert.title),
    enabled: true,
    monitorIds: [monitor],
    frequencyMinutes: everyTime,
  } as const;
  if (alert.when.kind !== "occurs")
    // The monitor counts one environment; its issues need no second filter.
    return { ...base, triggerConditions: [...opens, ...ends], actionFilters: [{ logicType: "all", conditions: [], actions }] };
  const occurrence = occurrenceQuery(alert.when);
  return {
    ...base,
    environment: occurrence.environment,
    triggerConditions: opens,
    actionFilters: filtersOf(occurrence, actions),
  };
}

function filtersOf({ rows }: OccurrenceQuery, actions: readonly Action[]): ActionFilter[] {
  return rows.map((row) => ({ logicType: "all", conditions: row.map(conditionOf), actions }));
}

function conditionOf(filter: EventFilter): FilterCondition {
  return filter.kind === "level"
    ? { level: { match: "eq", level: filter.level } }
    : { taggedEvent: { key: filter.key, match: filter.match, value: filter.value } };
}
