/** A token of a query: a name between brackets, a text, or what stands between blanks. */
export interface Token {
  readonly kind: "name" | "text" | "word";
  readonly value: string;
}

const grammar = /\['((?:[^'\\\n]|\\.)*)'\]|"((?:[^"\\\n]|\\.)*)"|([^\s"'[\]]+)|(\s+)/y;

/** Reads a query as Axiom does: a quote ends a text unless a backslash stands before it. @throws Error if nothing fits */
export function tokens(query: string): Token[] {
  const found: Token[] = [];
  grammar.lastIndex = 0;
  while (grammar.lastIndex < query.length) {
    const at = grammar.lastIndex;
    const match = grammar.exec(query);
    if (!match) throw new Error(`no token at ${at}: ${query.slice(at)}`);
    const [, name, text, word] = match;
    if (name !== undefined) found.push({ kind: "name", value: unescaped(name) });
    else if (text !== undefined) found.push({ kind: "text", value: unescaped(text) });
    else if (word !== undefined) found.push({ kind: "word", value: word });
  }
  return found;
}

const controls: Readonly<Record<string, string>> = { b: "\b", f: "\f", n: "\n", r: "\r", t: "\t" };

function unescaped(text: string): string {
  return text.replace(/\\(?:u([0-9a-f]{4})|(.))/g, (_, code: string | undefined, sign: string) =>
    code === undefined ? (controls[sign] ?? sign) : String.fromCharCode(Number.parseInt(code, 16)),
  );
}
