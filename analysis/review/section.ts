/** A review as people read it, in no format yet: what prints it escapes it. */
export interface Section {
  readonly id: string;
  readonly title: string;
  readonly blocks: readonly Block[];
}

export type Block =
  | { readonly kind: "text"; readonly text: Line }
  | { readonly kind: "list"; readonly items: readonly Line[] }
  | { readonly kind: "table"; readonly head: readonly string[]; readonly rows: readonly (readonly Line[])[] }
  /** a picture in a file of its own, and what it shows in words */
  | { readonly kind: "picture"; readonly file: string; readonly alt: string; readonly svg: string }
  /** folded away where the format can */
  | { readonly kind: "details"; readonly summary: string; readonly blocks: readonly Block[] };

/** A line: plain text, and parts of it that stand out. Texts are taken literally, whatever they hold. */
export type Line = string | readonly Part[];
export type Part = string | { readonly code: string } | { readonly strong: string };
