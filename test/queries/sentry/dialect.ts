/*
 * Sentry's search as far as it is written here, read by a grammar of its own: `key:value` pairs joined by blanks, where
 * a value is a word, a text in quotes, or a list in brackets; an unescaped `*` in quotes stands for any text.
 */

export type Term = { readonly key: string; readonly values: readonly RegExp[] };

const term = /\s*([\w.]+):(\[(?:[^\]"]|"(?:[^"\\]|\\.)*")*\]|"(?:[^"\\]|\\.)*"|[^\s"[\]]+)/y;
const listed = /"(?:[^"\\]|\\.)*"|[^,[\]]+/g;

/** @throws Error if the text is no search of this form */
export function parse(text: string): Term[] {
  const terms: Term[] = [];
  term.lastIndex = 0;
  let end = 0;
  for (let match = term.exec(text); match; match = term.exec(text)) {
    const [, key = "", value = ""] = match;
    const values = value.startsWith("[") ? (value.match(listed) ?? []) : [value];
    terms.push({ key, values: values.map(patternOf) });
    end = term.lastIndex;
  }
  if (text.slice(end).trim() !== "") throw new Error(`not a search from here on: ${text.slice(end)}`);
  return terms;
}

/** `"a\*b*"` takes what begins with `a*b`. */
function patternOf(value: string): RegExp {
  const inner = value.startsWith('"') ? value.slice(1, -1) : value;
  const source = inner.replaceAll(
    /\\(.)|(\*)|[\\^$.|?+()[\]{}]/gs,
    (sign: string, escaped: string | undefined, star: string | undefined) =>
      escaped !== undefined ? `\\${escaped}`.replace(/\\(["\w])/, "$1") : star ? ".*" : `\\${sign}`,
  );
  return new RegExp(`^${source}$`, "s");
}

export function matches(terms: readonly Term[], tags: Readonly<Record<string, string>>): boolean {
  return terms.every(({ key, values }) => values.some((value) => value.test(tags[key] ?? "")));
}
