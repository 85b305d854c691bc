import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { loadCatalog } from "../language.ts";
import { lineStarts } from "../model/document.ts";
import type { Problem } from "../model/problem.ts";
import { formatCount } from "../model/quantity.ts";
import { presentName } from "../model/renamed-keys.ts";
import { rootsIn } from "../model/roots.ts";

export interface MigrateOptions {
  readonly catalogDir: string;
  readonly write: (text: string) => void;
}

/**
 * Writes the present names of keys that a former version called otherwise, where they stand: comments, order and layout stay.
 * Returns the exit code: 1 if there is no catalog.
 */
export function migrate({ catalogDir, write }: MigrateOptions): number {
  const absent = rootsIn(catalogDir).find(({ folder }) => !existsSync(folder));
  if (absent) {
    write(`there is no folder ${absent.folder}\n`);
    return 1;
  }
  const found = loadCatalog(catalogDir).problems.filter(({ code }) => code === "renamed-key");
  // What is read at a revision cannot be written.
  const renamed = found.filter(({ place }) => existsSync(place.file));
  for (const [file, problems] of Map.groupBy(renamed, ({ place }) => place.file)) {
    writeFileSync(file, problems.reduceRight(rewritten, readFileSync(file, "utf8")));
    for (const { place, at } of problems) write(`${file}:${place.line} ${oldName(at)} -> ${presentName(oldName(at))}\n`);
  }
  write(`${formatCount(renamed.length, "key")} renamed\n`);
  return 0;
}

const oldName = (at: string): string => at.slice(at.lastIndexOf("/") + 1);

/** The text with the key at the place of one problem renamed; the places before it stay where they are. */
function rewritten(text: string, { place, at }: Problem): string {
  const start = (lineStarts(text)[place.line - 1] ?? 0) + place.column - 1;
  const quote = /["']/.test(text.charAt(start)) ? 1 : 0;
  const old = oldName(at);
  const now = presentName(old);
  if (now === undefined || !text.startsWith(old, start + quote))
    throw new Error(`${place.file}:${place.line} does not hold the key ${old}`);
  return text.slice(0, start + quote) + now + text.slice(start + quote + old.length);
}
