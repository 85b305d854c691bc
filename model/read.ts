import { closeSync, constants, fstatSync, openSync, readFileSync } from "node:fs";
import { constructFromEvents, EVENT_ID, type Event, parseEvents, YAMLException } from "js-yaml";
import { buildNodes, type Document, type Irregularity, lineStarts, placeOf, removeAt } from "./document.ts";
import { catalogPath, type Problem, problem } from "./problem.ts";
import type { Code } from "./problems.ts";
import { decimal, exact } from "./quantity.ts";

/** Limits of one file of a catalog. A catalog is written and reviewed by people; past these it is something else. */
export const limits = { bytes: 1_000_000, depth: 32 } as const;

export interface Read {
  /** absent where nothing could be made of the file */
  readonly document?: Document;
  readonly problems: readonly Problem[];
}

/**
 * Reads one YAML file. Whatever it holds, the answer is a document or problems, never an exception: its size is looked
 * at before it is read, its bytes must be UTF-8, and YAML that can grow (aliases, merge keys) is refused.
 *
 * @param path where the file lies
 * @param prefix first part of the catalog path of its problems
 * @param of what of the text is read; default: all
 */
export function readFile(path: string, prefix: string, of: (text: string) => string = (text) => text): Read {
  const refuse = (code: Code, what: string): Read => ({ problems: [problem(code, { file: path, line: 1, column: 1 }, prefix, what)] });
  let bytes: Buffer;
  try {
    // Without O_NONBLOCK a pipe would wait for a writer for ever.
    const descriptor = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    try {
      const found = fstatSync(descriptor);
      if (!found.isFile()) return refuse("unreadable-file", "this is no file");
      const { size } = found;
      if (size > limits.bytes) return { problems: [tooLarge(path, prefix, size)] };
      bytes = readFileSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
  } catch (fault) {
    const code = fault instanceof Error && "code" in fault ? fault.code : fault;
    // What O_NOFOLLOW answers of a link.
    if (code === "ELOOP") return refuse("not-a-plain-file", "this is a symbolic link");
    return refuse("unreadable-file", `the file cannot be read (${code})`);
  }
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return refuse("not-utf8", "the file is not UTF-8 text");
  }
  return readText(of(text), path, prefix);
}

/** A file that is not read for its size. */
export const tooLarge = (file: string, prefix: string, size: number): Problem =>
  problem("file-too-large", { file, line: 1, column: 1 }, prefix, `the file has ${size} bytes; the limit is ${limits.bytes}`);

/** As {@link readFile}, for text that is already at hand. A byte order mark is allowed and not part of the text. */
export function readText(text: string, file: string, prefix: string): Read {
  const lines = lineStarts(text);
  const refuse = (code: Code, offset: number, what: string): Read => ({
    problems: [problem(code, placeOf(file, lines, offset), prefix, what)],
  });

  const parsed = attempt(() => parseEvents(text, { maxDepth: limits.depth }));
  if ("fault" in parsed) return refuse(codeOf(parsed.fault), parsed.offset, parsed.fault);
  const events = parsed.value;
  if (events.length === 0) return refuse("empty-file", 0, "the file is empty");
  const { root, irregular } = buildNodes(text, events);
  const second = startOfSecondDocument(events, text);
  if (second !== undefined) return refuse("many-documents", second, "the file holds more than one YAML document");

  const problems = irregularities(irregular, file, lines, prefix);
  if (irregular.some(({ kind }) => kind === "alias")) return { problems };
  const repeated = irregular.some(({ kind }) => kind === "duplicate-key");
  const built = attempt(() => constructFromEvents([...events], { source: text, json: repeated, maxAliases: 0 })[0]);
  if ("fault" in built) return { problems: [...problems, ...refuse(codeOf(built.fault), built.offset, built.fault).problems] };
  if (built.value === null) return refuse("empty-file", root.start, "the file holds no value");
  const half = text.search(halfCharacter);
  if (half !== -1 && !isWellFormed(built.value)) return refuse("yaml-syntax", half, "an escape stands for half of a character");
  // Told once, by the place of the key; the checks that follow need not stumble over it again.
  for (const { kind, path } of irregular) if (kind === "merge-key" || kind === "forbidden-key") removeAt(built.value, path);
  return { document: { file, value: built.value, root, lines }, problems };
}

/** The escape of a surrogate; two that follow each other are one character. */
const halfCharacter = /\\u[dD][89a-fA-F]/;

/** Whether every text of a value can be written as UTF-8. */
function isWellFormed(value: unknown): boolean {
  if (typeof value === "string") return value.isWellFormed();
  if (typeof value !== "object" || value === null) return true;
  return Object.entries(value).every(([key, held]) => key.isWellFormed() && isWellFormed(held));
}

function attempt<T>(run: () => T): { readonly value: T } | { readonly fault: string; readonly offset: number } {
  try {
    return { value: run() };
  } catch (fault) {
    if (fault instanceof YAMLException) return { fault: fault.reason, offset: fault.mark?.position ?? 0 };
    return { fault: fault instanceof Error ? fault.message : String(fault), offset: 0 };
  }
}

/** The parser has no codes of its own; these faults have their own remediation. */
const codeByWords: readonly (readonly [words: string, code: Code])[] = [
  ["tab characters", "tab-indentation"],
  ["maxDepth", "too-deep"],
  ["duplicated mapping key", "duplicate-key"],
];

function codeOf(reason: string): Code {
  return codeByWords.find(([words]) => reason.includes(words))?.[1] ?? "yaml-syntax";
}

function startOfSecondDocument(events: readonly Event[], text: string): number | undefined {
  const second = events.findIndex((event, index) => index > 0 && event.type === EVENT_ID.DOCUMENT);
  if (second === -1) return undefined;
  const content = events[second + 1];
  const start = content && "start" in content ? content.start : content?.type === EVENT_ID.SCALAR ? content.valueStart : -1;
  // An empty second document has no content to point at; it begins at a marker, which ends the first one at the least.
  return start >= 0 ? start : Math.max(text.lastIndexOf("---"), text.lastIndexOf("..."), 0);
}

function irregularities(found: readonly Irregularity[], file: string, lines: readonly number[], prefix: string): Problem[] {
  const aliases = found.filter(({ kind }) => kind === "alias");
  // One alias or a million: it is the same fault, told at the first.
  const told = found.filter((one) => one.kind !== "alias" || one === aliases[0]);
  return told.map((one) =>
    problem(one.kind, placeOf(file, lines, one.start), catalogPath(prefix, one.path), said(one, file, lines, aliases.length)),
  );
}

function said(one: Irregularity, file: string, lines: readonly number[], aliases: number): string {
  const key = `the key ${JSON.stringify(one.path.at(-1) ?? "")}`;
  switch (one.kind) {
    case "duplicate-key":
      return `${key} stands in line ${placeOf(file, lines, one.first).line} already`;
    case "merge-key":
      return `${key} stands for keys that are written elsewhere`;
    case "forbidden-key":
      return `${key} is not a name`;
    case "inexact-number":
      return `${one.text} would be read as ${decimal(exact(Number(one.text)))}`;
    case "alias":
      return aliases === 1 ? "an alias stands for a value" : `${aliases} aliases stand for values; this is the first`;
  }
}
