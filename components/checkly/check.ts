import type * as checkly from "@checkly/pulumi";
import type { Input } from "@pulumi/pulumi";
import { oldestId } from "../../model/ids.ts";
import type { Environment } from "../../model/resolved.ts";
import { nameIn } from "../names.ts";
import type { Probe } from "../probes.ts";
import { escalationOf } from "./escalation.ts";
import { minute } from "./limits.ts";

/** Where Checkly asks from, in turn: three continents. */
const locations = ["ap-northeast-1", "eu-central-1", "us-east-1"];

/** Statuses that Checkly counts as failures by default. */
const firstError = 400;

/**
 * The check of an endpoint.
 *
 * @param channels ids of the channels that it notifies, each once
 * @throws Error for a time of failing that `refusals` refuses
 */
export function checkArgs(probe: Probe, environment: Environment, channels: readonly Input<number>[]): checkly.CheckArgs {
  const { signal } = probe;
  const longest = signal.timeout * 1000;
  return {
    name: nameIn(environment, titleOf(probe)),
    type: "API",
    activated: true,
    muted: false,
    ...frequencyOf(signal.every),
    locations,
    // A failure counts once another location has seen it too, so that one network's trouble is no outage.
    doubleCheck: true,
    shouldFail: signal.endpoint.expect >= firstError,
    maxResponseTime: longest,
    // An answer is in time or it is not: nothing lies between.
    degradedResponseTime: longest,
    request: {
      method: "GET",
      url: signal.url,
      // The endpoint itself has to answer: a sign-in page behind a redirect answers 200 as well.
      followRedirects: false,
      skipSsl: false,
      bodyType: "NONE",
      assertions: [{ source: "STATUS_CODE", comparison: "EQUALS", target: String(signal.endpoint.expect) }],
    },
    useGlobalAlertSettings: false,
    alertSettings: alertSettings(probe),
    alertChannelSubscriptions: channels.map((channelId) => ({ channelId, activated: true })),
    tags: tagsOf(probe, environment),
  };
}

/** Whole minutes, or none and the seconds between two questions. */
function frequencyOf(every: number): Pick<checkly.CheckArgs, "frequency" | "frequencyOffset"> {
  return every < minute ? { frequency: 0, frequencyOffset: every } : { frequency: every / minute };
}

/** The provider reads all of these back, so that all are written: what the type of escalation does not use is the vendor's default. */
function alertSettings({ signal, failures }: Probe): checkly.types.input.CheckAlertSettings {
  const held = failures[0]?.for ?? 0;
  const escalation = escalationOf(held, signal.every);
  if (!escalation) throw new Error(`${signal.path} cannot fail for ${held}s before Checkly notifies`);
  const { runs, minutes } = { runs: 1, minutes: 5, ...escalation };
  return {
    escalationType: escalation.escalationType,
    runBasedEscalations: [{ failedRunThreshold: runs }],
    timeBasedEscalations: [{ minutesFailingThreshold: minutes }],
    reminders: [{ amount: 0, interval: 5 }],
    // Obsolete, and sent by the provider all the same; channels notify of certificates.
    sslCertificates: [{ enabled: false, alertThreshold: 3 }],
  };
}

const alertsOf = ({ failures, certificates }: Probe) => [...failures, ...certificates];

/** What the on-call reads first. */
function titleOf(probe: Probe): string {
  return alertsOf(probe)[0]?.title ?? probe.signal.url;
}

/** Checkly's messages have no custom text; the links for the on-call are on the check. */
function tagsOf(probe: Probe, environment: Environment): string[] {
  const [alert] = alertsOf(probe);
  if (!alert) return [];
  const { severity, owner, runbook, labels = {}, links = {} } = alert;
  const own = { environment: environment.id, owner: oldestId(owner), priority: severity.priority, runbook: runbook.url };
  const all = [...Object.entries({ ...labels, ...own }), ...Object.entries(links)];
  return all.map(([key, value]) => `${key}:${value}`).sort();
}
