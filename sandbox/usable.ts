import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { load } from "js-yaml";
import { SandboxFault } from "./fault.ts";
import { locksOf } from "./locks.ts";

/** Which stack of which sandbox. */
export interface Place {
  readonly folder: string;
  /** The folder of the project, with the settings of its stacks. */
  readonly work: string;
  readonly project: string;
  readonly stack: string;
}

/**
 * Looks at everything that a run is going to read, before an engine begins: a state or settings that a crash or a full
 * disk cut off, a passphrase that is lost, a lock, an account or a faults file that was edited by hand.
 * @throws SandboxFault at the first
 */
export function refuseUnusable({ folder, work, project, stack }: Place): void {
  const states = join(folder, "state", ".pulumi", "stacks", project);
  const begin = `remove ${folder}, and the next run begins anew`;
  if (existsSync(states) && filesIn(states).length > 0 && !existsSync(join(folder, "passphrase")))
    throw new SandboxFault(`${join(folder, "passphrase")} is lost, and the state cannot be read without it`, begin);
  const state = join(states, `${stack}.json`);
  if (!isRead(state, JSON.parse)) throw new SandboxFault(`${state} is cut off or no JSON, as after a crash or on a full disk`, begin);
  const settings = join(work, `Pulumi.${stack}.yaml`);
  if (!isRead(settings, load)) throw new SandboxFault(`${settings} is no YAML`, begin);
  const accounts = join(folder, "accounts");
  for (const file of objectFiles(accounts)) {
    const what = file === join(accounts, "faults.json") ? "list of faults" : "object of an account";
    if (!isRead(file, JSON.parse)) throw new SandboxFault(`${file} is not valid JSON`, `fix it, or remove it, which discards the ${what}`);
  }
  for (const { file, pid, hostname } of locksOf(join(folder, "state"), project, stack))
    throw new SandboxFault(
      `process ${pid} on ${hostname} is at work on ${stack}`,
      `wait for its end; if there is no such process, remove ${file}`,
    );
}

/** A file that is not there can be read: nothing is in it. */
function isRead(file: string, read: (text: string) => unknown): boolean {
  if (!existsSync(file)) return true;
  try {
    const value = read(readFileSync(file, "utf8"));
    return typeof value === "object" && value !== null;
  } catch (error) {
    // Report errors of the operating system as such.
    if (error instanceof Error && "code" in error && "syscall" in error) throw error;
    return false;
  }
}

/** The objects of all accounts in a folder, and its list of faults. */
export const objectFiles = (accounts: string): string[] => filesIn(accounts).filter((name) => name.endsWith(".json"));

const filesIn = (folder: string): string[] =>
  existsSync(folder)
    ? readdirSync(folder, { recursive: true, withFileTypes: true }).flatMap((entry) =>
        entry.isFile() ? [join(entry.parentPath, entry.name)] : [],
      )
    : [];
