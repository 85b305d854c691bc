import type * as grafana from "@pulumiverse/grafana";
import { type Names, namesOf } from "../../dashboards/name.ts";
import { isProbed } from "../../model/condition.ts";
import { oldestId } from "../../model/ids.ts";
import { formatDuration } from "../../model/quantity.ts";
import type { Refusal } from "../../model/refusal.ts";
import type { Environment, ProbeCondition, ProbeSignal, Service, System } from "../../model/resolved.ts";
import type { Alert } from "../../monitors/alert.ts";
import { nameIn } from "./names.ts";

/** An alert on an endpoint. */
export type ProbeAlert = Alert & { readonly when: ProbeCondition };

export function isProbe(alert: Alert): alert is ProbeAlert {
  return isProbed(alert.when);
}

/** An endpoint that Grafana asks: one check, whatever number of alerts reads it. */
export interface Probe extends Names {
  readonly system: System;
  readonly service: Service;
  readonly signal: ProbeSignal;
  readonly alerts: readonly ProbeAlert[];
}

/** Three continents, so that one network's trouble is no outage; names as Grafana has them ("Public probes"). */
export const locations = ["Frankfurt", "Ohio", "Tokyo"] as const;

/**
 * Seconds. Source: grafana/synthetic-monitoring-agent, `checks_extra.go`, which the API validates with: 60 s are what
 * is waited for an HTTP answer, while the 180 s of the provider's page hold for scripts.
 */
const limits = { every: { least: 1, most: 3600 }, timeout: { least: 1, most: 60 } };
/** Bytes of a label's value, by the provider's page; the check may have five labels. */
const longestLabel = 32;

/** The probes that an alert of Grafana reads, in the order of their alerts. */
export function probesOf(alerts: readonly Alert[]): Probe[] {
  const byPath = Map.groupBy(alerts.filter(isProbe), ({ when }) => when.signal.path);
  return [...byPath.values()].flatMap((own) => {
    const [first] = own;
    if (!first) return [];
    const { system, service } = placeOf(first);
    return [{ ...namesOf([system, service, first.when.signal]), system, service, signal: first.when.signal, alerts: own }];
  });
}

function placeOf({ entry, system, service }: ProbeAlert): { system: System; service: Service } {
  if (!system || !service) throw new Error(`${entry} asks an endpoint of no service`);
  return { system, service };
}

/** The label `job` of a check's series, under its oldest name: another one would begin new series. */
export function jobOf({ name, formerNames }: Names, environment: Environment): string {
  return nameIn(environment, formerNames[0] ?? name);
}

/** The job of the check that an alert reads. */
export function jobRead(alert: ProbeAlert): string {
  const { system, service } = placeOf(alert);
  return jobOf(namesOf([system, service, alert.when.signal]), alert.environment);
}

/** @param probes ids of the locations */
export function checkArgs(probe: Probe, environment: Environment, probes: grafana.syntheticmonitoring.CheckArgs["probes"]) {
  const { url, every, timeout, endpoint } = probe.signal;
  return {
    job: jobOf(probe, environment),
    target: url,
    enabled: true,
    frequency: every * 1000,
    timeout: timeout * 1000,
    probes,
    labels: labelsOf(probe, environment),
    // An ordinary rule does the alerting.
    alertSensitivity: "none",
    basicMetricsOnly: true,
    settings: {
      http: {
        method: "GET",
        ipVersion: "V4",
        validStatusCodes: [endpoint.expect],
        // The endpoint itself has to answer: a sign-in page behind a redirect answers 200 as well.
        noFollowRedirects: true,
        failIfNotSsl: isEncrypted(url),
      },
    },
  } satisfies grafana.syntheticmonitoring.CheckArgs;
}

/** Oldest ids, as at the rules that read it. */
function labelsOf({ system, service, alerts }: Probe, environment: Environment): Record<string, string> {
  const owner = alerts[0]?.owner ?? service.owner;
  return { environment: environment.id, owner: oldestId(owner), service: oldestId(service), system: oldestId(system) };
}

const isEncrypted = (url: string) => url.startsWith("https:");

/**
 * The ids of the locations, in their order.
 *
 * @param known ids by name, as Grafana has them
 * @throws Error if a location is gone
 */
export function locationIds(known: Readonly<Record<string, number>>): number[] {
  return locations.map((name) => {
    const id = known[name];
    if (id === undefined) throw new Error(`Grafana asks no endpoints from ${name}; it does from ${Object.keys(known).sort().join(", ")}`);
    return id;
  });
}

/** What Grafana cannot ask, one sentence each with its path. */
export function probeRefusals(probe: Probe, environment: Environment): Refusal[] {
  const { path, every, timeout, url } = probe.signal;
  const reads = (kind: ProbeCondition["kind"]) => probe.alerts.find(({ when }) => when.kind === kind);
  const certificate = reads("certificate");
  const faults = [
    every < limits.every.least || every > limits.every.most
      ? [`the probe interval is ${limits.every.least}s to ${formatDuration(limits.every.most)}, not ${formatDuration(every)}`]
      : [],
    timeout < limits.timeout.least || timeout > limits.timeout.most
      ? [`the timeout is ${limits.timeout.least}s to ${limits.timeout.most}s, not ${formatDuration(timeout)}`]
      : [],
    timeout > every ? [`the timeout must not exceed the probe interval of ${formatDuration(every)}; it is ${formatDuration(timeout)}`] : [],
    Object.entries(labelsOf(probe, environment)).flatMap(([label, text]) =>
      Buffer.byteLength(text) > longestLabel ? [`the label ${label}: ${JSON.stringify(text)} exceeds ${longestLabel} bytes`] : [],
    ),
    // Without results there is no date, and no alert on it.
    certificate && !reads("probe-fails") ? [`${certificate.entry} would not fire when probes stop; add an alert with fails: true`] : [],
    certificate && !isEncrypted(url) ? [`${url} has no certificate`] : [],
  ];
  return faults.flat().map((why) => ({ entry: path, why }));
}
