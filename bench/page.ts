import { table } from "./figures.ts";
import type { Answer, Demand, PageName } from "./question.ts";

/** A page below docs/: what each of its questions was answered, and when. */
export interface Measured {
  readonly name: PageName;
  readonly answers: readonly Answer[];
  /** the machine and the day, in words */
  readonly on: string;
}

const headings: { readonly [Page in PageName]: string } = { performance: "Performance", "alert-quality": "Alert quality" };

/**
 * The page after a run. Sections of questions that this run did not ask stay as they are, and so do their demands; each
 * section says on what it was measured, since figures of different runs are not to be compared.
 *
 * @param the present page; empty if there is none
 */
export function pageAfter(page: string, { name, answers, on }: Measured): string {
  const measured = answers.map(({ title, text }): [string, string] => [title, `${on}.\n\n${text}`]);
  const sections = new Map([...sectionsOf(page), ...measured]);
  const demands = new Map([...demandsOf(sections.get("Demands") ?? ""), ...answers.flatMap((answer) => answer.demands.map(rowOf))]);
  sections.delete("Demands");
  return [
    `# ${headings[name]}`,
    "",
    "Written by `npm run bench -- --write`. Figures of a section come from one run on one machine, which it names.",
    "",
    "## Demands",
    "",
    verdictOf([...demands.values()]),
    ...[...sections].flatMap(([title, text]) => ["", `## ${title}`, "", text]),
    "",
  ].join("\n");
}

/** Demands as a table, met or not. */
export const verdictOf = (rows: readonly (readonly string[])[]): string => table([["demand", "seen", ""], ...rows]);

export const rowOf = ({ what, seen, met }: Demand): readonly [string, string[]] => [what, [what, seen, met ? "met" : "not met"]];

function sectionsOf(page: string): [string, string][] {
  const [, ...parts] = page.split(/^## /m);
  return parts.map((part) => {
    const [title = "", ...lines] = part.split("\n");
    return [title, lines.join("\n").trim()];
  });
}

function demandsOf(text: string): [string, string[]][] {
  const rows = text.split("\n").filter((line) => line.startsWith("|"));
  return rows.slice(2).map((line) => {
    const cells = line
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim());
    return [cells[0] ?? "", cells];
  });
}
