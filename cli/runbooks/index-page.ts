import type { Alert } from "../../monitors/alert.ts";

const row = /^\| \[([^\]]+)\]\(\1\.md\) \|([^|]*)\| (page|post) \|/gm;

/** The index of the runbooks (`README.md`) with the urgency of each: `page` if one of its alerts pages. Everything but that table is kept. */
export function withUrgencies(index: string, alerts: ReadonlyMap<string, readonly Alert[]>): string {
  return index.replaceAll(row, (line, id: string, about: string) => {
    const leading = alerts.get(id);
    return leading ? `| [${id}](${id}.md) |${about}| ${leading.some(({ route }) => route.kind === "page") ? "page" : "post"} |` : line;
  });
}

/** Runbooks missing from the table of an index, and rows of runbooks that no alert links to; none for an index without the table. */
export function faultsOfIndex(index: string, alerts: ReadonlyMap<string, readonly Alert[]>): string[] {
  const listed = new Set([...index.matchAll(row)].map(([, id = ""]) => id));
  if (listed.size === 0) return [];
  return [
    ...[...alerts.keys()].filter((id) => !listed.has(id)).map((id) => `no row for ${id}`),
    ...[...listed].filter((id) => !alerts.has(id)).map((id) => `no alert links to ${id}`),
  ];
}
