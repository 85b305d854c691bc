import { COLLECTION_STYLE, EVENT_ID, type Event, getScalarValue, SCALAR_STYLE, type ScalarEvent } from "js-yaml";
import { isHeldByFloat } from "./quantity.ts";

/** A place in a file: `line` and `column` count from 1. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** the other places that have a part in what stands here, of an entry that a service takes from a profile */
  readonly related?: readonly Related[];
}

/** A place that has a part in what stands elsewhere. */
export interface Related extends Omit<Place, "related"> {
  /** `used by` a service, of a line of a profile; `value of` a parameter there; `overrides` a value there; `differs from` what is written there */
  readonly as: "used by" | "value of" | "overrides" | "differs from";
  /** catalog path of the service, or of the entry of the profile */
  readonly at: string;
}

/** The file in which a node is written, where that is not the file of its document. */
export interface Origin {
  readonly file: string;
  readonly lines: readonly number[];
  readonly related?: readonly Related[];
}

export type Path = readonly (string | number)[];

/** A node of a YAML file by its offsets alone; the value is kept apart. */
export interface Node {
  readonly start: number;
  /** of a text or number: the offset after it */
  readonly end?: number;
  /** of a collection: it is in brackets */
  readonly flow?: true;
  readonly keys?: ReadonlyMap<string, Key>;
  readonly items?: readonly Node[];
  readonly origin?: Origin;
}
export interface Key {
  readonly start: number;
  readonly end: number;
  readonly value: Node;
  readonly origin?: Origin;
}

/** One YAML file: its value, and where each key and value of it stands. */
export interface Document {
  readonly file: string;
  readonly value: unknown;
  readonly root: Node;
  /** offset of the first character of every line */
  readonly lines: readonly number[];
}

/** What the grammar of YAML allows and a catalog does not. `first` is the offset of the key that is repeated. */
export type Irregularity =
  | { readonly kind: "duplicate-key"; readonly path: Path; readonly start: number; readonly first: number }
  | { readonly kind: "merge-key" | "forbidden-key"; readonly path: Path; readonly start: number }
  | { readonly kind: "inexact-number"; readonly path: Path; readonly start: number; readonly text: string }
  | { readonly kind: "alias"; readonly path: Path; readonly start: number };

/** Keys that mean something to JavaScript objects rather than to a catalog. */
const forbiddenKeys: ReadonlySet<string> = new Set(["__proto__"]);

export function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return starts;
}

