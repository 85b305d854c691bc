import type { Input } from "@pulumi/pulumi";
import type { Environment } from "../../model/resolved.ts";
import { subjectOf } from "../../monitors/scope.ts";
import { nameIn } from "../names.ts";
import type { Probe, SilenceAlert } from "../probes.ts";
import type { HeartbeatArgs, MonitorArgs, Silent } from "./inputs.ts";

/** A pager pages and a policy notifies; these are Better Stack's own channels, which bypass both. */
export const silent: Silent = { call: false, sms: false, email: false, push: false, criticalAlert: false };

/** Seconds that an endpoint must answer well before an incident ends: the vendor's default, written so that it stays. */
const recovery = 180;

const day = 86_400;
const notLookedAt = -1;

/** Ids of the policies that notify about a probe. */
export interface Policies {
  readonly failure: Input<string>;
  readonly certificate: Input<number> | undefined;
}

/**
 * The monitor of a probe. A failure and a certificate have a policy each, so that one monitor keeps both routes apart.
 * Where no one is notified of a failure, and a status page shows it, two failures in a row are one.
 */
export function monitorArgs(probe: Probe, environment: Environment, policies: Policies): MonitorArgs {
  const { signal, failures, certificates } = probe;
  const [failure] = failures;
  const [certificate] = certificates;
  return {
    pronounceableName: nameIn(environment, titleOf(probe)),
    url: signal.url,
    monitorType: "expected_status_code",
    expectedStatusCodes: [signal.endpoint.expect],
    httpMethod: "GET",
    // The endpoint itself has to answer: a sign-in page behind a redirect answers 200 as well.
    followRedirects: false,
    verifySsl: true,
    checkFrequency: signal.every,
    requestTimeout: signal.timeout,
    confirmationPeriod: failure?.for ?? signal.every,
    recoveryPeriod: recovery,
    regions: ["us", "eu", "as", "au"],
    sslExpiration: certificate === undefined ? notLookedAt : certificate.when.within / day,
    domainExpiration: notLookedAt,
    policyId: policies.failure,
    ...(policies.certificate !== undefined && { expirationPolicyId: policies.certificate }),
    ...silent,
    paused: false,
  };
}

/** What the on-call reads first. */
function titleOf({ system, service, signal, failures, certificates }: Probe): string {
  return (failures[0] ?? certificates[0])?.title ?? `${subjectOf({ system, service })}: ${signal.endpoint.path}`;
}

/** The heartbeat that misses the heartbeats of an evaluator. */
export function heartbeatArgs({ when, title, environment }: SilenceAlert, policy: Input<string>): HeartbeatArgs {
  return { name: nameIn(environment, title), period: when.every, grace: when.grace, policyId: policy, ...silent, paused: false };
}
