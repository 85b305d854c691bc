import { existsSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { load } from "js-yaml";
import { ownModule } from "../programs/own-module.ts";

/**
 * The folder of the Pulumi project that a command is about: the one it runs in, or the nearest above it with a `Pulumi.yaml`;
 * without any, the folder it runs in.
 */
export function projectFolder(from: string = process.cwd()): string {
  const start = resolve(from);
  for (let folder = start; ; folder = dirname(folder)) {
    if (existsSync(join(folder, "Pulumi.yaml"))) return folder;
    if (dirname(folder) === folder) return start;
  }
}

/** The file that the engine runs for a project: `main` of its `Pulumi.yaml`. Without a project, a program of which the settings say everything. */
export function programOf(project: string): string {
  const file = join(project, "Pulumi.yaml");
  if (!existsSync(file)) return ownModule(import.meta, "program");
  const { main } = (load(readFileSync(file, "utf8")) ?? {}) as { readonly main?: string };
  return join(project, main ?? "index.ts");
}
