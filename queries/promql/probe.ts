import { formatDuration } from "../../model/quantity.ts";
import type { ProbeCondition } from "../../model/resolved.ts";
import { selector } from "./selector.ts";

/**
 * An agent writes its last result again after this many seconds, however seldom it asks
 * (grafana/synthetic-monitoring-agent, `maxPublishInterval`).
 */
const rewritten = 120;
/** How long the expiry date of a certificate is remembered: a probe reads none if the endpoint is down or the certificate has expired. */
const remembered = 86_400;

/**
 * A condition on an endpoint, from the series that the locations write which ask it: it returns a series exactly while
 * the condition holds. No result from anywhere is a failure; no date for a day is none.
 *
 * @param job label of the check's series; their `instance` is the address that is asked
 */
export function probeQuery(when: ProbeCondition, job: string): string {
  const { url, every, timeout } = when.signal;
  const last = (name: string, seconds: number) =>
    `last_over_time(${selector(name, { job: { is: job }, instance: { is: url } })}[${formatDuration(seconds)}])`;
  if (when.kind === "certificate") return `min(${last("probe_ssl_earliest_cert_expiry", remembered)}) - time() < ${when.within}`;
  // One result may be lost on the way.
  const window = 2 * Math.min(every, rewritten) + timeout;
  return `(avg(${last("probe_success", window)}) or vector(0)) < 0.5`;
}
