import { parseDuration } from "../quantity.ts";
import type { Endpoint, ProbeSignal } from "../resolved.ts";
import type { SignalOf } from "../schema/signal.ts";
import type { SystemFile } from "../schema/system.ts";
import { need, provenanceOf } from "./entries.ts";
import type { SystemScope } from "./scope.ts";
import { isProber } from "./source.ts";

type ServiceEntry = SystemFile["services"][string];

export function endpointOf(id: string, entry: ServiceEntry["endpoints"][string]): Endpoint {
  return { id, ...provenanceOf(entry), path: entry.path, expect: entry.expect, needs: entry.needs };
}

/**
 * A probe in this environment; nothing where the system has no address in it.
 *
 * @param path system/service
 * @throws Error if the source asks nothing, which the checks refuse
 */
export function resolveProbe(
  { address, organization }: SystemScope,
  path: string,
  service: ServiceEntry,
  id: string,
  entry: SignalOf<"probe">,
): ProbeSignal | undefined {
  if (address === undefined) return undefined;
  const { probe } = entry;
  const from = need(organization.sources, probe.by, "source");
  if (!isProber(from)) throw new Error(`the source ${from.id} asks no endpoints`);
  const endpoint = endpointOf(probe.endpoint, need(service.endpoints, probe.endpoint, "endpoint"));
  return {
    kind: "probe",
    id,
    formerly: entry.formerly ?? [],
    ...provenanceOf(entry),
    path: `${path}/${id}`,
    from,
    endpoint,
    url: `${address.replace(/\/+$/, "")}${endpoint.path === "/" ? "" : endpoint.path}`,
    every: parseDuration(probe.every),
    timeout: parseDuration(probe.timeout),
  };
}
