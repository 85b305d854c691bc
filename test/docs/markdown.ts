import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** The repository. */
export const root = join(import.meta.dirname, "..", "..");

export const read = (path: string): string => readFileSync(join(root, path), "utf8");

/** Every Markdown page below `directory`, as paths from the root. */
export function pagesBelow(directory: string): string[] {
  return readdirSync(join(root, directory), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".md"))
    .map((name) => join(directory, name))
    .sort();
}

export interface Fence {
  /** what follows the backticks, for example `promql` or `yaml service` */
  readonly info: string;
  readonly text: string;
}

/** The fenced blocks of a page, also those inside of list items, without their indentation. */
export function fences(page: string): Fence[] {
  return [...page.matchAll(/^( *)```([^\n`]+)\n([\s\S]*?)^\1```$/gm)].map(([, indent = "", info = "", text = ""]) => ({
    info: info.trim(),
    text: text.replaceAll(new RegExp(`^${indent}`, "gm"), ""),
  }));
}

const prose = (page: string): string => page.replaceAll(/^( *)```[\s\S]*?^\1```$/gm, "");

/** Headings of a depth, in order. */
export function headings(page: string, depth: number): string[] {
  return [...prose(page).matchAll(/^(#+) (.+)$/gm)].filter(([, marks]) => marks?.length === depth).map(([, , text = ""]) => text);
}

/** The text below a heading of depth two, up to the next one. */
export function section(page: string, title: string): string {
  const start = page.indexOf(`\n## ${title}\n`);
  if (start < 0) throw new Error(`no section ${title}`);
  const end = page.indexOf("\n## ", start + 1);
  return page.slice(start, end < 0 ? undefined : end);
}

/** The rows of the first table in a text: cells, without header and rule. */
export function tableRows(text: string): string[][] {
  const lines = /(?:^\|.*\|$\n?)+/m.exec(text)?.[0].trim().split("\n") ?? [];
  return lines.slice(2).map((line) =>
    line
      .slice(1, -1)
      .split("|")
      .map((cell) => cell.trim()),
  );
}

/** Relative links of a page, as written. */
export function relativeLinks(page: string): string[] {
  return [...prose(page).matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = ""]) => target).filter((target) => !/^[a-z]+:/.test(target));
}

/** The anchors that a page offers, by the rule of GitHub. */
export function anchors(page: string): Set<string> {
  const titles = [...prose(page).matchAll(/^#+ (.+)$/gm)].map(([, title = ""]) => title);
  return new Set(
    titles.map((title) =>
      title
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N} _-]/gu, "")
        .replaceAll(" ", "-"),
    ),
  );
}
