import { oldestId } from "../../model/ids.ts";
import type { Environment } from "../../model/resolved.ts";
import { nameIn } from "../names.ts";
import type { Probe } from "../probes.ts";
import type { AssignedContact, MonitorArgs } from "./inputs.ts";

const day = 86_400;

/** @param contacts ids, each with the minutes of failure after which it is notified */
export function monitorArgs(probe: Probe, environment: Environment, contacts: readonly AssignedContact[]): MonitorArgs {
  const { signal, certificates } = probe;
  return {
    name: nameIn(environment, titleOf(probe)),
    type: "HTTP",
    url: signal.url,
    httpMethodType: "GET",
    // The endpoint itself has to answer: a sign-in page behind a redirect answers 200 as well.
    followRedirections: false,
    successHttpResponseCodes: [String(signal.endpoint.expect)],
    interval: signal.every,
    timeout: signal.timeout,
    checkSslErrors: signal.url.startsWith("https:"),
    sslExpirationReminder: certificates.length > 0,
    domainExpirationReminder: false,
    config: { sslExpirationPeriodDays: [...new Set(certificates.map(({ when }) => when.within / day))].sort((a, b) => a - b) },
    assignedAlertContacts: contacts,
    customFields: aboutOf(probe),
    isPaused: false,
  };
}

const alertsOf = ({ failures, certificates }: Probe) => [...failures, ...certificates];

/** What the on-call reads first. */
function titleOf(probe: Probe): string {
  return alertsOf(probe)[0]?.title ?? probe.signal.url;
}

/** UptimeRobot's messages have no custom text; the links for the on-call are on the monitor. */
function aboutOf(probe: Probe): Record<string, string> {
  const [alert] = alertsOf(probe);
  if (!alert) return {};
  const { severity, owner, runbook, labels } = alert;
  return { ...labels, priority: severity.priority, owner: oldestId(owner), runbook: runbook.url };
}
