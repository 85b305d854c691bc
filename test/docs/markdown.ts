import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { sectionOf } from "../../cli/runbooks/markdown.ts";

export { fences } from "../../cli/runbooks/markdown.ts";

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

const prose = (page: string): string => page.replaceAll(/^( *)```[\s\S]*?^\1```$/gm, "");

/** Headings of a depth, in order. */
export function headings(page: string, depth: number): string[] {
  return [...prose(page).matchAll(/^(#+) (.+)$/gm)].filter(([, marks]) => marks?.length === depth).map(([, , text = ""]) => text);
}

/** The text below a heading of depth two, up to the next one. @throws Error if there is none */
export function section(page: string, title: string): string {
  const found = sectionOf(page, title);
  if (found === undefined) throw new Error(`no section ${title}`);
  return found;
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
