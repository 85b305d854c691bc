import { NotAnExposition } from "../../analysis/contract/exposition/exposition.ts";
import { readSeries } from "../../analysis/contract/exposition/parse.ts";
import { Reader } from "../../analysis/contract/exposition/reader.ts";
import type { Series, Taker } from "./archive.ts";
import { CannotRead } from "./fault.ts";

/** Most selections that are remembered; they are read again afterwards. */
const most = 50_000;

/**
 * Finds the series of each line of a text in which a sample is a line. Nearly every line of a large history is of
 * a series that was seen before, or of none that is wanted: only the first line of a series is read letter by letter.
 */
export class SeriesOfLines {
  private readonly taker: Taker;
  private readonly known = new Map<string, Known>();
  private last: Known = { head: "\n", series: undefined };
  private lastUnwanted = "\n";

  constructor(taker: Taker) {
    this.taker = taker;
  }

  /**
   * @param line `name{label="value"} …`, or `{"name",label="value"} …`
   * @returns undefined where nothing needs the series; `rest` is where the line goes on behind it
   */
  of(line: string): { readonly series: Series; readonly rest: number } | undefined {
    const { head } = this.last;
    if (line.startsWith(head) && line.charCodeAt(head.length) === blank) return answer(this.last);
    if (line.startsWith(this.lastUnwanted) && isEnd(line.charCodeAt(this.lastUnwanted.length))) return undefined;
    const end = nameEnd(line);
    if (end > 0 && !this.taker.wants(line.slice(0, end))) {
      this.lastUnwanted = copy(line.slice(0, end));
      return undefined;
    }
    const rest = line[end] === "{" ? bracesEnd(line, end) : end;
    this.last = this.known.get(line.slice(0, rest)) ?? this.keep(copy(line.slice(0, rest)));
    return answer(this.last);
  }

  private keep(head: string): Known {
    if (this.known.size >= most) this.known.clear();
    const { name, labels } = seriesIn(head);
    const known = { head, series: this.taker.wants(name) ? this.taker.series(name, labels) : undefined };
    this.known.set(head, known);
    return known;
  }
}

interface Known {
  /** a series as its lines begin with it */
  readonly head: string;
  /** undefined: nothing needs it */
  readonly series: Series | undefined;
}

const answer = ({ head, series }: Known) => series && { series, rest: head.length };

/**
 * A series as PromQL and metrics endpoints write it; the name may be the label `__name__`.
 *
 * @throws CannotRead if it is none
 */
export function seriesIn(text: string): { readonly name: string; readonly labels: ReadonlyMap<string, string> } {
  // What promtool dumps has the name among the labels.
  const dumped = /^\{__name__=("(?:[^"\\]|\\.)*")(?:, *)?/s.exec(text);
  const reader = new Reader(dumped ? `{${dumped[1]},${text.slice(dumped[0].length)}` : text, 1);
  try {
    const { name, labels } = readSeries(reader);
    reader.blanks();
    if (!reader.done()) throw reader.fault(`${JSON.stringify(reader.rest().slice(0, 40))} is more than a series has`);
    return { name, labels };
  } catch (error) {
    if (!(error instanceof NotAnExposition)) throw error;
    throw new CannotRead(`${JSON.stringify(text.slice(0, 80))} is no series: ${error.message.replace(/^line 1: /, "")}`);
  }
}

const blank = 32;
const isEnd = (code: number): boolean => code === blank || code === 123 || code === 9;
/** So that a part does not keep the piece of text that it was cut from. */
const copy = (part: string): string => Buffer.from(part).toString();

/** Where the name ends that is written before braces; 0 where the braces come first. */
function nameEnd(line: string): number {
  let end = 0;
  while (end < line.length && !isEnd(line.charCodeAt(end))) end += 1;
  return end;
}

/** Behind the brace that closes; braces in quotation marks are text. */
function bracesEnd(line: string, from: number): number {
  let quoted = false;
  for (let at = from; at < line.length; at++) {
    const character = line.charCodeAt(at);
    if (quoted && character === 92) at += 1;
    else if (character === 34) quoted = !quoted;
    else if (character === 125 && !quoted) return at + 1;
  }
  throw new CannotRead(`${JSON.stringify(line.slice(0, 80))} has no end of its labels`);
}

const decimalText = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/** A number as Go writes it. @throws CannotRead if it is none */
export function numberIn(text: string): number {
  if (decimalText.test(text)) return Number(text);
  try {
    const reader = new Reader(text, 1);
    const value = reader.number();
    if (reader.done()) return value;
  } catch (error) {
    if (!(error instanceof NotAnExposition)) throw error;
  }
  throw new CannotRead(`${JSON.stringify(text.slice(0, 40))} is no number`);
}
