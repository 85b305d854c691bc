import type { Line, Part } from "../../analysis/review/section.ts";

/** Longest text of one line; longer text is not readable in a review. */
const longest = 2000;

/**
 * A text of a catalog on one line. What would not be seen is made visible: control characters (a terminal obeys them),
 * marks that turn the direction of what follows, and halves of characters.
 */
export function plain(text: string): string {
  const line = text
    // Enough of it to be cut below; a text of megabytes is not read to its end.
    .slice(0, 4 * longest)
    .toWellFormed()
    .replaceAll(/[\s\u2028\u2029]+/g, " ")
    .replaceAll(/[\p{Cc}\p{Cf}]/gu, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`)
    .trim();
  return cut(line, longest);
}

/** The beginning of a text, by whole characters. */
export function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  let [count, end, last] = [0, 0, 0];
  for (const character of text) {
    if (count === most - 1) last = end;
    if (count === most) return `${text.slice(0, last)}…`;
    end += character.length;
    count += 1;
  }
  return text;
}

export type Kind = "text" | "code" | "strong";

/** The parts of a line with what they are. */
export function partsOf(line: Line): readonly { readonly kind: Kind; readonly text: string }[] {
  return (typeof line === "string" ? [line] : line).map((part) => partOf(part));
}

function partOf(part: Part): { readonly kind: Kind; readonly text: string } {
  if (typeof part === "string") return { kind: "text", text: part };
  return "code" in part ? { kind: "code", text: part.code } : { kind: "strong", text: part.strong };
}

/** A line without marks. The spaces between its parts stay. */
export function plainLine(line: Line): string {
  return plain(
    partsOf(line)
      .map(({ text }) => text)
      .join(""),
  );
}

/** Each part made plain on its own, the spaces between them kept. */
export function mapParts(line: Line, write: (kind: Kind, text: string) => string): string {
  return partsOf(line)
    .map(({ kind, text }) => {
      const [before = "", after = ""] = [/^\s/.test(text) ? " " : "", /\S\s+$/.test(text) ? " " : ""];
      const inner = plain(text);
      return inner === "" ? before : `${before}${write(kind, inner)}${after}`;
    })
    .join("")
    .trim();
}
