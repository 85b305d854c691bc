import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { dump, load } from "js-yaml";

/** A file of a catalog as YAML gives it: maps of maps, in which a test changes what it needs. */
export interface Entry {
  // biome-ignore lint/suspicious/noExplicitAny: a test reaches any depth of a file whose shape the loader checks
  [key: string]: any;
}
type Edit = (file: Entry) => unknown;
/** Files of the catalog. */
export const files = ["organization", "hastecrm", "emailai", "not-a-label", "resonant", "dreamlust"] as const;
export type Edits = Readonly<Partial<Record<(typeof files)[number], Edit>>>;

/**
 * A copy of the products' catalog and its runbooks, with changes.
 *
 * @returns the folder of the copy, for `slostack:catalog`
 */
export function copyCatalog(dir: string, name: string, edits: Edits = {}): string {
  const project = join(dir, name);
  for (const part of ["catalog", "docs"]) cpSync(join(import.meta.dirname, part), join(project, part), { recursive: true });
  const copy = join(project, "catalog");
  for (const file of files) rewrite(join(copy, file === "organization" ? "" : "systems", `${file}.yaml`), edits[file]);
  return copy;
}

function rewrite(file: string, edit: Edit | undefined): void {
  if (!edit) return;
  const content = load(readFileSync(file, "utf8")) as Entry;
  edit(content);
  writeFileSync(file, dump(content));
}

/** Gives an entry another id, in its place, and answers it. */
export function rename(entries: Entry, from: string, to: string): Entry {
  if (!(from in entries)) throw new Error(`there is no ${from} among ${Object.keys(entries).join(", ")}`);
  reorder(entries, (all) => all.map(([id, entry]) => [id === from ? to : id, entry]));
  return entries[to];
}

/** Puts the entries of a map into another order. */
export function reorder(entries: Entry, order: (all: [string, Entry][]) => [string, Entry][]): void {
  const all = order(Object.entries(entries));
  for (const key of Object.keys(entries)) delete entries[key];
  Object.assign(entries, Object.fromEntries(all));
}

/** People meet panels, components and queries in the order in which they stand; of pipelines the first that takes a line has it. */
const inOrder = ["panels", "components", "queries", "pipelines"];

/** Turns the order of keys round, at every depth, but where the order means something. */
export function turnRound(entries: Entry, name = ""): void {
  for (const [key, value] of Object.entries(entries)) {
    for (const inner of Array.isArray(value) ? value : [value]) if (typeof inner === "object" && inner !== null) turnRound(inner, key);
  }
  if (!inOrder.includes(name)) reorder(entries, (all) => all.reverse());
}

/** Every file of the catalog, its keys in the opposite order. */
export const turned = Object.fromEntries(files.map((file) => [file, (content: Entry) => turnRound(content)])) as Edits;
