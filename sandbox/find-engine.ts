import { createHash } from "node:crypto";
import { copyFileSync, existsSync, linkSync, mkdirSync, renameSync, rmSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { cacheFolder, executable } from "../programs/cache.ts";
import { type FoundProgram, findProgram } from "../programs/find.ts";
import { ownModule } from "../programs/own-module.ts";
import { onPath } from "../programs/path.ts";

export interface Engine extends FoundProgram {
  /** The program of our own language host, where the CLI came without one. */
  readonly languageHost: string | undefined;
}

/** How long the vendor's installer may take to be reached, and to finish (ms). */
const reachLimit = 5_000;
const installLimit = 180_000;

const installerAddress = "https://get.pulumi.com/install.sh";

/**
 * Finds the Pulumi engine: on PATH, had before, from Pulumi's own installer, or built from its Go module.
 * @throws ProgramNotFound with every attempt if there is no way
 */
export async function findEngine(report: (line: string) => void, env: NodeJS.ProcessEnv = process.env): Promise<Engine> {
  const found = await findProgram("pulumi", { report, env, installer });
  const name = executable("pulumi-language-nodejs");
  const hasHost = existsSync(join(dirname(found.path), name)) || onPath(name, env).length > 0;
  if (hasHost) return { ...found, languageHost: undefined };
  report("pulumi: it came without its Node language host, so slostack's own is used");
  return { ...found, path: besideOurHost(found, env), languageHost: ownModule(import.meta, "language-host/main") };
}

const ownHost = join(import.meta.dirname, "language-host");

/**
 * The engine warns, at every command, of a language host that does not lie beside it. So the CLI gets a second
 * name in a folder of the cache where our host lies beside it.
 */
function besideOurHost(found: FoundProgram, env: NodeJS.ProcessEnv): string {
  const { size, mtimeMs } = statSync(found.path);
  const key = createHash("sha256").update(`${found.path} ${size} ${mtimeMs}`).digest("hex").slice(0, 12);
  const folder = join(cacheFolder(env), `pulumi-${found.version}-with-host-${key}`);
  const path = join(folder, executable("pulumi"));
  if (existsSync(path)) return path;
  const draft = `${folder}.${process.pid}`;
  mkdirSync(draft, { recursive: true });
  try {
    linkOrCopy(found.path, join(draft, executable("pulumi")));
    copyFileSync(join(ownHost, "pulumi-language-nodejs"), join(draft, "pulumi-language-nodejs"));
    renameSync(draft, folder);
  } catch (error) {
    // Another process may have been faster.
    if (!existsSync(path)) throw error;
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
  return path;
}

function linkOrCopy(from: string, to: string): void {
  try {
    linkSync(from, to);
  } catch {
    copyFileSync(from, to);
  }
}

/** Pulumi's own installer, through its automation API. */
async function installer(folder: string): Promise<{ path: string; version: string }> {
  await fetch(installerAddress, { method: "HEAD", signal: AbortSignal.timeout(reachLimit) }).then((response) => {
    if (!response.ok) throw new Error(`${installerAddress} answers ${response.status}`);
  }, unreachable);
  const draft = `${folder}.${process.pid}`;
  mkdirSync(draft, { recursive: true });
  try {
    // Half a second to load, and hardly ever needed.
    const { PulumiCommand } = await import("@pulumi/pulumi/automation/index.js");
    const command = await limited(PulumiCommand.install({ root: draft }), installLimit);
    rmSync(folder, { recursive: true, force: true });
    renameSync(draft, folder);
    return { path: join(folder, "bin", executable("pulumi")), version: String(command.version) };
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

function unreachable(error: unknown): never {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  throw new Error(`${installerAddress} cannot be reached: ${cause instanceof Error ? cause.message : cause}`);
}

function limited<T>(work: Promise<T>, limit: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no end after ${limit / 1000} s`)), limit);
  });
  return Promise.race([work, tooLong]).finally(() => clearTimeout(timer));
}
