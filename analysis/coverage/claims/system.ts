import type { System } from "../../../model/resolved.ts";
import { alertClaims, type Claim, contract, object } from "../claim.ts";
import type { Stack } from "../stack.ts";
import { noMore, type Table } from "./table.ts";

/** What stands for the entries of a system that belong to no service. The first id is that of the system. */
export const systemClaims: Table = {
  "*/severities/*": ({ alerts }, [system, id]) =>
    alerts.filter((alert) => alert.system?.id === system && alert.severity.id === id).flatMap(alertClaims),
  "*/dashboards/*": noMore,
  "*/dashboards/*/panels/*": (stack, [id, dashboard, panel]) =>
    systemOf(stack, id, ({ dashboards }) =>
      dashboards
        .flatMap((one) => (one.id === dashboard ? one.panels : []))
        .filter((one) => one.id === panel)
        .map(({ title }) => object(`${id}/dashboards/${dashboard}`, { holds: title })),
    ),
  "*/logs": (stack, [id]) =>
    systemOf(stack, id, ({ id, logs: reading }) => [
      ...(reading ? [object(`${id}/logs`, { below: true })] : []),
      ...(reading?.fields ?? []).map((field) => contract(`field ${field} of every line`)),
    ]),
  "*/logs/pipelines/*": noMore,
  "*/application/*": (stack, [id, duty]) =>
    systemOf(stack, id, ({ duties }) => duties.filter((one) => one.id === duty).map(({ must }) => contract(must))),
};

export function systemOf({ resolved }: Stack, id: string | undefined, of: (system: System) => readonly Claim[]): readonly Claim[] {
  const system = resolved.systems.find((one) => one.id === id);
  return system ? of(system) : [];
}