/** Line and column (both from 1) of an offset, by bisection. */
export function placeOf(file: string, lines: readonly number[], offset: number): Place {
  let low = 0;
  let high = lines.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((lines[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return { file, line: low + 1, column: offset - (lines[low] ?? 0) + 1 };
}

/** The node at a path, if there is one. */
export function nodeAt(document: Document, path: Path): Node | undefined {
  let node: Node | undefined = document.root;
  for (const step of path) node = typeof step === "number" ? node?.items?.[step] : node?.keys?.get(step)?.value;
  return node;
}

/** Names that are at a path, including those of entries that were found faulty. */
export function keysAt(document: Document, path: Path): string[] {
  return [...(nodeAt(document, path)?.keys?.keys() ?? [])];
}

/** Place of the key or of the value at a path; of the nearest part that exists where the path does not. */
export function placeAt(document: Document, path: Path, part: "key" | "value"): Place {
  let node = document.root;
  let found: { readonly start: number; readonly origin?: Origin } = node;
  for (const [depth, step] of path.entries()) {
    const key = typeof step === "number" ? undefined : node.keys?.get(step);
    const next = typeof step === "number" ? node.items?.[step] : key?.value;
    if (!next) break;
    const last = depth === path.length - 1;
    found = key && !(last && part === "value") ? key : next;
    node = next;
  }
  const { file, lines, related } = found.origin ?? { ...document, related: undefined };
  return { ...placeOf(file, lines, found.start), ...(related && { related }) };
}

const quoted: ReadonlySet<number> = new Set([SCALAR_STYLE.SINGLE_QUOTED, SCALAR_STYLE.DOUBLE_QUOTED]);

function scalarStart(event: ScalarEvent, otherwise: number): number {
  if (event.valueStart < 0) return otherwise;
  return quoted.has(event.style) ? event.valueStart - 1 : event.valueStart;
}

function endOf(event: ScalarEvent): { end?: number } {
  if (event.valueStart < 0) return {};
  return { end: quoted.has(event.style) ? event.valueEnd + 1 : event.valueEnd };
}

const flowOf = (style: number): { flow?: true } => (style === COLLECTION_STYLE.FLOW ? { flow: true } : {});

/** A number that the parser would read as another one, since all that it keeps is a float. */
function inexactText(text: string, event: ScalarEvent): string | undefined {
  if (event.style !== SCALAR_STYLE.PLAIN) return undefined;
  const written = getScalarValue(text, event);
  return decimalNumber.test(written) && Number.isFinite(Number(written)) && !isHeldByFloat(written) ? written : undefined;
}
const decimalNumber = /^[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?$/;

/**
 * Builds the nodes of the first document from the events of the parser, in one pass, and notes every irregularity.
 * Depth is bounded by the parser.
 */
export function buildNodes(text: string, events: readonly Event[]): { root: Node; irregular: Irregularity[] } {
  const irregular: Irregularity[] = [];
  const path: (string | number)[] = [];
  let next = 1; // events[0] opens the document

  function node(otherwise: number): Node {
    const event = events[next++];
    switch (event?.type) {
      case EVENT_ID.MAPPING:
        return { start: event.start, ...flowOf(event.style), keys: keys(event.start) };
      case EVENT_ID.SEQUENCE:
        return { start: event.start, ...flowOf(event.style), items: items(event.start) };
      case EVENT_ID.SCALAR: {
        const start = scalarStart(event, otherwise);
        const inexact = inexactText(text, event);
        if (inexact !== undefined) irregular.push({ kind: "inexact-number", path: [...path], start, text: inexact });
        return { start, ...endOf(event) };
      }
      case EVENT_ID.ALIAS:
        irregular.push({ kind: "alias", path: [...path], start: event.anchorStart - 1 });
        return { start: event.anchorStart - 1 };
      default:
        return { start: otherwise };
    }
  }

  function items(start: number): Node[] {
    const found: Node[] = [];
    while (events[next]?.type !== EVENT_ID.POP) {
      path.push(found.length);
      found.push(node(start));
      path.pop();
    }
    next++;
    return found;
  }

  function keys(start: number): Map<string, Key> {
    const found = new Map<string, Key>();
    while (events[next]?.type !== EVENT_ID.POP) {
      const event = events[next];
      const name = event?.type === EVENT_ID.SCALAR ? getScalarValue(text, event) : "";
      const key = node(start);
      path.push(name);
      const first = found.get(name);
      if (first) irregular.push({ kind: "duplicate-key", path: [...path], start: key.start, first: first.start });
      else if (name === "<<") irregular.push({ kind: "merge-key", path: [...path], start: key.start });
      else if (forbiddenKeys.has(name)) irregular.push({ kind: "forbidden-key", path: [...path], start: key.start });
      found.set(name, { start: key.start, end: key.end ?? key.start, value: node(key.start) });
      path.pop();
    }
    next++;
    return found;
  }

  return { root: node(0), irregular };
}

/** Removes what is at a path from a value that was read from YAML. */
export function removeAt(value: unknown, path: Path): void {
  let parent: unknown = value;
  for (const step of path.slice(0, -1)) parent = member(parent, step);
  const last = path.at(-1);
  if (last !== undefined && isMap(parent)) delete parent[last];
}

/** An own member of a map or list; never one that is inherited, such as `constructor`. */
export function member(value: unknown, step: string | number): unknown {
  if (Array.isArray(value)) return typeof step === "number" ? value[step] : undefined;
  return isMap(value) && Object.hasOwn(value, step) ? value[step] : undefined;
}

/** What is at a path of a value. */
export function valueAt(value: unknown, path: Path): unknown {
  let found = value;
  for (const step of path) found = member(found, step);
  return found;
}

export function isMap(value: unknown): value is Record<string | number, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
