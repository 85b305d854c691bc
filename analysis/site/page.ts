import type { Part as Marked } from "../review/section.ts";

/** A page of the site, in no format yet: what writes it escapes it. Texts are taken literally, whatever they hold. */
export interface Page {
  /** of its file, below the folder of the site, with `/` */
  readonly path: string;
  readonly title: string;
  /** where it is, from the whole to the part */
  readonly trail: readonly LinkTo[];
  /** a line below the title */
  readonly lead?: Text;
  readonly sections: readonly Section[];
}

export interface Section {
  /** its anchor */
  readonly id: string;
  readonly title: string;
  readonly blocks: readonly Block[];
}

/** A line with links. */
export type Text = string | readonly Part[];
export type Part = Marked | LinkTo;

/** A link to a page of the site (its path, with an anchor) or to an address elsewhere (`https://…`). */
export interface LinkTo {
  readonly text: string;
  readonly to: string;
}

export type Block =
  | { readonly kind: "text"; readonly text: Text }
  | { readonly kind: "list"; readonly items: readonly Text[] }
  /** steps in their order, from the first to the last */
  | { readonly kind: "steps"; readonly label: string; readonly items: readonly Text[] }
  /** the first cell of a row names it */
  | { readonly kind: "table"; readonly caption: string; readonly head: readonly string[]; readonly rows: readonly (readonly Text[])[] }
  /** names with their values */
  | { readonly kind: "facts"; readonly facts: readonly (readonly [name: string, value: Text])[] }
  /** a query or an expression, line by line */
  | { readonly kind: "code"; readonly label: string; readonly text: string }
  /** a picture in a file of its own, and what it shows in words */
  | { readonly kind: "picture"; readonly file: string; readonly alt: string; readonly size?: readonly [width: number, height: number] }
  /** one figure that is read at a glance; its state is said in words too */
  | { readonly kind: "figure"; readonly text: string; readonly state?: "kept" | "missed"; readonly words?: string }
  /** panels from left to right: a wide one takes half of a row, another a quarter */
  | { readonly kind: "panels"; readonly panels: readonly Panel[] }
  /** a part of a section with an anchor of its own; links to its former anchors lead to it too */
  | {
      readonly kind: "part";
      readonly id: string;
      readonly former: readonly string[];
      readonly title: Text;
      readonly blocks: readonly Block[];
    }
  /** folded away until it is asked for */
  | { readonly kind: "details"; readonly summary: string; readonly blocks: readonly Block[] };

/** A panel of a dashboard. */
export interface Panel {
  /** its anchor */
  readonly id: string;
  readonly title: string;
  readonly wide: boolean;
  readonly blocks: readonly Block[];
}

/** A file of the site. */
export interface SiteFile {
  readonly path: string;
  readonly text: string;
}
