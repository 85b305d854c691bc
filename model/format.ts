import { isDeepStrictEqual } from "node:util";
import type { z } from "zod";
import { type Document, member, type Node } from "./document.ts";
import { keyOrder, schemaBelow } from "./key-order.ts";
import { readText } from "./read.ts";

type Schema = z.core.$ZodType | undefined;

/**
 * The text of a file with its keys in the order of the schema. Whole pieces of the text are moved, so that comments, spaces and quotes
 * are kept: what stands above a key or behind its value moves with it. The head and the foot of the file stay.
 *
 * A flow map with comments in it keeps its order, as does an item of a list whose first key would need another line above it.
 *
 * @returns nothing where no order can be given without another meaning
 */
export function formatText(text: string, document: Document, schema: z.ZodType): string | undefined {
  const whole = text.endsWith("\n") ? text : `${text}\n`;
  const formatted = inOrder(whole, document.root, schema, document.value);
  const { document: again } = readText(formatted, document.file, "");
  return isDeepStrictEqual(again?.value, document.value) ? formatted : undefined;
}

/** A key and its value in a block, with the lines above that belong to it. */
interface Chunk {
  readonly above: string;
  readonly text: string;
}

function inOrder(text: string, root: Node, rootSchema: Schema, rootValue: unknown): string {
  const lineStart = (offset: number): number => text.lastIndexOf("\n", offset - 1) + 1;

  /** Where the blank lines and comments above a line begin; a comment that is indented more belongs to what is above it. */
  function above(offset: number, least: number): number {
    let start = lineStart(offset);
    const indent = indentOf(text.slice(start));
    while (start > least) {
      const before = lineStart(start - 1);
      const line = text.slice(before, start);
      const isAbove = line.trim() === "" || (line.trimStart().startsWith("#") && indentOf(line) <= indent);
      if (!isAbove || before < least) break;
      start = before;
    }
    return start;
  }

  /** The text between two offsets, in which a node begins. */
  function piece(node: Node, schema: Schema, value: unknown, from: number, to: number): string {
    if (node.flow) {
      const flow = flowOf(node, schema, value);
      return text.slice(from, node.start) + flow.text + text.slice(flow.end, to);
    }
    if (node.keys) return blockOf(node, schema, value, from, to);
    if (node.items) return itemsOf(node.items, schema, value, from, to);
    return text.slice(from, to);
  }

  function itemsOf(items: readonly Node[], schema: Schema, value: unknown, from: number, to: number): string {
    let done = from;
    const parts = items.map((item, index) => {
      const next = items[index + 1];
      const end = next ? above(next.start, item.start) : to;
      const part = text.slice(done, item.start) + piece(item, schemaBelow(schema, value, index), member(value, index), item.start, end);
      done = end;
      return part;
    });
    return parts.join("") + text.slice(done, to);
  }

  function blockOf({ keys = new Map() }: Node, schema: Schema, value: unknown, from: number, to: number): string {
    const entries = [...keys];
    const isInline = entries.slice(0, 1).some(([, { start }]) => !isBlank(text.slice(lineStart(start), start)));
    const starts = entries.map(([, key], index) => {
      const [, previous] = entries[index - 1] ?? [];
      if (previous) return above(key.start, previous.start);
      if (isInline) return key.start;
      // What is above the first key of a file is about the file.
      return from === 0 ? lineStart(key.start) : above(key.start, from);
    });
    const chunks = new Map(
      entries.map(([name, key], index): [string, Chunk] => {
        const held = piece(key.value, schemaBelow(schema, value, name), member(value, name), key.start, starts[index + 1] ?? to);
        return [name, { above: text.slice(starts[index], key.start), text: held }];
      }),
    );
    const written = [...chunks.keys()];
    const ordered = keyOrder(schema, value, written).flatMap((name) => chunks.get(name) ?? []);
    return text.slice(from, starts[0]) + joined([...chunks.values()], ordered, isInline);
  }

  /** A collection in brackets, and where it ends. Its separators stay where they are. */
  function flowOf(node: Node, schema: Schema, value: unknown): { readonly text: string; readonly end: number } {
    const children = node.keys
      ? [...node.keys].map(([step, { start, end, value: held }]) => ({ step, start, end, held }))
      : (node.items ?? []).map((held, step) => ({ step, start: held.start, end: held.start, held }));
    let at = node.start + 1;
    const gaps: string[] = [];
    const parts = children.map(({ step, start, end, held }) => {
      gaps.push(text.slice(at, start));
      const inner = held.flow ? flowOf(held, schemaBelow(schema, value, step), member(value, step)) : undefined;
      at = inner?.end ?? Math.max(held.end ?? end, end);
      return { step: String(step), text: inner ? text.slice(start, held.start) + inner.text : text.slice(start, at) };
    });
    const close = closing(text, at);
    gaps.push(text.slice(at, close + 1));
    const movable = node.keys && !gaps.some((gap) => gap.includes("#"));
    const steps = parts.map(({ step }) => step);
    const order = movable ? keyOrder(schema, value, steps) : steps;
    const ordered = order.map((step) => parts[steps.indexOf(step)]?.text ?? "");
    return { text: text.charAt(node.start) + gaps.map((gap, index) => gap + (ordered[index] ?? "")).join(""), end: close + 1 };
  }

  const foot = above(text.length, 0);
  return piece(root, rootSchema, rootValue, 0, foot) + text.slice(foot);
}

/**
 * Chunks one below the other; they stay as they are written where they cannot be exchanged.
 *
 * @param isInline the first stands behind the dash of an item: nothing takes its place that has lines above it
 */
function joined(written: readonly Chunk[], ordered: readonly Chunk[], isInline: boolean): string {
  const textOf = (chunks: readonly Chunk[]) => chunks.map(({ above, text }) => above + text).join("");
  const [first, ...rest] = written;
  const [top] = ordered;
  if (!first || !top || !rest.every(isMovable)) return textOf(written);
  if (!isInline || first === top) return textOf(ordered);
  if (top.above.includes("\n")) return textOf(written);
  return textOf(ordered.map((chunk) => ({ ...chunk, above: chunk === top ? "" : chunk === first ? top.above : chunk.above })));
}

/** Whether nothing but space is before the key in its line: no `?`, tag or anchor. */
const isMovable = ({ above }: Chunk): boolean => isBlank(above.slice(above.lastIndexOf("\n") + 1));

const isBlank = (text: string): boolean => text.trim() === "";
const indentOf = (line: string): number => line.length - line.trimStart().length;

/** The bracket that closes a collection whose last value ends there. */
function closing(text: string, from: number): number {
  for (let at = from; at < text.length; at++) {
    if (text[at] === "}" || text[at] === "]") return at;
    if (text[at] === "#") at = text.indexOf("\n", at);
    if (at === -1) break;
  }
  throw new Error(`no bracket closes what ends at ${from}`);
}
