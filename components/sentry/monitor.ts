import type { Input } from "@pulumi/pulumi";
import { monitorQuery } from "../../queries/sentry.ts";
import { nameIn } from "../names.ts";
import type { MetricMonitorArgs } from "./inputs.ts";
import type { SentryAlert } from "./select.ts";
import { descriptionOf } from "./text.ts";

/** What a condition makes of the monitor's issue: high priority while it holds, resolved when it no longer does. */
const priority = { open: 75, resolved: 0 } as const;

/**
 * The metric monitor of an alert. It always has a resolve condition: without one the API refuses it, and a page would
 * never end.
 *
 * @throws Inexpressible if the condition needs no or another monitor; the preflight check rejects it earlier
 */
export function metricMonitorArgs(alert: SentryAlert, team: Input<string>): MetricMonitorArgs {
  const { open, resolve, aggregate, dataset, eventTypes, queryType, query, environment, timeWindowSeconds } = monitorQuery(alert.when);
  return {
    organization: alert.evaluator.sentryOrganization,
    project: alert.evaluator.project,
    name: nameIn(alert.environment, alert.title),
    description: descriptionOf(alert),
    enabled: true,
    owner: { teamId: team },
    aggregate,
    dataset,
    eventTypes,
    queryType,
    query,
    environment,
    timeWindowSeconds,
    issueDetection: { type: "static" },
    conditionGroup: {
      logicType: "any",
      conditions: [
        { ...open, conditionResult: priority.open },
        { ...resolve, conditionResult: priority.resolved },
      ],
    },
  };
}
