import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { formatCount } from "../model/quantity.ts";
import { filesOfModule } from "./format/from-module.ts";
import { filesOfFolder } from "./format/of-folder.ts";

export interface FormatOptions {
  readonly catalogDir: string;
  /** a module whose default export is the catalog, which is written into the folder */
  readonly from?: string;
  /** write nothing, and list what differs */
  readonly check: boolean;
  readonly write: (text: string) => void;
}

/**
 * Puts the keys of a catalog's files into the order of the schema, and keeps comments, spaces and quotes; or writes the files of a catalog
 * that is a module. Returns the exit code: 1 if a file differs (`check`) or the module's catalog has an error, 2 if a file cannot be read.
 */
export async function format({ catalogDir, from, check, write }: FormatOptions): Promise<number> {
  const found = from === undefined ? filesOfFolder(catalogDir) : await filesOfModule(from, catalogDir);
  if ("lines" in found) {
    for (const line of found.lines) write(`${line}\n`);
    return found.code;
  }
  const changed = found.filter(({ before, after }) => before !== after);
  for (const { file, after } of changed) {
    write(`${file}\n`);
    if (check) continue;
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, after);
  }
  write(`${formatCount(found.length, "file")}, ${changed.length} ${check ? "not formatted" : "written"}\n`);
  return check && changed.length > 0 ? 1 : 0;
}
