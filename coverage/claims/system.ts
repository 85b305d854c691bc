import { logicalName } from "../../model/ids.ts";
import type { System } from "../../model/resolved.ts";
import { alertClaims, type Claim, contract, panelClaims, resource } from "../claim.ts";
import type { Stack } from "../stack.ts";
import type { Table } from "./table.ts";

const logs = /^datadog:.*(logs|sensitiveData|securityMonitoring)/i;

/** What stands for the entries of a system that belong to no service. The first id is that of the system. */
export const systemClaims: Table = {
  "*/severities/*": ({ alerts }, [system, id]) =>
    alerts.filter((alert) => alert.system?.id === system && alert.severity.id === id).flatMap(alertClaims),
  "*/dashboards/*": (_, ids) => [resource({ name: logicalName(...ids), type: /dashboard/i })],
  "*/dashboards/*/panels/*": ({ dashboards }, [system = "", id = "", panelId]) =>
    dashboards
      .filter(({ name }) => name === logicalName(system, id))
      .flatMap((dashboard) =>
        dashboard.rows
          .flatMap(({ panels }) => panels)
          .filter((panel) => panel.id === panelId)
          .flatMap((panel) => panelClaims(dashboard, panel)),
      ),
  "*/logs": (stack, [id]) =>
    systemOf(stack, id, ({ id, logs: reading }) => [
      ...(reading?.pipelines ?? []).map((pipeline) => resource({ stem: logicalName(id, pipeline.id), type: logs })),
      ...(reading?.fields ?? []).map((field) => contract(`field ${field} of every line`)),
    ]),
  "*/logs/pipelines/*": (_, ids) => [resource({ stem: logicalName(...ids), type: logs })],
  "*/application/*": (stack, [id, duty]) =>
    systemOf(stack, id, ({ duties }) => duties.filter((one) => one.id === duty).map(({ must }) => contract(must))),
};

export function systemOf({ resolved }: Stack, id: string | undefined, of: (system: System) => readonly Claim[]): readonly Claim[] {
  const system = resolved.systems.find((one) => one.id === id);
  return system ? of(system) : [];
}
