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
 */
export function releaseDeadLocks(state: string): void {
  const folder = join(state, ".pulumi", "locks");
  if (!existsSync(folder)) return;
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !entry.name.endsWith(".json")) continue;
    const file = join(entry.parentPath, entry.name);
    const lock = readLock(file);
    if (lock !== undefined && lock.hostname === hostname() && !isRunning(lock.pid)) rmSync(file, { force: true });
  }
}

function readLock(file: string): Lock | undefined {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Lock;
  } catch {
    // Just being written, or just released: a running engine's own affair.
    return undefined;
  }
}
