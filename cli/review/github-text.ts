import type { Line } from "../../analysis/review/section.ts";
import { type Kind, mapParts } from "./text.ts";

/**
 * Between two characters that GitHub would otherwise read as one of its own signs. Its filters for mentions, issues and
 * addresses look at the text of the finished page, where no escape is left to see.
 */
const apart = "\u200b";

/** What GitHub makes of plain text: people, issues, addresses, pictures. */
const signs: readonly (readonly [sign: RegExp, instead: string])[] = [
  [/@(?=[\p{L}\p{N}_-])/gu, `@${apart}`],
  [/#(?=\d)/g, `#${apart}`],
  [/\bGH-(?=\d)/gi, `GH${apart}-`],
  [/:(?=\/\/)/g, `:${apart}`],
  [/\bwww(?=\.)/gi, `www${apart}`],
  [/:(?=(?:[a-z_+-][\w+-]*|100|1234):)/gi, `:${apart}`],
];

/** Literal text within a paragraph, list item or table cell of GitHub's Markdown. */
export function literal(text: string): string {
  // Apart first: the escapes below have signs of their own.
  return broken(text)
    .replaceAll("&", "&amp;")
    .replaceAll(/[\\`*_[\]~$]/g, (sign) => `\\${sign}`)
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll("|", "&vert;");
}

/** The same where Markdown does not look, but HTML does: inside of `<summary>`. */
export function literalHtml(text: string): string {
  return broken(text).replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}

function broken(text: string): string {
  return signs.reduce((so, [sign, instead]) => so.replaceAll(sign, instead), text);
}

/** A code span. A bar would end the cell of a table even in there, and dialects differ in how it is escaped. */
function code(text: string): string {
  if (text.includes("|")) return `<code>${literal(text)}</code>`;
  const runs = [...text.matchAll(/`+/g)].map(([run]) => run.length);
  const fence = "`".repeat(runs.length === 0 ? 1 : Math.max(...runs) + 1);
  const pad = text.startsWith("`") || text.endsWith("`") ? " " : "";
  return `${fence}${pad}${text}${pad}${fence}`;
}

const written: Readonly<Record<Kind, (text: string) => string>> = {
  text: literal,
  code,
  // Asterisks beside punctuation may mean nothing; the tag always does.
  strong: (text) => (/^[\p{L}\p{N}](?:.*[\p{L}\p{N}])?$/u.test(text) ? `**${literal(text)}**` : `<strong>${literal(text)}</strong>`),
};

/** A line in the middle of another: a cell of a table. */
export const githubCell = (line: Line): string => mapParts(line, (kind, text) => written[kind](text));

/** A line of a section. What would begin a heading, list or rule at its start is text there as well. */
export function githubLine(line: Line): string {
  return githubCell(line).replace(/^(?:([#+\-=>])|(\d{1,9})([.)]))/, (_, sign, digits, dot) =>
    sign === undefined ? `${digits}\\${dot}` : `\\${sign}`,
  );
}
