import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, extname, join, relative } from "node:path";
import type { Chosen } from "./vendors.ts";

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
  /** whose parts it has */
  readonly chosen: Chosen;
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

type Words = Readonly<Record<string, string>>;

const defaultTimeZone = "Europe/Berlin";

const template = join(import.meta.dirname, "template");
const ownDocs = join(import.meta.dirname, "..", "..", "docs");
/** Of a layer, the folder of texts that are no files of their own. */
const placeFolder = "places";

/** The files of a first catalog: those of `template/` and of the chosen layers, with ids, names for people and the layers' texts in their places. */
export function compose(ids: Ids, { folder, chosen, docs = ownDocs, timeZone = defaultTimeZone }: Setting): Composed[] {
  const names = Object.entries(ids).map(([key, id]) => [capital(key), nameOf(id)]);
  const general: Words = { ...ids, ...chosen.words, timeZone, ...Object.fromEntries(names) };
  const words: Words = { ...general, ...placesOf(chosen.layers, general) };
  return [template, ...chosen.layers]
    .flatMap((layer) => filesOf(layer).map((path) => ({ layer, path })))
    .sort((one, other) => (one.path < other.path ? -1 : 1))
    .map(({ layer, path }) => {
      const from = join(folder, path, "..");
      const own = { ...words, docs: relative(from, docs), schemas: relative(from, join(docs, "schema")) };
      return { path: filled(path, own), text: filled(readFileSync(join(layer, path), "utf8"), own) };
    });
}

function filesOf(layer: string): string[] {
  return readdirSync(layer, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(layer, join(entry.parentPath, entry.name)))
    .filter((path) => !path.startsWith(placeFolder));
}

/** The texts of the layers by the places that they are for. Those of one place follow each other: as lines, or in a line where they are `.txt`. */
function placesOf(layers: readonly string[], words: Words): Words {
  const texts = layers
    .map((layer) => join(layer, placeFolder))
    .filter((folder) => existsSync(folder))
    .flatMap((folder) => readdirSync(folder).map((name) => ({ place: basename(name, extname(name)), file: join(folder, name) })))
    .map(({ place, file }) => ({
      place,
      between: extname(file) === ".txt" ? ", " : "\n",
      text: filled(readFileSync(file, "utf8").replace(/\n$/, ""), words),
    }));
  return Object.fromEntries(
    [...Map.groupBy(texts, ({ place }) => place)].map(([place, own]) => [place, own.map(({ text }) => text).join(own[0]?.between)]),
  );
}

/**
 * A text with its places filled. `{{word?}}` may stay empty; where it is a line of its own, so is the line.
 *
 * @throws Error for another place that nothing fills
 */
function filled(text: string, words: Words): string {
  return text
    .replaceAll(/^\{\{(\w+)\?\}\}\n/gm, (line, key: string) => (words[key] === undefined ? "" : line))
    .replaceAll(/\{\{(\w+)(\??)\}\}/g, (place, key: string, optional: string) => {
      const word = words[key] ?? (optional === "" ? undefined : "");
      if (word === undefined) throw new Error(`the template has a place ${place} that nothing fills`);
      return word;
    });
}

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

/** "web-shop" is called "Web Shop" until someone writes a better name. */
const nameOf = (id: string): string => id.split("-").map(capital).join(" ");
