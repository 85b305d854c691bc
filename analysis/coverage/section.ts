/** The anchor of a heading, as code hosts make it. */
const anchorOf = (heading: string): string =>
  heading
    .trim()
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} _-]/gu, "")
    .replaceAll(" ", "-");

/**
 * The text below a heading of a page, up to the next heading of the same level.
 *
 * @param anchor of the heading; absent: the whole page
 * @returns nothing where no heading has the anchor
 */
export function sectionOf(page: string, anchor: string | undefined): string {
  if (anchor === undefined) return page;
  const lines = page.split("\n");
  const depthOf = (line: string) => /^(#+) /.exec(line)?.[1]?.length ?? 0;
  const start = lines.findIndex((line) => depthOf(line) > 0 && anchorOf(line.replace(/^#+ /, "")) === anchor);
  if (start === -1) return "";
  const depth = depthOf(lines[start] ?? "");
  const length = lines.slice(start + 1).findIndex((line) => depthOf(line) > 0 && depthOf(line) <= depth);
  return lines.slice(start, length === -1 ? undefined : start + 1 + length).join("\n");
}
