import type { Alert } from "../../monitors/alert.ts";

const row = /^\| \[([^\]]+)\]\(\1\.md\) \|([^|]*)\| (page|post) \|/gm;

/** The index of the runbooks (`README.md`) with the urgency of each: `page` where one of its alerts wakes people. What is no such table stays. */
export function withUrgencies(index: string, alerts: ReadonlyMap<string, readonly Alert[]>): string {
  return index.replaceAll(row, (line, id: string, about: string) => {
    const leading = alerts.get(id);
    return leading ? `| [${id}](${id}.md) |${about}| ${leading.some(({ route }) => route.kind === "page") ? "page" : "post"} |` : line;
  });
}

/** Runbooks that the table of an index lacks, and rows of those to which no alert leads; none for an index without such a table. */
export function faultsOfIndex(index: string, alerts: ReadonlyMap<string, readonly Alert[]>): string[] {
  const listed = new Set([...index.matchAll(row)].map(([, id = ""]) => id));
  if (listed.size === 0) return [];
  return [
    ...[...alerts.keys()].filter((id) => !listed.has(id)).map((id) => `it has no row for ${id}`),
    ...[...listed].filter((id) => !alerts.has(id)).map((id) => `no alert leads to ${id}`),
  ];
}
