import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import type { Program } from "./table.ts";

/** The folder with `go.mod` and `go.sum` of a program. */
export function moduleFolder({ module }: Program): string {
  return join(import.meta.dirname, module);
}

/** Where programs are kept between checkouts: outside node_modules, so that `npm ci` does not throw them away. */
export function cacheFolder(env: NodeJS.ProcessEnv): string {
  return env.SLOSTACK_CACHE || join(env.XDG_CACHE_HOME || join(homedir(), ".cache"), "slostack");
}

/**
 * The folder of one build. Everything that could make the binary another one is in its name: version,
 * the files of its module, build flags and platform.
 */
export function buildFolder(program: Program, env: NodeJS.ProcessEnv): string {
  const sources = createHash("sha256");
  const folder = moduleFolder(program);
  for (const file of readdirSync(folder).sort()) sources.update(readFileSync(join(folder, file)));
  const hash = sources.update(program.tags).update(program.ldflags).digest("hex").slice(0, 12);
  return join(cacheFolder(env), `${program.name}-${program.version}-${hash}-${process.platform}-${process.arch}`);
}

/** The folder that a vendor's own installer fills. */
export function installFolder(program: Program, env: NodeJS.ProcessEnv): string {
  return join(cacheFolder(env), `${program.name}-${program.version}-vendor-${process.platform}-${process.arch}`);
}

/** A program's file name on this platform. */
export function executable(name: string): string {
  return process.platform === "win32" ? `${name}.exe` : name;
}
