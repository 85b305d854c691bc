import { readFileSync, writeFileSync } from "node:fs";
import { type Document, keysAt, member, nodeAt } from "../../model/document.ts";
import { readText } from "../../model/read.ts";

/**
 * Writes names under `retired:` of the file of their system (of the first one, where the system itself is gone) and
 * leaves everything else of it as it is. Returns the file.
 *
 * @param files the files of the systems
 * @throws Error if the file cannot be read as YAML
 */
export function retire(files: readonly string[], names: readonly string[], why: string): string {
  const [system] = (names[0] ?? "").split("--");
  const file = files.find((one) => member(documentOf(one).value, "system") === system) ?? files[0];
  if (file === undefined) throw new Error("there is no file of a system");
  const text = readFileSync(file, "utf8");
  writeFileSync(file, withRetired(text, documentOf(file), names, why));
  return file;
}

function documentOf(file: string): Document {
  const { document } = readText(readFileSync(file, "utf8"), file, file);
  if (!document) throw new Error(`${file} cannot be read`);
  return document;
}

/** The text with one entry a name more: in the style of the list that is there, else in a new one at the end. */
export function withRetired(text: string, document: Document, names: readonly string[], why: string): string {
  const entries = names.map((name) => `{ name: ${name}, why: ${JSON.stringify(why)} }`);
  const list = nodeAt(document, ["retired"]);
  const items = list?.items ?? [];
  if (!list || !keysAt(document, []).includes("retired"))
    return `${text.replace(/\n*$/, "\n")}\nretired:\n${entries.map((entry) => `  - ${entry}\n`).join("")}`;
  if (text[list.start] === "[") {
    const joined = [...entries, ...(items.length > 0 ? [""] : [])].join(", ");
    return `${text.slice(0, list.start + 1)}${joined}${text.slice(list.start + 1)}`;
  }
  const line = text.lastIndexOf("\n", list.start) + 1;
  const indent = text.slice(line, list.start);
  return `${text.slice(0, line)}${entries.map((entry) => `${indent}- ${entry}\n`).join("")}${text.slice(line)}`;
}
