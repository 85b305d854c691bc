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

/** What stands around the content of a page. */
interface Around {
  /** as it is read */
  readonly title: string;
  /** what the browser may load */
  readonly policy: string;
  /** further elements of the head, as HTML */
  readonly head: readonly string[];
  /** class of the body */
  readonly look?: string;
}

/**
 * A page in English that tells no other page where the reader came from.
 *
 * @param body as HTML
 */
export function documentHtml({ title, policy, head, look }: Around, body: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${escaped(title)}</title>
${head.join("\n")}
</head>
<body${look === undefined ? "" : ` class="${look}"`}>
${body}
</body>
</html>
`;
}
