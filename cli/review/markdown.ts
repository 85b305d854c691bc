import type { Block, Line, Section } from "../../analysis/review/section.ts";
import { githubCell, githubLine, literalHtml } from "./github-text.ts";
import type { Page } from "./page.ts";
import { plain } from "./text.ts";

/** GitHub takes 65,536 characters in a comment; some are left for the marker of the poster. */
const most = 65_000;

/** How much of a page is printed. */
interface Measure {
  readonly details: boolean;
  /** entries of a list, rows of a table */
  readonly entries: number;
}

/** Tried in turn until it fits: what is folded away goes first, then the ends of long lists. */
const measures: readonly Measure[] = [
  { details: true, entries: Number.POSITIVE_INFINITY },
  { details: false, entries: Number.POSITIVE_INFINITY },
  ...[200, 100, 50, 20, 10, 5].map((entries) => ({ details: false, entries })),
];

/**
 * A review as one comment in GitHub's Markdown, at most 65,000 characters. Where it is longer, details are left out
 * first, then the ends of lists and tables, then the last sections; and the comment says so.
 */
export function markdown({ title, subject, sections }: Page): string {
  const head = [`## ${githubLine(title)}`, githubLine(subject)];
  for (const measure of measures) {
    const shortened = measure === measures[0] ? [] : [note(measure)];
    const text = joined([...head, ...shortened, ...sections.flatMap((section) => sectionLines(section, measure))]);
    if (text.length <= most) return text;
  }
  return firstOf(head, sections);
}

function note({ entries }: Measure): string {
  const ends = Number.isFinite(entries) ? `, and after ${entries} entries the rest of every list` : "";
  return `_This comment would be too long: what is folded away is left out${ends}. The review as a page or as JSON has everything._`;
}

/** As many blocks as there is room for. */
function firstOf(head: readonly string[], sections: readonly Section[]): string {
  const last = measures.at(-1) ?? { details: false, entries: 5 };
  const said = "_This comment would be too long: it ends here. The review as a page or as JSON has everything._";
  const fitting: string[] = [];
  for (const line of sections.flatMap((section) => sectionLines(section, last))) {
    if (joined([...head, ...fitting, line, said]).length > most) break;
    fitting.push(line);
  }
  return joined([...head, ...fitting, said]);
}

const joined = (blocks: readonly string[]): string => `${blocks.join("\n\n")}\n`;

function sectionLines({ title, blocks }: Section, measure: Measure): string[] {
  return [`### ${githubLine(title)}`, ...blocks.flatMap((block) => blockLines(block, measure))];
}

/** Each string is a block of its own, to be set apart by an empty line. */
function blockLines(block: Block, measure: Measure): string[] {
  switch (block.kind) {
    case "text":
      return [githubLine(block.text)];
    case "list":
      return block.items.length === 0 ? [] : [listed(block.items, measure.entries)];
    case "table":
      return [tabled(block.head, block.rows, measure.entries)];
    case "picture":
      // A comment can only show pictures on the web; the table next to it has the same data.
      return [githubLine(["As a picture: ", { code: block.file }])];
    case "details":
      return measure.details
        ? [
            `<details><summary>${literalHtml(plain(block.summary))}</summary>`,
            ...block.blocks.flatMap((one) => blockLines(one, measure)),
            "</details>",
          ]
        : [];
  }
}

function listed(items: readonly Line[], entries: number): string {
  const shown = items.slice(0, entries).map((item) => `- ${githubLine(item)}`);
  return [...shown, ...more(items.length - shown.length, (text) => `- ${text}`)].join("\n");
}

function tabled(head: readonly string[], rows: readonly (readonly Line[])[], entries: number): string {
  const row = (cells: readonly Line[]) => `| ${head.map((_, column) => githubCell(cells[column] ?? "")).join(" | ")} |`;
  const shown = rows.slice(0, entries);
  return [
    row(head),
    `|${head.map(() => "---|").join("")}`,
    ...shown.map(row),
    ...more(rows.length - shown.length, (text) => row([text])),
  ].join("\n");
}

const more = (number: number, write: (text: string) => string): string[] => (number > 0 ? [write(`… and ${number} more`)] : []);
