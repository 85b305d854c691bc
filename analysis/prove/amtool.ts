import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import type { RenderedFile } from "../../artifacts/target.ts";
import { findProgram } from "../../programs/find.ts";

const run = promisify(execFile);

/** A folder with rendered files, for programs that read them. */
export function unpacked(files: readonly RenderedFile[]): { readonly folder: string; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), "slostack-files-"));
  for (const { path, text } of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** Looked for once: every alert is asked about by a process of its own. */
let program: ReturnType<typeof findProgram> | undefined;

/** What amtool prints. @throws Error with what it says where it refuses */
export async function amtool(...args: string[]): Promise<string> {
  program ??= findProgram("amtool", { report: () => {} });
  const { path } = await program;
  return (await run(path, args)).stdout;
}

/** Names of the receivers that an alert with these labels reaches, by the routes of a configuration. */
export async function receiversOf(config: string, labels: Readonly<Record<string, string>>): Promise<string[]> {
  const words = Object.entries(labels).map(([name, value]) => `${name}=${JSON.stringify(value)}`);
  return (await amtool("config", "routes", "test", `--config.file=${config}`, ...words)).trim().split("\n");
}
