import type { Block as Reviewed, Section } from "../../analysis/review/section.ts";
import { home } from "../../analysis/site/addresses.ts";
import type { Block, Page, SiteFile } from "../../analysis/site/page.ts";
import type { Page as ReviewPage } from "../review/page.ts";
import { plainLine } from "../review/text.ts";

/** Where an answer of another verb stands in the site. */
interface Standing {
  readonly path: string;
  readonly title: string;
  /** the organization's name */
  readonly of: string;
  /** the line below the title */
  readonly lead: string;
}

/** The answer of a verb as a page of the site, and its pictures, which become files. */
export function reviewedPage(
  { sections }: Pick<ReviewPage, "sections">,
  { path, title, of, lead }: Standing,
): { page: Page; pictures: SiteFile[] } {
  const pictures: SiteFile[] = [];
  const sectionOf = (section: Section) => ({
    id: section.id,
    title: section.title,
    blocks: section.blocks.map((block) => blockOf(block, section.title, pictures)),
  });
  return { page: { path, title, trail: [{ text: of, to: home }], lead, sections: sections.map(sectionOf) }, pictures };
}

export const linesOf = (...lines: readonly ReviewPage["title"][]): string => lines.map(plainLine).join("; ");

function blockOf(block: Reviewed, title: string, pictures: SiteFile[]): Block {
  switch (block.kind) {
    case "text":
    case "list":
      return block;
    case "table":
      return { ...block, caption: title };
    case "picture": {
      const path = `charts/${block.file}`;
      pictures.push({ path, text: block.svg });
      return { kind: "picture", file: path, alt: block.alt };
    }
    case "details":
      return { ...block, blocks: block.blocks.map((inner) => blockOf(inner, block.summary, pictures)) };
  }
  return block satisfies never;
}
