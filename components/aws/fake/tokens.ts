/** Reads a small language token by token; every fault names the place. */
export interface Tokens {
  readonly peek: () => string | undefined;
  readonly next: () => string;
  /** takes the token if it is this one */
  readonly take: (token: string) => boolean;
  readonly expect: (token: string) => void;
  readonly end: () => void;
}

/**
 * @param form one token at its position (a sticky expression); whitespace between tokens is ignored
 * @throws Error at a character that begins no token, and at an unexpected token
 */
export function tokensOf(text: string, form: RegExp): Tokens {
  const found: string[] = [];
  const token = new RegExp(form.source, "yu");
  for (let at = 0; at < text.length; ) {
    if (/\s/.test(text[at] ?? "")) {
      at++;
      continue;
    }
    token.lastIndex = at;
    const match = token.exec(text)?.[0];
    if (match === undefined || match === "") throw new Error(`"${text.slice(at, at + 10)}" at ${at} is not understood`);
    found.push(match);
    at += match.length;
  }
  let index = 0;
  const fault = (wanted: string) => new Error(`${wanted} expected, not ${found[index] ?? "the end"}`);
  const take = (wanted: string) => {
    if (found[index] !== wanted) return false;
    index++;
    return true;
  };
  return {
    peek: () => found[index],
    next: () => {
      const one = found[index++];
      if (one === undefined) throw fault("more");
      return one;
    },
    take,
    expect: (wanted) => {
      if (!take(wanted)) throw fault(`"${wanted}"`);
    },
    end: () => {
      if (index < found.length) throw fault("the end");
    },
  };
}

/** `one (separator one)*` */
export function listOf<T>(tokens: Tokens, separator: string, one: () => T): T[] {
  const items = [one()];
  while (tokens.take(separator)) items.push(one());
  return items;
}

/** What is wrong with a text by its parser, or nothing. */
export function faultOf(parse: (text: string) => unknown, text: string): string | undefined {
  try {
    parse(text);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
