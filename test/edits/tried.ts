// node --import ./cli/node-24.mjs test/edits/tried.ts [CATALOG]: makes every edit on a copy of a catalog, and says what check makes of it.
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { dump, load } from "js-yaml";
import { check } from "../../cli/check.ts";
import { ledger } from "../../cli/ledger.ts";
import { runbooksIn } from "../../model/places.ts";
import type { Entry } from "../products/copy.ts";
import { type CatalogEdit, edits, type Files } from "./edits.ts";

export interface Tried {
  readonly name: string;
  /** what was changed; undefined where the catalog has no such value */
  readonly path: string | undefined;
  /** what `check` says where it fails */
  readonly fault: string;
}

/** Makes every edit on a copy of a catalog, with runbooks and ledger, checks that copy as the command does, and takes the edit back. */
export function tried(catalog: string): Tried[] {
  const dir = mkdtempSync(join(tmpdir(), "catalog-edits-"));
  try {
    const base = join(dir, "base");
    cpSync(catalog, base, { recursive: true });
    if (!existsSync(join(base, "docs", "runbooks"))) cpSync(runbooksIn(catalog), join(base, "docs", "runbooks"), { recursive: true });
    const written = said((write) => ledger({ catalogDir: base, write }));
    if (written.code !== 0) throw new Error(written.text);
    const paths = [join(base, "organization.yaml"), ...filesIn(join(base, "systems")).filter((file) => /\.ya?ml$/.test(file))];
    const parsed = new Map(paths.map((path) => [path, load(readFileSync(path, "utf8")) as Entry]));
    return edits.map((edit) => onCopy(base, parsed, edit));
  } finally {
    rmSync(dir, { recursive: true });
  }
}

const filesIn = (folder: string): string[] => readdirSync(folder).map((file) => join(folder, file));

/** @param parsed the organization, and the systems, by their files */
function onCopy(copy: string, parsed: ReadonlyMap<string, Entry>, { name, edit, gone }: CatalogEdit): Tried {
  const edited = structuredClone(parsed);
  const [organization = {}, ...systems] = edited.values();
  const files: Files = { organization, systems };
  const path = edit(files);
  if (path === undefined) return { name, path, fault: "" };
  const changed = [...edited].filter(([file, content]) => !isDeepStrictEqual(content, parsed.get(file)));
  const before = new Map(
    [...changed.map(([file]) => file), ...filesIn(join(copy, "ledger"))].map((file) => [file, readFileSync(file, "utf8")]),
  );
  for (const [file, content] of changed) writeFileSync(file, dump(content, { skipInvalid: true, noRefs: true }));
  try {
    const retired =
      gone === undefined
        ? { code: 0, text: "" }
        : said((write) => ledger({ catalogDir: copy, gone: [path + gone], why: "nobody needs it any more", write }));
    if (retired.code !== 0) return { name, path, fault: retired.text };
    const { code, text } = said((write) => check({ catalogDir: copy, write }));
    return { name, path, fault: code === 0 ? "" : text };
  } finally {
    for (const [file, text] of before) writeFileSync(file, text);
  }
}

function said(run: (write: (text: string) => void) => number): { readonly code: number; readonly text: string } {
  let text = "";
  const code = run((part) => {
    text += part;
  });
  return { code, text };
}

if (import.meta.main) {
  const all = tried(process.argv[2] ?? join(import.meta.dirname, "..", "products", "catalog"));
  for (const { name, path, fault } of all)
    console.log(`${path === undefined ? "-" : fault === "" ? "passes" : "FAILS"}  ${name}  ${path ?? ""}\n${fault}`.trim());
  console.log(`${all.filter(({ path, fault }) => path !== undefined && fault === "").length} of ${all.length} edits pass`);
  process.exitCode = all.some(({ fault }) => fault !== "") ? 1 : 0;
}
