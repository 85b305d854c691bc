import { existsSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { catalogFiles, loadCatalog } from "../../language.ts";
import { isMap } from "../../model/document.ts";
import { filesIn } from "../../model/files.ts";
import { report } from "../../model/report.ts";
import type { Formatted, Unformatted } from "./formatted.ts";

/**
 * The files of the catalog that is a module's default export, or what a function that it exports returns. Of a file that exists the
 * comments at its head stay; a new one names the schema that editors check it by.
 */
export async function filesOfModule(path: string, catalogDir: string): Promise<Formatted[] | Unformatted> {
  const catalog = await exported(path);
  if (typeof catalog === "string") return { code: 2, lines: [catalog] };
  const { catalog: checked, problems } = loadCatalog(catalog as never);
  if (!checked) return { code: 1, lines: [...report(problems), `Nothing was written: the catalog of ${path} has an error.`] };
  const files = catalogFiles(catalog as never).map(({ path: below, text }) => formatted(join(catalogDir, below), below, text));
  const known = new Set(files.map(({ file }) => file));
  const { systems, profiles } = filesIn(catalogDir);
  const foreign = [
    ...systems.entries.map(({ file }) => ({ file, noun: "system" })),
    ...profiles.entries.map(({ file }) => ({ file, noun: "profile" })),
  ].filter(({ file }) => !known.has(file));
  if (foreign.length > 0)
    return {
      code: 1,
      lines: foreign.map(({ file, noun }) => `${file} is of no ${noun} in ${path}: remove it, or declare its ${noun} there`),
    };
  return files;
}

/** The catalog of a module, unchecked; a sentence where there is none. */
async function exported(path: string): Promise<object | string> {
  const file = resolve(path);
  if (!existsSync(file)) return `there is no module ${path}`;
  const { default: held }: { default?: unknown } = await import(pathToFileURL(file).href);
  const catalog: unknown = typeof held === "function" ? await held() : await held;
  return isMap(catalog) ? catalog : `${path} has no catalog as its default export: export default { organization, systems }`;
}

/** Where the package holds the schemas, in the work tree and compiled alike. */
const schemas = join(import.meta.dirname, "../../docs/schema");

function formatted(file: string, below: string, text: string): Formatted {
  const before = existsSync(file) ? readFileSync(file, "utf8") : undefined;
  const kind = below === "organization.yaml" ? "organization" : below.startsWith("profiles/") ? "profile" : "system";
  const schema = relative(dirname(resolve(file)), join(schemas, `${kind}.schema.json`));
  const head = before === undefined ? `# yaml-language-server: $schema=${schema}\n` : (/^(?:#.*\n)*/.exec(before)?.[0] ?? "");
  return { file, ...(before !== undefined && { before }), after: head + text };
}
