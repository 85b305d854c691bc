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
 * Tells names of the receivers that an alert with some labels reaches by the routes of a configuration, a file. Labels that no matcher of
 * its routes names change nothing: of alerts that differ in those alone, amtool is asked about one.
 */
export function receiversBy(config: string): (labels: Labels) => Promise<readonly string[]> {
  const { route } = load(readFileSync(config, "utf8")) as { readonly route: Route };
  const matchers = matchersIn(route);
  const answers = new Map<string, Promise<readonly string[]>>();
  return (labels) => {
    const read = Object.entries(labels).filter(([name]) => matchers.includes(name));
    const key = JSON.stringify(read.sort());
    const answer = answers.get(key) ?? receiversOf(config, labels);
    answers.set(key, answer);
    return answer;
  };
}

interface Route {
  readonly matchers?: readonly string[];
  readonly routes?: readonly Route[];
}

/** The text of all matchers of a route and of those below it. A name that stands in a value by chance costs a question. */
const matchersIn = ({ matchers = [], routes = [] }: Route): string => [...matchers, ...routes.map(matchersIn)].join("\n");

async function receiversOf(config: string, labels: Labels): Promise<readonly string[]> {
  const words = Object.entries(labels).map(([name, value]) => `${name}=${JSON.stringify(value)}`);
  return (await amtool("config", "routes", "test", `--config.file=${config}`, ...words)).trim().split("\n");
}
