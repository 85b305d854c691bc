import { NotAnExposition } from "./exposition.ts";

/** Reads one line of an exposition from left to right. */
export class Reader {
  private readonly text: string;
  private readonly line: number;
  private position = 0;

  constructor(text: string, line: number) {
    this.text = text;
    this.line = line;
  }

  fault(what: string): NotAnExposition {
    return new NotAnExposition(this.line, what);
  }

  done(): boolean {
    return this.position >= this.text.length;
  }

  at(character: string): boolean {
    return this.text[this.position] === character;
  }

  rest(): string {
    const rest = this.text.slice(this.position);
    this.position = this.text.length;
    return rest;
  }

  blanks(): void {
    this.match(/[ \t]*/y);
  }

  take(character: string): void {
    if (!this.at(character)) throw this.fault(`${JSON.stringify(character)} is missing before ${this.ahead()}`);
    this.position += 1;
  }

  word(): string {
    return this.match(/[A-Z]*/y);
  }

  /** An identifier, or any text in quotation marks. */
  name(): string {
    if (this.at('"')) return this.quoted();
    const name = this.match(/[a-zA-Z_:][a-zA-Z0-9_:]*/y);
    if (name === "") throw this.fault(`${this.ahead()} is no name of a metric or label`);
    return name;
  }

  quoted(): string {
    const text = this.match(/"[^"\\]*(?:\\.[^"\\]*)*"/sy);
    if (text === "") throw this.fault(`${this.ahead()} is no text in quotation marks`);
    return text.slice(1, -1).replace(/\\(.)/gs, (whole, escaped: string) => unescaped[escaped] ?? whole);
  }

  /** As Go writes and reads numbers: decimal, with an exponent, NaN, or infinite. */
  number(): number {
    const text = this.match(/[^\s#]+/y);
    const special = specials[text.replace(/^[+-]/, "").toLowerCase()];
    if (special !== undefined) return text.startsWith("-") ? -special : special;
    if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text)) throw this.fault(`${JSON.stringify(text || this.ahead())} is no number`);
    return Number(text);
  }

  private match(pattern: RegExp): string {
    pattern.lastIndex = this.position;
    const found = pattern.exec(this.text)?.[0] ?? "";
    this.position += found.length;
    return found;
  }

  private ahead(): string {
    return this.done() ? "the end of the line" : JSON.stringify(this.text.slice(this.position, this.position + 40));
  }
}

const unescaped: Readonly<Record<string, string>> = { n: "\n", '"': '"', "\\": "\\" };
const specials: Readonly<Record<string, number>> = { nan: Number.NaN, inf: Number.POSITIVE_INFINITY, infinity: Number.POSITIVE_INFINITY };
