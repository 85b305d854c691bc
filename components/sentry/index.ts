import * as pulumi from "@pulumi/pulumi";
import type { Evaluator, Setting } from "../vendor.ts";
import { Monitoring } from "./monitoring.ts";
import { provider, token } from "./provider.ts";
import { refusals } from "./refusals.ts";
import { notifiesSlack, type SentryAlert, sentryAlerts } from "./select.ts";

const name = "sentry";

/** Names under which Sentry lists what was installed by hand: needed where an alert tells it. */
const installed = {
  slack: { key: "slostack:sentrySlackWorkspace", secret: false },
  pagerduty: { key: "slostack:sentryPagerdutyAccount", secret: false },
} as const satisfies Record<string, Setting>;

function settingsOf(alerts: readonly SentryAlert[]): Setting[] {
  if (alerts.length === 0) return [];
  return [
    token,
    ...(alerts.some(notifiesSlack) ? [installed.slack] : []),
    ...(alerts.some(({ route }) => route.kind === "page") ? [installed.pagerduty] : []),
  ];
}

export const sentry: Evaluator = {
  name,
  settings: ({ alerts }) => settingsOf(sentryAlerts(alerts)),
  refusals,
  provision({ resolved: { environment }, alerts, protect }, pages) {
    const selected = sentryAlerts(alerts);
    if (selected.length === 0) return {};
    const config = new pulumi.Config("slostack");
    const monitoring = new Monitoring(
      "monitoring",
      {
        environment,
        alerts: selected,
        pages,
        sender: name,
        slackWorkspace: () => config.require("sentrySlackWorkspace"),
        pagerdutyAccount: () => config.require("sentryPagerdutyAccount"),
        protect,
      },
      { providers: [provider()] },
    );
    return { alerts: monitoring.alerts };
  },
};
