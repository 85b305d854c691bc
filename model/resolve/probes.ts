import { parseDuration } from "../quantity.ts";
import type { Endpoint, ProbeSignal } from "../resolved.ts";
import type { SignalOf } from "../schema/signal.ts";
import { endpoint, type SystemFile } from "../schema/system.ts";
import { derive } from "./derive.ts";
import { need, provenanceOf } from "./entries.ts";
import type { SystemScope } from "./scope.ts";
import { isProber } from "./source.ts";

type ServiceEntry = SystemFile["services"][string];

export function endpointOf(id: string, entry: ServiceEntry["endpoints"][string]): Endpoint {
  return { id, ...derive(endpoint, entry, {}) };
}

/**
 * A probe in this environment; nothing where the system has no address in it.
 *
 * @param path system/service
 * @throws Error if the source asks nothing, which the checks refuse
 */
export function resolveProbe(
  { address, known }: SystemScope,
  path: string,
  service: ServiceEntry,
  id: string,
  entry: SignalOf<"probe">,
): ProbeSignal | undefined {
  if (address === undefined) return undefined;
  const { probe } = entry;
  const from = need(known.source, probe.by, "source");
  if (!isProber(from)) throw new Error(`the source ${from.id} asks no endpoints`);
  const asked = endpointOf(probe.endpoint, need(service.endpoints, probe.endpoint, "endpoint"));
  return {
    kind: "probe",
    id,
    formerly: entry.formerly ?? [],
    ...provenanceOf(entry),
    path: `${path}/${id}`,
    from,
    endpoint: asked,
    url: `${address.replace(/\/+$/, "")}${asked.path === "/" ? "" : asked.path}`,
    every: parseDuration(probe.every),
    timeout: parseDuration(probe.timeout),
  };
}
