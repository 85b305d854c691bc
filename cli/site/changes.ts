import { changesPage, pageBefore, sideBySidePage } from "../../analysis/site/addresses.ts";
import type { Block, Page, SiteFile } from "../../analysis/site/page.ts";
import type { CheckedCatalog } from "../../model/load.ts";
import { reviewOf } from "../review/compose.ts";
import { pageOf } from "../review/sections.ts";
import { checkEnvironment, sidesOf } from "../review/sides.ts";
import { linesOf, reviewedPage } from "./reviewed.ts";

/** What a change of a catalog means, and the catalog before it. */
export interface Changed {
  readonly review: Page;
  readonly pictures: readonly SiteFile[];
  /** absent: there was none, or it cannot be read */
  readonly before?: CheckedCatalog;
  /** of the revision before */
  readonly name: string;
}

/**
 * Reviews the working tree against a revision.
 *
 * @throws Refusal if there is nothing to compare with
 */
export async function changedSince(
  base: string,
  { catalogDir, environment }: { readonly catalogDir: string; readonly environment: string },
): Promise<Changed> {
  const sides = await sidesOf({ of: { catalogDir }, base });
  checkEnvironment(environment, sides);
  const review = pageOf(await reviewOf(sides, { environment, approvedBy: [] }));
  const { page, pictures } = reviewedPage(review, {
    path: changesPage,
    title: "Changes",
    of: sides.head.catalog?.organization.name ?? "organization",
    lead: linesOf(review.title, review.subject),
  });
  return {
    review: page,
    pictures,
    ...(sides.base.catalog && { before: sides.base.catalog }),
    name: sides.base.name,
  };
}

/** A page on one side or on both, by its path. */
export type Side = ReadonlyMap<string, Page>;

interface Differing {
  readonly path: string;
  readonly is: "new" | "removed" | "different";
}

/** The paths of pages that are not the same on both sides, with what became of each. */
export function differing(before: Side, after: Side): Differing[] {
  const paths = [...new Set([...after.keys(), ...before.keys()])];
  return paths.flatMap((path): Differing[] => {
    const [old, now] = [before.get(path), after.get(path)];
    if (!old) return [{ path, is: "new" }];
    if (!now) return [{ path, is: "removed" }];
    return JSON.stringify(old) === JSON.stringify(now) ? [] : [{ path, is: "different" }];
  });
}

/** The review with the pages that differ, before and after. */
export function withPages({ review, name }: Changed, before: Side, after: Side): Page {
  const rows = differing(before, after).map(({ path, is }) => {
    const title = (after.get(path) ?? before.get(path))?.title ?? path;
    return [
      is === "different" ? [{ text: title, to: sideBySidePage(path) }] : title,
      is,
      before.has(path) ? [{ text: `before: ${title}`, to: pageBefore(path) }] : "",
      after.has(path) ? [{ text: `after: ${title}`, to: path }] : "",
    ];
  });
  const pages: Block =
    rows.length === 0
      ? { kind: "text", text: `No page differs from those at ${name}.` }
      : {
          kind: "table",
          caption: `Pages that differ from those at ${name}; a name leads to both side by side`,
          head: ["page", "is", "before", "after"],
          rows,
        };
  return { ...review, sections: [{ id: "pages", title: "Pages before and after", blocks: [pages] }, ...review.sections] };
}
