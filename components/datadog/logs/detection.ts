import type * as datadog from "@pulumi/datadog";
import { oldestId } from "../../../model/ids.ts";
import { formatDuration } from "../../../model/quantity.ts";
import type { Matchers } from "../../../model/resolved.ts";
import type { Route } from "../../../monitors/alert.ts";
import type { Detection } from "../../../monitors/detections.ts";
import { Inexpressible } from "../../../queries/datadog.ts";
import { nameIn } from "../../names.ts";
import { literalText } from "../message.ts";
import { sortedTags } from "../tags.ts";
import { pipelineQuery, searchValue } from "./query.ts";

/** Evaluation windows of a threshold rule, in seconds (API reference, security monitoring rules). */
const windows: readonly number[] = [60, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400];
/** Seconds for which a signal stays open without a further event, and at most. */
const keepAlive = 3600;
const longestSignal = 86_400;

const statuses: Readonly<Record<string, string>> = { P1: "critical", P2: "high", P3: "medium", P4: "low", P5: "info" };

/**
 * Recipients of a detection.
 *
 * @throws Inexpressible if it would page without an on-call service
 */
export function routeOfDetection({ pipeline, route, system }: Detection): Route {
  if (route) return route;
  const { severity } = pipeline.detect;
  throw new Inexpressible(`severity ${severity.id} pages, but the services of ${system.id} share no on-call service`);
}

/**
 * A rule that signals when one `by` has more than so many of an event. It looks at this environment's lines only, so
 * that each environment has its own and notifies its own channel.
 *
 * @param place how the environment is written in tags of the logs
 * @throws Inexpressible if the vendor does not support the window, or nothing distinguishes environments
 */
export function detectionArgs(
  { pipeline, system, logs, environment }: Detection,
  place: Matchers | undefined,
  handles: readonly string[],
): datadog.SecurityMonitoringRuleArgs {
  const { attribute, is, above, over, by, severity } = pipeline.detect;
  const status = statuses[severity.priority];
  if (status === undefined)
    throw new Inexpressible(`severity ${severity.id} has the priority ${severity.priority}, but signals support only P1 to P5`);
  if (!windows.includes(over))
    throw new Inexpressible(`a detection looks back ${windows.map(formatDuration).join(", ")}, not ${formatDuration(over)}`);
  const tags = Object.entries(place ?? {}).flatMap(([key, matcher]) => ("is" in matcher ? [`${key}:${searchValue(matcher.is)}`] : []));
  if (tags.length === 0) throw new Inexpressible("no source of kind datadog says how the environment is written in tags");
  const earlier = logs.pipelines.slice(
    0,
    logs.pipelines.findIndex(({ id }) => id === pipeline.id),
  );
  const what = `more than ${above} events ${attribute} ${is} in ${formatDuration(over)} of one ${by}`;
  return {
    name: nameIn(environment, `${system.name}: ${oldestId(pipeline)}`),
    enabled: true,
    type: "log_detection",
    message: `${literalText(`${system.name}: ${what}.`)}\nOwner ${oldestId(system.owner)}.`,
    hasExtendedTitle: true,
    queries: [
      {
        name: "events",
        query: [pipelineQuery(pipeline, earlier), ...tags, `@${attribute}:${searchValue(is)}`].join(" "),
        aggregation: "count",
        groupByFields: [`@${by}`],
        dataSource: "logs",
      },
    ],
    cases: [{ status, condition: `events > ${above}`, notifications: [...handles] }],
    options: { detectionMethod: "threshold", evaluationWindow: over, keepAlive, maxSignalDuration: longestSignal },
    tags: sortedTags([`environment:${environment.id}`, "managed_by:slostack", `system:${oldestId(system)}`]),
    validate: false,
  };
}
