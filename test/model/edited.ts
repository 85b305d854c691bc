import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** One change of the base catalog; `file` is below the catalog. */
export interface Edit {
  readonly file: string;
  /** text that stands exactly once, and what stands there instead */
  readonly replace?: string;
  readonly with?: string;
  /** the whole text of a new or replaced file */
  readonly write?: string;
  /** the whole file, in hexadecimal */
  readonly bytes?: string;
  /** a file of this many zero bytes */
  readonly size?: number;
  readonly remove?: boolean;
  /** a symbolic link that leads there */
  readonly link?: string;
}

const base = join(import.meta.dirname, "base");

/** Runs with a copy of the base catalog that has the edits; its directory is gone afterwards. */
export function withCatalog<T>(edits: readonly Edit[], run: (catalog: string) => T): T {
  const root = mkdtempSync(join(tmpdir(), "catalog-"));
  try {
    cpSync(base, root, { recursive: true });
    for (const edit of edits) apply(join(root, "catalog", edit.file), edit);
    return run(join(root, "catalog"));
  } finally {
    rmSync(root, { recursive: true });
  }
}

/** Makes one change of a copy. */
export function apply(path: string, edit: Edit): void {
  mkdirSync(dirname(path), { recursive: true });
  if (edit.remove) rmSync(path, { recursive: true });
  else if (edit.link !== undefined) symlinkSync(edit.link, path);
  else if (edit.bytes !== undefined) writeFileSync(path, Buffer.from(edit.bytes, "hex"));
  else if (edit.write !== undefined) writeFileSync(path, edit.write);
  else if (edit.size !== undefined) {
    writeFileSync(path, "");
    truncateSync(path, edit.size);
  } else {
    const text = readFileSync(path, "utf8");
    const parts = text.split(edit.replace ?? "");
    if (edit.replace === undefined || parts.length !== 2)
      throw new Error(`${JSON.stringify(edit.replace)} stands ${parts.length - 1} times in ${path}`);
    writeFileSync(path, parts.join(edit.with ?? ""));
  }
}
