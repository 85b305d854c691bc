import type { Setting } from "../vendor.ts";
import { notifiesSlack, type SentryAlert } from "./select.ts";

/** Token of an internal integration: alerts:write, org:integrations, org:read, project:read, team:read, member:read. */
const token: Setting = { key: "sentry:token", secret: true };

/** Names under which Sentry lists what was installed by hand: needed where an alert uses it. */
export const installed = {
  slack: { key: "slostack:sentrySlackWorkspace", secret: false },
  pagerduty: { key: "slostack:sentryPagerdutyAccount", secret: false },
} as const satisfies Record<string, Setting>;

export function settingsOf(alerts: readonly SentryAlert[]): Setting[] {
  if (alerts.length === 0) return [];
  return [
    token,
    ...(alerts.some(notifiesSlack) ? [installed.slack] : []),
    ...(alerts.some(({ route }) => route.kind === "page") ? [installed.pagerduty] : []),
  ];
}
