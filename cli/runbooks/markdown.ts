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

/** The text below a heading of depth two, up to the next one; undefined where there is no such heading. */
export function sectionOf(page: string, title: string): string | undefined {
  const start = page.indexOf(`\n## ${title}\n`);
  if (start < 0) return undefined;
  const end = page.indexOf("\n## ", start + 1);
  return page.slice(start, end < 0 ? undefined : end);
}
