import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { isRunning } from "./running.ts";

/** A lock without an owner's number this long after its birth was left by a process that died while taking it (ms). */
const orphanAge = 5_000;

/** More than any process has (PID_MAX_LIMIT of Linux is 2^22). */
const noProcess = String(2 ** 30);

/**
 * Runs `work` while no other process holds the same lock. A lock whose process is gone is taken over.
 * @param lock a folder that exists exactly while the lock is held
 * @param waiting called once, with the number of the process that holds the lock
 */
export async function withLock<T>(lock: string, waiting: (pid: string) => void, work: () => Promise<T>): Promise<T> {
  mkdirSync(dirname(lock), { recursive: true });
  for (let reported = false; !take(lock); ) {
    const owner = ownerOf(lock);
    if (owner !== undefined && !isRunning(Number(owner))) {
      rmSync(lock, { recursive: true, force: true });
      continue;
    }
    if (!reported && owner !== undefined) {
      waiting(owner);
      reported = true;
    }
    await sleep(250);
  }
  const release = () => rmSync(lock, { recursive: true, force: true });
  // An interrupted build must not leave others waiting.
  process.once("exit", release);
  try {
    return await work();
  } finally {
    process.off("exit", release);
    release();
  }
}

function take(lock: string): boolean {
  try {
    mkdirSync(lock);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
  writeFileSync(join(lock, "pid"), String(process.pid));
  return true;
}

/** The number of the owning process; that of no process for an orphan; undefined while the owner is just writing it. */
function ownerOf(lock: string): string | undefined {
  try {
    return readFileSync(join(lock, "pid"), "utf8") || undefined;
  } catch {
    try {
      return Date.now() - statSync(lock).mtimeMs > orphanAge ? noProcess : undefined;
    } catch {
      return undefined;
    }
  }
}
