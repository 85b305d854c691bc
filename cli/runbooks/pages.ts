import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { runbooksIn } from "../../model/places.ts";
import { writableRoots } from "../../model/roots.ts";

/** File name of the index. */
export const index = "README.md";

interface Runbook {
  readonly file: string;
  readonly id: string;
  readonly text: string;
}

/** The runbooks of each folder of a catalog; what is read at a revision has none here. */
export const runbookFolders = (catalogDir: string): readonly { readonly folder: string; readonly runbooks: readonly Runbook[] }[] =>
  writableRoots(catalogDir)
    .map(({ folder }) => runbooksIn(folder))
    .filter((folder) => existsSync(folder))
    .map((folder) => ({ folder, runbooks: pagesIn(folder) }));

/** The runbooks in a folder without their index, sorted by name. */
function pagesIn(folder: string): Runbook[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith(".md") && name !== index)
    .sort()
    .map((name) => ({ file: join(folder, name), id: name.slice(0, -".md".length), text: readFileSync(join(folder, name), "utf8") }));
}
