import type { Alert } from "../../monitors/alert.ts";

const head = "| Alert | Fires when | Tells |\n|---|---|---|\n";

/** A runbook whose table of alerts has a row for each of `alerts`, in the order of their names. One without such a table stays as it is. */
export function withAlertTable(page: string, alerts: readonly Alert[]): string {
  const start = page.indexOf(head);
  if (start < 0) return page;
  const body = page.slice(start + head.length);
  const rest = body.slice(/^(?:\|.*(?:\n|$))*/.exec(body)?.[0].length);
  const rows = alerts.toSorted((one, other) => (one.name < other.name ? -1 : 1)).map(rowOf);
  return [page.slice(0, start), head, ...rows, rest].join("");
}

function rowOf({ name, route, severity, summary }: Alert): string {
  const fires = `${summary.slice(0, 1).toLowerCase()}${summary.slice(1).replace(/\.$/, "")}`;
  const to = route.kind === "page" ? "page" : (route.channel.slack ?? route.channel.email);
  return `| \`${name}\` | ${fires.replaceAll("|", "\\|")} | ${to}, ${severity.priority} |\n`;
}
