import type { Line } from "../analysis/review/section.ts";
import { type Kind, mapParts } from "./review/text.ts";

/** Words that have a colour of their own. */
const marked: ReadonlySet<string> = new Set(["blind", "looser", "tighter", "neutral", "error", "warning"]);

const written: Readonly<Record<Kind, (text: string) => string>> = {
  text: (text) => escaped(text),
  code: (text) => `<code>${escaped(text)}</code>`,
  strong: (text) => `<strong${marked.has(text) ? ` class="${text}"` : ""}>${escaped(text)}</strong>`,
};

/** A line as HTML: its parts escaped, code and strong words marked. */
export const inline = (line: Line): string => mapParts(line, (kind, text) => written[kind](text));

const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

/** A text as it is read, wherever it stands in a page: in an element or in a quoted attribute. */
export function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (sign) => entities[sign] ?? sign);
}
