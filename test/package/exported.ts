import { dirname, join } from "node:path";
import description from "../../package.json" with { type: "json" };
import { fences, read } from "../docs/markdown.ts";

/** A name that a door of the package exports, with the comment above its declaration. */
export interface Exported {
  readonly name: string;
  readonly comment: string;
  /** a function, class or constant: what a program calls */
  readonly isValue: boolean;
  /** the descriptor of a vendor, which programs do not use by themselves */
  readonly isDescriptor: boolean;
}

/** The modules that `exports` of package.json names, by their doors. */
export const doors: readonly { readonly door: string; readonly file: string }[] = Object.entries(description.exports)
  .filter(([door, file]) => !door.includes("*") && file.endsWith(".js"))
  .map(([door, file]) => ({ door, file: file.replace("./dist/", "").replace(/\.js$/, ".ts") }));

const declaration =
  /(\/\*\*(?:(?!\*\/)[\s\S])*\*\/\n)?^export (?:declare |abstract |async )*(const|function|class|interface|type|enum) (\w+)(.*)$/gm;
const list = /^(import|export) (?:type )?\{([^}]*)\}(?: from "([^"]+)")?;$/gm;
const everything = /^export (?:type )?\* from "([^"]+)";$/gm;

/** Everything that a module exports, of other modules too; not what is marked as internal. */
export function exportedBy(file: string): Exported[] {
  const text = read(file);
  const beside = (path: string) => join(dirname(file), path);
  const own = [...text.matchAll(declaration)].map(([, comment = "", kind, name = "", rest = ""]) => ({
    name,
    comment,
    isValue: kind !== "interface" && kind !== "type",
    isDescriptor: rest.includes("= defineVendor<"),
  }));
  const lists = [...text.matchAll(list)].map(([, word, names = "", from]) => ({ word, names: names.split(",").map(nameOf), from }));
  const source = (name: string) => lists.find(({ word, names }) => word === "import" && names.includes(name))?.from;
  const passedOn = lists.flatMap(({ word, names, from }) =>
    word === "export" ? names.filter((name) => name !== "").map((name) => ({ name, from: from ?? source(name) })) : [],
  );
  return [
    ...own,
    ...passedOn.flatMap(({ name, from }) => {
      const found = from === undefined ? [] : exportedBy(beside(from)).filter((one) => one.name === name);
      if (found.length === 0) throw new Error(`${file} exports ${name}, which nothing declares`);
      return found;
    }),
    ...[...text.matchAll(everything)].flatMap(([, from = ""]) => exportedBy(beside(from))),
  ].filter(({ comment }) => !comment.includes("@internal"));
}

const nameOf = (written: string): string =>
  written
    .trim()
    .replace(/^type /, "")
    .replace(/ as \w+$/, "");

/** The code of the examples in a comment. */
export const examplesIn = (comment: string): string[] =>
  fences(comment.replaceAll(/^ \* ?/gm, "")).flatMap(({ info, text }) => (info === "ts" ? [text] : []));
