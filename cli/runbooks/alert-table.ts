import type { Alert } from "../../monitors/alert.ts";

const head = "| Alert | Fires when | Notifies |\n|---|---|---|\n";
/** That head with any name of its last column, so that a page of an earlier version gets the present one. */
const anyHead = /^\| Alert \| Fires when \| [^|\n]+ \|\n(?:\|---){3}\|\n/m;

/** A runbook whose alert table has a row for each of `alerts`, sorted by name. A page without such a table is returned as it is. */
export function withAlertTable(page: string, alerts: readonly Alert[]): string {
  const found = anyHead.exec(page);
  if (!found) return page;
  const body = page.slice(found.index + found[0].length);
  const rest = body.slice(/^(?:\|.*(?:\n|$))*/.exec(body)?.[0].length);
  const rows = alerts.toSorted((one, other) => (one.name < other.name ? -1 : 1)).map(rowOf);
  return [page.slice(0, found.index), head, ...rows, rest].join("");
}

function rowOf({ name, route, severity, summary }: Alert): string {
  const fires = `${summary.slice(0, 1).toLowerCase()}${summary.slice(1).replace(/\.$/, "")}`;
  const to =
    route.kind === "page"
      ? "page"
      : (route.channel.slack ?? (route.channel.teams && `${route.channel.teams} in Teams`) ?? route.channel.email);
  return `| \`${name}\` | ${fires.replaceAll("|", "\\|")} | ${to}, ${severity.priority} |\n`;
}
