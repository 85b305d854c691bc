import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** File name of the index. */
export const index = "README.md";

/** The runbooks in a folder without their index, sorted by name. */
export function pagesIn(folder: string): { readonly file: string; readonly id: string; readonly text: string }[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith(".md") && name !== index)
    .sort()
    .map((name) => ({ file: join(folder, name), id: name.slice(0, -".md".length), text: readFileSync(join(folder, name), "utf8") }));
}
