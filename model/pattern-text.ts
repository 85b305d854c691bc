import { matches, patternFault } from "./matcher.ts";

/** A text that reads like a pattern, although it is compared as it is written. */
export interface PatternText {
  /** how the catalog says what it seems to mean */
  readonly way: string;
  /** whether a value would fit it as a pattern */
  fits(value: string): boolean;
}

/** What regular expressions and globs are written with, and hardly any value of a label. */
const signs = /\.[*+]|\.\.|\||^\^|\$$|\[.+\]|\\[dwsDWS.]|\*|\(.+\)/;

/** A class of answers, such as `5xx`: each x is any digit. */
const answers = /^[1-5][xX]{1,2}$/;

/** What a text seems to mean as a pattern; undefined where it is plain. */
export function patternText(text: string): PatternText | undefined {
  if (answers.test(text)) {
    const pattern = text.replace(/x/gi, ".");
    return { way: `${startingWith(text.slice(0, 1))}, or ${expression(pattern)}`, fits: fitting(text.replace(/x/gi, "\\d")) };
  }
  if (!signs.test(text)) return undefined;
  const bare = text.replace(/^\^/, "").replace(/\$$/, "");
  return { way: wayOf(bare), fits: fitting(bare, bare.replace(/(?<![.\])\\])\*/g, ".*")) };
}

function wayOf(bare: string): string {
  const alternatives = bare.replace(/^\((?:\?:)?(.*)\)$/, "$1").split("|");
  if (alternatives.length > 1 && !alternatives.some((one) => patternText(one) || one === ""))
    return `write a list: [${alternatives.map((one) => JSON.stringify(one)).join(", ")}]`;
  const [head = ""] = /^[^.*+?|()[\]\\^$]*/.exec(bare) ?? [];
  if (alternatives.length > 1) return matching(bare);
  if (/^\.[*+]$|^\*$/.test(bare)) return "leave the label out: any value is meant";
  if (head === bare) return `write ${JSON.stringify(bare)}`;
  if (head === "") return matching(bare);
  return /^\.?\*$/.test(bare.slice(head.length))
    ? startingWith(head)
    : `${startingWith(head)}${patternFault(bare) === undefined ? `, or ${expression(bare)}` : ""}`;
}

/** As a regular expression, where it is one; a glob has to be written anew. */
const matching = (bare: string): string =>
  patternFault(bare) === undefined
    ? `write ${expression(bare)}`
    : "write the values as they are, { starts-with: text } or { matches: pattern }";

const expression = (pattern: string): string => `{ matches: ${JSON.stringify(pattern)} }`;
const startingWith = (text: string): string => `write { starts-with: ${JSON.stringify(text)} }`;

/** As one of these regular expressions, of the whole text; what is none fits nothing. */
function fitting(...expressions: readonly string[]): (value: string) => boolean {
  const read = expressions.filter((one) => patternFault(one) === undefined);
  return (value) => read.some((one) => matches({ matches: one }, value));
}
