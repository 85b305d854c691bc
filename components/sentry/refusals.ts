import { formatDuration } from "../../model/quantity.ts";
import type { Refusal } from "../../model/refusal.ts";
import { Inexpressible, monitorQuery, occurrenceQuery } from "../../queries/sentry.ts";
import { nameIn } from "../names.ts";
import { teamsRefusals } from "../teams.ts";
import type { Monitoring } from "../vendor.ts";
import { longestName } from "./names.ts";
import { type SentryAlert, sentryAlerts } from "./select.ts";

/**
 * What Sentry cannot express of a catalog, each with its path; empty when all is well. Nothing is rounded
 * or left out silently.
 */
export function refusals({ alerts }: Pick<Monitoring, "alerts">): Refusal[] {
  const found = sentryAlerts(alerts).flatMap((alert) => reasons(alert).map((why) => ({ entry: alert.entry, why })));
  return [...found, ...teamsRefusals(sentryAlerts(alerts), "Sentry", ["slack", "email"])];
}

function reasons(alert: SentryAlert): string[] {
  const { when, title, environment } = alert;
  const length = nameIn(environment, title).length;
  return [
    ...inexpressible(when),
    ...(alert.for > 0
      ? [
          `a monitor fires on the first bad result and has no pending period (${formatDuration(alert.for)}); write for: 0s and a longer window`,
        ]
      : []),
    ...(length > longestName ? [`the title has ${length} characters with the environment, more than ${longestName}`] : []),
  ];
}

function inexpressible(when: SentryAlert["when"]): string[] {
  try {
    if (when.kind === "occurs") occurrenceQuery(when);
    else monitorQuery(when);
    return [];
  } catch (error) {
    if (error instanceof Inexpressible) return [error.message];
    throw error;
  }
}
