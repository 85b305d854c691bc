import { join } from "node:path";
import { buildProgram, builtBefore, type Report } from "./build.ts";
import { executable, installFolder } from "./cache.ts";
import { isExecutable, onPath, printed } from "./path.ts";
import { type Program, type ProgramName, programs } from "./table.ts";
import { isAtLeast, parseVersion } from "./version.ts";

/** A program that may be run, its version, and why this one was chosen. */
export interface FoundProgram {
  readonly path: string;
  readonly version: string;
  /** One short clause, for people: "on PATH", "built before", … */
  readonly how: string;
}

/** A vendor's own way to put a program on a machine. It fills `folder` with `bin/<name>` and says what it put there. */
export type VendorInstaller = (folder: string) => Promise<{ readonly path: string; readonly version: string }>;

export interface FindOptions {
  /** Takes one line of progress at a time. */
  readonly report: Report;
  readonly env?: NodeJS.ProcessEnv;
  /** Whether it may be built, which takes minutes; default: yes. */
  readonly build?: boolean;
  /** Tried before a build; a refusal is remembered for the life of this process. */
  readonly installer?: VendorInstaller;
}

/** Refusals of vendors' installers in this process: the second caller does not wait for the same refusal again. */
const refusals = new Map<string, string>();

/** The program is not available; the message lists every attempt and the remediation. */
export class ProgramNotFound extends Error {
  readonly attempts: readonly string[];

  constructor(program: Program, attempts: readonly string[]) {
    super(
      [
        `${program.name} ${program.minimum} or newer was not found and could not be installed:`,
        ...attempts.map((attempt) => `  - ${attempt}`),
        `Fix: put ${program.name} on PATH, or install Go so that it can be built (https://go.dev/dl).`,
      ].join("\n"),
    );
    this.name = "ProgramNotFound";
    this.attempts = attempts;
  }
}

/**
 * Finds an outside program: on PATH if recent enough, else one downloaded or built before, else from its
 * vendor's installer, else built from its pinned Go module. Says which one it is, and why.
 * @throws ProgramNotFound with every attempt if there is no way
 */
export async function findProgram(name: ProgramName, options: FindOptions): Promise<FoundProgram> {
  const program: Program = programs[name];
  const env = options.env ?? process.env;
  const attempts: string[] = [];
  const found =
    (await recentOnPath(program, env, attempts)) ??
    (await kept(program, env, attempts)) ??
    (await fromVendor(program, env, attempts, options)) ??
    (options.build === false ? undefined : await fromModule(program, env, attempts, options.report));
  if (found === undefined) throw new ProgramNotFound(program, attempts);
  options.report(`${name} ${found.version}: ${found.how}, ${found.path}`);
  return found;
}

async function recentOnPath(program: Program, env: NodeJS.ProcessEnv, attempts: string[]): Promise<FoundProgram | undefined> {
  const files = onPath(program.name, env);
  if (files.length === 0) attempts.push("on PATH: none");
  for (const path of files) {
    const { recent, reason } = await versionOf(program, path, env);
    if (recent !== undefined) return { path, version: recent, how: "found on PATH" };
    attempts.push(`on PATH: ${path} ${reason}`);
  }
  return undefined;
}

/** The version if it is recent enough, else the reason why the program is of no use. */
async function versionOf(program: Program, path: string, env: NodeJS.ProcessEnv): Promise<{ recent?: string; reason?: string }> {
  const answer = await printed(path, program.versionArguments, env);
  if ("error" in answer) return { reason: `does not run: ${answer.error}` };
  const version = parseVersion(answer.text, program.versionPattern);
  if (version === undefined) return { reason: "prints no version" };
  return isAtLeast(version, program.minimum) ? { recent: version } : { reason: `is ${version}` };
}

async function kept(program: Program, env: NodeJS.ProcessEnv, attempts: string[]): Promise<FoundProgram | undefined> {
  const downloaded = join(installFolder(program, env), "bin", executable(program.name));
  const version = isExecutable(downloaded) ? await versionOf(program, downloaded, env) : undefined;
  if (version?.recent) return { path: downloaded, version: version.recent, how: "downloaded before" };
  const built = builtBefore(program, env);
  if (built !== undefined) return { path: built, version: program.version, how: "built before from its Go module" };
  attempts.push("downloaded or built before: none");
  return undefined;
}

async function fromVendor(
  program: Program,
  env: NodeJS.ProcessEnv,
  attempts: string[],
  options: FindOptions,
): Promise<FoundProgram | undefined> {
  if (options.installer === undefined) return undefined;
  if (!refusals.has(program.name)) {
    try {
      const { path, version } = await options.installer(installFolder(program, env));
      return { path, version, how: "downloaded by its vendor's installer" };
    } catch (error) {
      refusals.set(program.name, messageOf(error));
      options.report(`${program.name}: its vendor's installer did not get it (${messageOf(error)})`);
    }
  }
  attempts.push(`its vendor's installer: ${refusals.get(program.name)}`);
  return undefined;
}

async function fromModule(program: Program, env: NodeJS.ProcessEnv, attempts: string[], report: Report): Promise<FoundProgram | undefined> {
  try {
    return { path: await buildProgram(program, env, report), version: program.version, how: "built from its Go module" };
  } catch (error) {
    attempts.push(`built from its Go module: ${messageOf(error)}`);
    return undefined;
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
