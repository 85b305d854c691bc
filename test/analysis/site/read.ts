import type { Block, Page, Text } from "../../../analysis/site/page.ts";

/** A text as it is read. */
export const words = (text: Text): string =>
  typeof text === "string"
    ? text
    : text
        .map((part) => (typeof part === "string" ? part : "text" in part ? part.text : "code" in part ? part.code : part.strong))
        .join("");

/** Every block below some, parts and what is folded away included. */
export const within = (blocks: readonly Block[]): Block[] =>
  blocks.flatMap((block) => [
    block,
    ...(block.kind === "part" || block.kind === "details" ? within(block.blocks) : []),
    ...(block.kind === "panels" ? block.panels.flatMap((panel) => within(panel.blocks)) : []),
  ]);
export const all = (page: Page): Block[] => page.sections.flatMap(({ blocks }) => within(blocks));

export function partOf(page: Page, id: string): Extract<Block, { kind: "part" }> {
  const found = all(page).find((block) => block.kind === "part" && block.id === id);
  if (found?.kind !== "part") throw new Error(`${page.path} has no ${id}`);
  return found;
}
export const tablesIn = (blocks: readonly Block[]) => within(blocks).filter((block) => block.kind === "table");
export const rowsOf = (blocks: readonly Block[], caption: RegExp): string[][] =>
  tablesIn(blocks)
    .filter((table) => caption.test(table.caption))
    .flatMap(({ rows }) => rows.map((cells) => cells.map(words)));
export const factsOf = (block: Extract<Block, { kind: "part" }>) =>
  Object.fromEntries(
    within(block.blocks).flatMap((one) => (one.kind === "facts" ? one.facts.map(([name, value]) => [name, words(value)]) : [])),
  );
