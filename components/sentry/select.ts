import type { OnCall, SourceOf } from "../../model/resolved.ts";
import type { Alert } from "../../monitors/alert.ts";

/** An alert that Sentry evaluates. */
export type SentryAlert = Alert & { readonly evaluator: SourceOf<"sentry"> };

export function sentryAlerts(alerts: readonly Alert[]): SentryAlert[] {
  return alerts.filter((alert): alert is SentryAlert => alert.evaluator.kind === "sentry");
}

/** An on-call service that an organization of Sentry calls. */
export interface Call {
  readonly organization: string;
  readonly onCall: OnCall;
}

/** The on-call services that the alerts page, each once an organization. */
export function callsOf(alerts: readonly SentryAlert[]): Call[] {
  const calls = new Map<string, Call>();
  for (const { evaluator, route } of alerts) {
    const organization = evaluator.sentryOrganization;
    if (route.kind === "page") calls.set(`${organization} ${route.onCall.id}`, { organization, onCall: route.onCall });
  }
  return [...calls.values()];
}

export function notifiesSlack({ route }: SentryAlert): boolean {
  return route.channel.slack !== undefined;
}
