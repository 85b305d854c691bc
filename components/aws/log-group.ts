import type * as cloudwatch from "@pulumi/aws/cloudwatch/index.js";
import type { Input } from "@pulumi/pulumi";
import type { Environment, Resolved, SourceOf } from "../../model/resolved.ts";
import type { FilterSpec } from "./alarms.ts";
import { namespaceOf, physicalName, tagsOf } from "./names.ts";

/** The log groups that the organization names, in the order of their ids. */
export function logGroupsOf({ organization }: Pick<Resolved, "organization">): SourceOf<"cloudwatch-logs">[] {
  return organization.sources.filter((source) => source.kind === "cloudwatch-logs").sort((a, b) => (a.id < b.id ? -1 : 1));
}

/**
 * A log group with a retention of its own: left out, lines would be kept and paid for without end.
 *
 * It is destroyed with its entry and not left behind (`skipDestroy`): a group that no state knows is in the way of its
 * own return. Against accidents there is the deletion protection of CloudWatch itself, which also stops a hand.
 *
 * @param keep lines are guarded against deletion
 */
export function logGroupArgs(source: SourceOf<"cloudwatch-logs">, environment: Environment, keep: boolean): cloudwatch.LogGroupArgs {
  return {
    name: source.group,
    retentionInDays: source.retentionDays,
    logGroupClass: "STANDARD",
    skipDestroy: false,
    deletionProtectionEnabled: keep,
    tags: tagsOf({ environment, owner: source.owner }),
  };
}

/**
 * A filter that counts lines by the minute. The default value makes a minute with other lines a zero and not a gap; it
 * excludes dimensions, so that every metric has a filter of its own.
 *
 * @param group name of the log group at the vendor
 */
export function metricFilterArgs(
  { metric, ...names }: FilterSpec,
  environment: Environment,
  group: Input<string>,
): cloudwatch.LogMetricFilterArgs {
  return {
    name: physicalName(names, environment),
    logGroupName: group,
    pattern: metric.pattern,
    metricTransformation: { name: metric.name, namespace: namespaceOf(environment), value: "1", defaultValue: "0", unit: "Count" },
  };
}
