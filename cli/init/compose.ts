import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";

/** The ids that a first catalog is made of. */
export interface Ids {
  readonly organization: string;
  readonly system: string;
  readonly service: string;
}

/** What else a first catalog names. */
interface Setting {
  /** where the catalog will be */
  readonly folder: string;
  /** where its files will find the pages and JSON Schemas of slostack; default: in this installation */
  readonly docs?: string | undefined;
  /** of business hours and schedules, an IANA name; default: Europe/Berlin */
  readonly timeZone?: string | undefined;
}

/** A file that `init` writes: its path below the folder, and its text. */
export interface Composed {
  readonly path: string;
  readonly text: string;
}

const defaultTimeZone = "Europe/Berlin";

const template = join(import.meta.dirname, "template");
const ownDocs = join(import.meta.dirname, "..", "..", "docs");

/** The files of a first catalog: those of `template/`, with the ids, and their names for people, in their places. */
export function compose(ids: Ids, { folder, docs = ownDocs, timeZone = defaultTimeZone }: Setting): Composed[] {
  const names = Object.entries(ids).map(([key, id]) => [capital(key), nameOf(id)]);
  return readdirSync(template, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(template, join(entry.parentPath, entry.name)))
    .sort()
    .map((path) => {
      const from = join(folder, path, "..");
      const words = {
        ...ids,
        timeZone,
        ...Object.fromEntries(names),
        docs: relative(from, docs),
        schemas: relative(from, join(docs, "schema")),
      };
      return { path: filled(path, words), text: filled(readFileSync(join(template, path), "utf8"), words) };
    });
}

/** @throws Error for a place of the template that nothing fills */
function filled(text: string, words: Readonly<Record<string, string>>): string {
  return text.replaceAll(/\{\{(\w+)\}\}/g, (place, key: string) => {
    const word = words[key];
    if (word === undefined) throw new Error(`the template has a place ${place} that nothing fills`);
    return word;
  });
}

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

/** "web-shop" is called "Web Shop" until someone writes a better name. */
const nameOf = (id: string): string => id.split("-").map(capital).join(" ");
