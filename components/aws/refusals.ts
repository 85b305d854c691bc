import { single } from "../../model/composite.ts";
import { isGrouped } from "../../model/groups.ts";
import { formatDuration } from "../../model/quantity.ts";
import type { Refusal } from "../../model/refusal.ts";
import type { Condition } from "../../model/resolved.ts";
import type { Alert } from "../../monitors/alert.ts";
import { type Leaf, longestPattern, rolesOf, selectors, unspeakable } from "../../queries/cloudwatch.ts";
import type { Monitoring } from "../vendor.ts";
import { type Alarms, alarmsOf, leavesIn } from "./alarms.ts";
import { longestDescription, longestRule, mostFilters, mostParts, raster } from "./limits.ts";
import { logGroupsOf } from "./log-group.ts";
import { descriptionOf, physicalName } from "./names.ts";

/**
 * What CloudWatch cannot express of a catalog, each with its path; empty when all is well. Nothing is
 * rounded, and no window is replaced by another.
 *
 * @param alerts those that CloudWatch evaluates
 */
export function refusals({ resolved, alerts }: Pick<Monitoring, "resolved" | "alerts">): Refusal[] {
  const leaves = alerts.flatMap((alert) => leavesIn(alert).flatMap((leaf) => leafFaults(alert, leaf)));
  const notified = [...descriptionFaults(alerts), ...channelFaults(alerts)];
  const groups = repeated(logGroupsOf(resolved), ({ group }) => group).map(({ id, group }) => ({
    entry: `sources/${id}/group`,
    why: `another source also uses the log group ${group}`,
  }));
  // What cannot be asked has no filter and no alarm that could be judged.
  const planned = leaves.length > 0 ? [] : planFaults(alarmsOf(alerts), resolved);
  return [...leaves, ...notified, ...groups, ...planned];
}

function planFaults({ filters, alarms, composites }: Alarms, { environment }: Monitoring["resolved"]): Refusal[] {
  const patterns = filters
    .filter(({ metric }) => metric.pattern.length > longestPattern)
    .map(({ name, metric }) => ({
      entry: name,
      why: `its filter pattern has ${metric.pattern.length} characters, more than ${longestPattern}`,
    }));
  const groups = [...Map.groupBy(filters, ({ metric }) => metric.source.id)]
    .filter(([, those]) => those.length > mostFilters)
    .map(([id, { length }]) => ({
      entry: `sources/${id}`,
      why: `its log group would have ${length} metric filters, more than ${mostFilters}`,
    }));
  const rules = composites
    .filter(({ rule, parts }) => rule.length > longestRule || parts.length > mostParts)
    .map(({ alert, rule, parts }) => ({
      entry: alert.entry,
      why: `a composite of ${parts.length} alarms and ${rule.length} characters is too large`,
    }));
  const names = repeated([...alarms, ...composites], (spec) => physicalName(spec, environment)).map((spec) => ({
    entry: spec.alert.entry,
    why: `another alarm is also named ${physicalName(spec, environment)}`,
  }));
  return [...patterns, ...groups, ...rules, ...names];
}

function descriptionFaults(alerts: readonly Alert[]): Refusal[] {
  return alerts
    .filter((alert) => descriptionOf(alert).length > longestDescription)
    .map(({ entry }) => ({ entry, why: `title, summary and runbook together exceed ${longestDescription} characters` }));
}

/** A topic writes e-mail. For Slack there is AWS Chatbot, whose workspace a person must authorize in the console. */
function channelFaults(alerts: readonly Alert[]): Refusal[] {
  return alerts.flatMap(({ route }) =>
    route.kind === "post" && route.channel.email === undefined
      ? [{ entry: `channels/${route.channel.id}`, why: "CloudWatch posts by e-mail, but the channel has no address" }]
      : [],
  );
}

function leafFaults(alert: Alert, leaf: Leaf): Refusal[] {
  if (leaf.kind === "source-silent") return [{ entry: alert.entry, why: "CloudWatch cannot report its own silence" }];
  const condition = leaf.kind === "or-absent" ? leaf.of : leaf;
  const signal = single(condition.signal);
  if (condition.kind === "age") {
    const over = formatDuration(condition.olderThan);
    return [{ entry: alert.entry, why: `CloudWatch knows no age; write a count signal with count: { below: 1, over: ${over} }` }];
  }
  if (condition.kind === "change")
    return [{ entry: alert.entry, why: "an alarm on lines does not compare with an earlier time; write count: with below or above" }];
  if (isGrouped(signal))
    return [
      {
        entry: signal.path,
        why: "an alarm joins no conditions group by group; remove by and at-most, or write a signal for each group that matters",
      },
    ];
  // A counter of a log group counts its lines, whatever it is called: the bad ones would be all of them.
  if (signal.kind === "events" && ("metric" in signal.bad || "good" in signal.bad))
    return [{ entry: signal.path, why: "two counters of one log group count the same lines; use one counter and a filter for bad lines" }];
  if (signal.kind === "events" && "allBut" in signal.bad)
    return [{ entry: signal.path, why: "a filter pattern cannot take the lines that another leaves; write bad instead of good" }];
  if (signal.kind === "slices")
    return [{ entry: signal.path, why: "an alarm compares sums of one window and cannot count bad minutes; write an events signal" }];
  const format = signal.from.kind === "cloudwatch-logs" ? signal.from.format : "json";
  const matchers = rolesOf(condition).flatMap((role) => selectors(signal, role).flatMap((matchers) => unspeakable(matchers, format)));
  return [
    ...matchers.map((why) => ({ entry: signal.path, why })),
    ...durationFaults(alert, condition).map((why) => ({ entry: alert.entry, why })),
  ];
}

/** An absence lasts; a sum over a sliding window would have to be looked at minute by minute, which metric math cannot. */
function durationFaults({ for: held, evaluator }: Alert, condition: Condition): string[] {
  const written = `for ${formatDuration(held)}`;
  if (condition.kind !== "absent")
    return held > 0 ? [`${written}: CloudWatch has no pending period on a window; write for: 0s, or a longer window`] : [];
  const { longestWindow = Number.POSITIVE_INFINITY } = evaluator.traits.limits;
  if (held === 0 || held % raster !== 0) return [`${written}: the absence of lines is measured in whole minutes`];
  return held > longestWindow ? [`${written}: CloudWatch looks back at most ${formatDuration(longestWindow)}`] : [];
}

/** The entries whose key an earlier one has. */
function repeated<T>(entries: readonly T[], key: (entry: T) => string): T[] {
  const seen = new Set<string>();
  return entries.filter((entry) => {
    const known = seen.has(key(entry));
    seen.add(key(entry));
    return known;
  });
}
