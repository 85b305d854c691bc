// node --import ./cli/node-24.mjs test/edits/tried.ts [CATALOG]: makes every edit on a copy of a catalog, and says what check makes of it.
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
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
    return edits.map((edit) => onCopy(base, edit));
  } finally {
    rmSync(dir, { recursive: true });
  }
}

function onCopy(copy: string, { name, edit, gone }: CatalogEdit): Tried {
  const filesIn = (folder: string) => readdirSync(join(copy, folder)).map((file) => join(copy, folder, file));
  const paths = [join(copy, "organization.yaml"), ...filesIn("systems").filter((file) => /\.ya?ml$/.test(file))];
  const before = new Map([...paths, ...filesIn("ledger")].map((path) => [path, readFileSync(path, "utf8")]));
  const [organization = {}, ...systems] = paths.map((path) => load(before.get(path) ?? "") as Entry);
  const files: Files = { organization, systems };
  const path = edit(files);
  if (path === undefined) return { name, path, fault: "" };
  for (const [index, file] of [organization, ...systems].entries())
    writeFileSync(paths[index] ?? "", dump(file, { skipInvalid: true, noRefs: true }));
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
