import { isProbed, signalsOf } from "../../../model/condition.ts";
import { alertClaims, type Claim, contract, file, object, panelClaim } from "../claim.ts";
import type { Stack } from "../stack.ts";
import type { Table } from "./table.ts";

/** What stands for the entries of a service. The first id is that of the system. */
export const serviceClaims: Table = {
  "*/services/*": ({ alerts }, [system, service]) =>
    alerts.filter((alert) => alert.service?.path === `${system}/${service}`).flatMap(alertClaims),
  "*/services/*/metrics/*": metricClaims,
  "*/services/*/signals/*": signalClaims,
  "*/services/*/slos/*": ruleClaims,
  "*/services/*/alerts/*": ruleClaims,
  "*/services/*/endpoints/*": endpointClaims,
};

/** The rendered rules of an SLO or alert. */
function ruleClaims({ alerts }: Stack, ids: readonly string[]): Claim[] {
  const entry = ids.join("/");
  return alerts.filter((one) => one.entry === entry).map(({ name }) => file(name));
}

/**
 * A metric is carried by whatever reads it, and by the contract: an application sends what is asked of it. One that no one
 * reads has no effect, however often it is sent.
 */
function metricClaims(stack: Stack, [systemId, serviceId, id]: readonly string[]): Claim[] {
  const demand = stack.demands.find(
    ({ system, service, metric }) => system.id === systemId && service.id === serviceId && metric.id === id,
  );
  if (!demand || demand.uses.length === 0) return [];
  const { metric, uses } = demand;
  const readers = new Map(uses.map(({ reader }) => [`${reader.kind} ${reader.name}`, reader])).values();
  return [
    contract(`${metric.kind} ${metric.name}`),
    ...[...readers].flatMap(({ kind, name }) => (kind === "panel" ? namedPanel(stack, name) : readerClaims(stack, kind, name))),
  ];
}

function readerClaims({ alerts }: Stack, kind: "slo" | "alert", name: string): Claim[] {
  return alerts.filter((alert) => (kind === "slo" ? alert.entry === name : alert.name === name)).flatMap(alertClaims);
}

/** @param name of the dashboard, and behind the last stroke the id of the panel */
function namedPanel({ dashboards }: Stack, name: string): Claim[] {
  return dashboards.flatMap((dashboard) =>
    dashboard.rows
      .flatMap(({ panels }) => panels)
      .filter(({ id }) => `${dashboard.name}/${id}` === name)
      .map((panel) => panelClaim(dashboard, panel)),
  );
}

function signalClaims({ alerts, resolved }: Stack, [systemId = "", serviceId = "", id = ""]: readonly string[]): Claim[] {
  const path = [systemId, serviceId, id].join("/");
  const reading = alerts.filter(({ when }) =>
    isProbed(when) ? when.signal.path === path : signalsOf(when).some((signal) => signal.path === path),
  );
  const page = resolved.systems.find((system) => system.id === systemId)?.statusPage;
  const shown = (page?.components ?? []).filter(({ signal }) => signal?.path === path);
  return [...reading.flatMap(alertClaims), ...shown.map((component) => object(`${systemId}/status-page/components/${component.id}`))];
}

/** Whoever probes it, and the contract: the application answers. */
function endpointClaims(stack: Stack, [systemId = "", serviceId = "", id = ""]: readonly string[]): Claim[] {
  const service = stack.resolved.systems.find(({ id }) => id === systemId)?.services.find((one) => one.id === serviceId);
  const endpoint = service?.endpoints.find((one) => one.id === id);
  if (!service || !endpoint) return [];
  const probes = service.probes.filter((probe) => probe.endpoint.id === id);
  return [
    contract(`${endpoint.path} answers ${endpoint.expect}`),
    ...probes.flatMap((probe) => [
      object(`${service.path}/signals/${probe.id}`),
      ...signalClaims(stack, [systemId, serviceId, probe.id]),
      file(probe.url),
    ]),
  ];
}
