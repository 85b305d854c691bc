import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { load } from "js-yaml";
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

/** Looked for once: each question is a process of its own. */
let program: ReturnType<typeof findProgram> | undefined;

/** What amtool prints. @throws Error with what it says where it refuses */
export async function amtool(...args: string[]): Promise<string> {
  program ??= findProgram("amtool", { report: () => {} });
  const { path } = await program;
  return (await run(path, args)).stdout;
}

type Labels = Readonly<Record<string, string>>;

/**
 * Tells names of the receivers that an alert with some labels reaches by the routes of a configuration, a file. Labels that its routes do
 * not name change nothing: of alerts that differ in those alone, amtool is asked about one.
 */
export function receiversBy(config: string): (labels: Labels) => Promise<readonly string[]> {
  const { route } = load(readFileSync(config, "utf8")) as { readonly route: object };
  // A name that stands there by chance costs a question; labels by which a route groups choose none.
  const text = JSON.stringify(route, (key, value) => (key === "group_by" ? undefined : value));
  const answers = new Map<string, Promise<readonly string[]>>();
  return (labels) => {
    const key = JSON.stringify(
      Object.entries(labels)
        .filter(([name]) => text.includes(name))
        .sort(),
    );
    const answer = answers.get(key) ?? receiversOf(config, labels);
    answers.set(key, answer);
    return answer;
  };
}

async function receiversOf(config: string, labels: Labels): Promise<readonly string[]> {
  const words = Object.entries(labels).map(([name, value]) => `${name}=${JSON.stringify(value)}`);
  return (await amtool("config", "routes", "test", `--config.file=${config}`, ...words)).trim().split("\n");
}
