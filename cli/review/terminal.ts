import type { Block, Line, Section } from "../../analysis/review/section.ts";
import { wrapped } from "../wrapped.ts";
import type { Page } from "./page.ts";
import { plainLine } from "./text.ts";

/** A review as plain text, in lines of at most `width` characters where words allow it. */
export function terminal({ title, subject, sections }: Page, width: number): string {
  return [
    ...wrapped(plainLine(title), width, "", ""),
    ...wrapped(plainLine(subject), width, "", ""),
    ...sections.flatMap((one) => sectionLines(one, width)),
    "",
  ].join("\n");
}

function sectionLines({ title, blocks }: Section, width: number): string[] {
  return ["", ...wrapped(plainLine(title), width, "", ""), ...blocks.flatMap((block) => blockLines(block, width, "  "))];
}

function blockLines(block: Block, width: number, indent: string): string[] {
  switch (block.kind) {
    case "text":
      return wrapped(plainLine(block.text), width, indent, indent);
    case "list":
      return block.items.flatMap((item) => wrapped(plainLine(item), width, `${indent}- `, `${indent}  `));
    case "table":
      return tabled(block.head, block.rows, width, indent);
    case "picture":
      return wrapped(plainLine(`as a picture: ${block.file}`), width, indent, indent);
    case "details":
      // Nothing can be folded here: what would be is in the other formats.
      return wrapped(`${plainLine(block.summary)} (in the other formats)`, width, indent, indent);
  }
}

/** In columns where they fit; else each row as a list of what its columns say. */
function tabled(head: readonly string[], rows: readonly (readonly Line[])[], width: number, indent: string): string[] {
  const cells = [head, ...rows].map((row) => head.map((_, column) => plainLine(row[column] ?? "")));
  const widths = head.map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  const whole = indent.length + widths.reduce((sum, one) => sum + one + 2, -2);
  if (whole <= width)
    return cells.map((row) => `${indent}${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  ")}`.trimEnd());
  return cells
    .slice(1)
    .flatMap(([name = "", ...rest]) => [
      ...wrapped(name, width, indent, `${indent}  `),
      ...rest.flatMap((cell, column) =>
        cell === "" ? [] : wrapped(`${cells[0]?.[column + 1] ?? ""}: ${cell}`, width, `${indent}  `, `${indent}    `),
      ),
    ]);
}
