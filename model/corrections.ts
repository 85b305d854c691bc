import { isMap, type Path } from "./document.ts";
import type { CheckedCatalog } from "./load.ts";
import { catalogPath } from "./problem.ts";

/** What an entry corrects in its source document, or decides where the document is silent. */
export interface Noted {
  /** path in the catalog, for example hastecrm/api/alerts/errors */
  readonly entry: string;
  /** ids of the requirements */
  readonly source: readonly string[];
  readonly correction?: string;
  readonly decision?: string;
}

/** Every entry with a correction or decision, in the order of the file. @param prefix id of the file */
export function notedIn(prefix: string, file: unknown): Noted[] {
  const found: Noted[] = [];
  const walk = (value: unknown, path: Path): void => {
    if (Array.isArray(value)) for (const [index, item] of value.entries()) walk(item, [...path, index]);
    if (!isMap(value)) return;
    const { source, correction, decision } = value;
    if (typeof correction === "string" || typeof decision === "string")
      found.push({
        entry: catalogPath(prefix, path),
        // A system's own `source` is the name of its data source.
        source: Array.isArray(source) ? source.map(String) : [],
        ...(typeof correction === "string" && { correction }),
        ...(typeof decision === "string" && { decision }),
      });
    for (const [key, inner] of Object.entries(value)) walk(inner, [...path, key]);
  };
  walk(file, []);
  return found;
}

/** The page of all corrections and decisions of a catalog: a section for the organization, then one a system. */
export function correctionsPage({ organization, systems }: CheckedCatalog): string {
  const parts = [
    { title: organization.name, noted: notedIn("organization", organization) },
    ...systems.map((system) => ({ title: system.name, noted: notedIn(system.system, system) })),
  ];
  return [
    "# Corrections and decisions",
    "",
    "Where the source documents are wrong, the catalog says so beside the value (`correction`), and where they are silent it says",
    "what was chosen (`decision`). This page collects both; `npx slostack runbooks` writes it anew.",
    ...parts.flatMap(({ title, noted }) => ["", `## ${title}`, "", ...table(noted)]),
    "",
  ].join("\n");
}

function table(noted: readonly Noted[]): string[] {
  const rows = noted.map(({ entry, source, correction = "", decision = "" }) => [`\`${entry}\``, source.join(", "), correction, decision]);
  return [
    "| Entry | Answers | Wrong in the source, and done instead | Open in the source, and chosen |",
    "|---|---|---|---|",
    ...rows.map((cells) => `| ${cells.map(cellText).join(" | ")} |`),
  ];
}

/** One line in a cell: a bar would end it, an angle bracket would be markup. */
const cellText = (text: string): string => text.replaceAll(/\s+/g, " ").replaceAll("|", "\\|").replaceAll("<", "&lt;");
