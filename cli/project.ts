import { existsSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { load } from "js-yaml";

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

/** The file that the engine runs for a project: `main` of its `Pulumi.yaml`. */
export function programOf(project: string): string {
  const { main } = (load(readFileSync(join(project, "Pulumi.yaml"), "utf8")) ?? {}) as { readonly main?: string };
  return join(project, main ?? "index.ts");
}
