import { isProbed } from "../../model/condition.ts";
import { logicalName } from "../../model/ids.ts";
import type { ProbeSignal, Service, System } from "../../model/resolved.ts";
import type { Alert } from "../../monitors/alert.ts";
import { type AnyReader, type Item, item, once } from "./item.ts";

/** What the application answers when it is asked, and who asks. */
export function endpointItems(system: System, service: Service, alerts: readonly Alert[]): Item[] {
  const own = alerts.filter((alert) => alert.service?.path === service.path);
  return service.endpoints.map((endpoint) => {
    const probes = service.probes.filter((probe) => probe.endpoint.id === endpoint.id);
    const url = probes[0]?.url ?? (system.address === undefined ? undefined : new URL(endpoint.path, system.address).href);
    return item({
      sort: "endpoint",
      name: url ?? endpoint.path,
      type: `answers ${endpoint.expect}`,
      ...(probes[0] && { to: probes[0].from.id }),
      ...(endpoint.needs.length > 0 && { text: `the answer depends on ${endpoint.needs.join(", ")}` }),
      readers: once([...alertsOn(probes, own), ...componentsOn(probes, system)]),
    });
  });
}

function alertsOn(probes: readonly ProbeSignal[], alerts: readonly Alert[]): AnyReader[] {
  const paths = new Set(probes.map(({ path }) => path));
  return alerts.flatMap(({ name, when }) => (isProbed(when) && paths.has(when.signal.path) ? [{ kind: "alert", name }] : []));
}

function componentsOn(probes: readonly ProbeSignal[], { id: system, statusPage }: System): AnyReader[] {
  const paths = new Set(probes.map(({ path }) => path));
  return (statusPage?.components ?? []).flatMap(({ id, signal }) =>
    signal && paths.has(signal.path) ? [{ kind: "status-component", name: logicalName(system, id) }] : [],
  );
}
