import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { isRunning } from "../programs/running.ts";

interface Lock {
  readonly pid: number;
  readonly hostname: string;
}

/**
 * Removes the locks that a killed engine left on the sandbox's state, so that the next run need not be preceded by
 * `pulumi cancel`. The lock of an engine that runs is left alone.
 * @param state the folder of the engine's file backend
 * @returns how many there were
 */
export function releaseDeadLocks(state: string): number {
  const dead = locksBelow(join(state, ".pulumi", "locks")).filter(({ pid, hostname: where }) => where === hostname() && !isRunning(pid));
  for (const { file } of dead) rmSync(file, { force: true });
  return dead.length;
}

/** The locks on one stack, with the file of each. */
export function locksOf(state: string, project: string, stack: string): (Lock & { readonly file: string })[] {
  // A file backend knows one organization.
  return locksBelow(join(state, ".pulumi", "locks", "organization", project, stack));
}

function locksBelow(folder: string): (Lock & { readonly file: string })[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true }).flatMap((entry) => {
    if (!entry.isFile() || !entry.name.endsWith(".json")) return [];
    const file = join(entry.parentPath, entry.name);
    const lock = readLock(file);
    return lock === undefined ? [] : [{ ...lock, file }];
  });
}

function readLock(file: string): Lock | undefined {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Lock;
  } catch {
    // Just being written, or just released: a running engine's own affair.
    return undefined;
  }
}
