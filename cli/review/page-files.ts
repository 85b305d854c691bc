import type { RenderedFile } from "../../artifacts/target.ts";
import type { Page } from "./page.ts";

/** The pictures of a page, each as a file of its own. */
export const picturesOf = ({ sections }: Page): RenderedFile[] =>
  sections.flatMap(({ blocks }) => blocks.flatMap((block) => (block.kind === "picture" ? [{ path: block.file, text: block.svg }] : [])));
