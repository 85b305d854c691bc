import { formatDuration } from "../../model/quantity.ts";
import type { Refusal } from "../../model/refusal.ts";
import type { Asked, OutsideAlert, Probe } from "../probes.ts";
import { teamsRefusals } from "../teams.ts";
import { forUptimeRobot } from "./select.ts";

const day = 86_400;
/** Seconds between two questions: paid plans ask every 30 s at most, and any once a day at least. */
const interval = { least: 30, most: day };
/** Seconds: https://uptimerobot.com/api/v3/#post-/monitors, `timeout` */
const longestTimeout = 60;
/** `ssl_expiration_period_days` of the provider. */
const longestNotice = 365;
const mostNotices = 10;
/** Characters of a value of `custom_fields`. */
const longestField = 255;

/** What UptimeRobot cannot express of a catalog, each with its path; empty when all is well. */
export function refusals(asked: Asked): Refusal[] {
  const { alerts, probes } = forUptimeRobot(asked);
  return [
    ...probes.flatMap(probeRefusals),
    ...alerts.flatMap(alertRefusals),
    ...teamsRefusals(alerts, "UptimeRobot", ["slack", "email", "webhook"]),
  ];
}

function probeRefusals({ signal, certificates }: Probe): Refusal[] {
  const { path, every, timeout } = signal;
  const range = `${interval.least}s and ${formatDuration(interval.most)}`;
  return [
    ...(every < interval.least || every > interval.most ? [{ entry: path, why: `the probe interval must be between ${range}` }] : []),
    ...(timeout > longestTimeout || !Number.isInteger(timeout)
      ? [{ entry: path, why: `a timeout is in whole seconds, at most ${longestTimeout}, not ${formatDuration(timeout)}` }]
      : []),
    ...(certificates.length > mostNotices ? [{ entry: path, why: `a certificate has at most ${mostNotices} reminders` }] : []),
  ];
}

function alertRefusals({ entry, when, for: held, route, runbook }: OutsideAlert): Refusal[] {
  return [
    ...(route.kind === "page" && route.onCall.pager !== "pagerduty"
      ? [{ entry, why: `it pages through ${route.onCall.pager}, but UptimeRobot supports only PagerDuty; choose another prober or pager` }]
      : []),
    ...(when.kind === "probe-fails" && held % 60 !== 0
      ? [{ entry, why: `a pending period is in whole minutes, not ${formatDuration(held)}` }]
      : []),
    ...(when.kind === "certificate" && held > 0
      ? [{ entry, why: `an expiry date has no pending period (${formatDuration(held)}); write for: 0s and an earlier expires-in` }]
      : []),
    ...(when.kind === "certificate" && (when.within % day !== 0 || when.within > longestNotice * day)
      ? [
          {
            entry,
            why: `a certificate reminder is in whole days before expiry, at most ${longestNotice}, not ${formatDuration(when.within)}`,
          },
        ]
      : []),
    ...(when.kind === "probe-fails" || when.kind === "certificate" ? [] : [{ entry, why: `it supports only probes, not ${when.kind}` }]),
    ...(runbook.url.length > longestField ? [{ entry, why: `its runbook URL exceeds ${longestField} characters` }] : []),
  ];
}
