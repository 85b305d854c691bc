import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { objectFiles } from "./usable.ts";

/**
 * What an update finds, to be called before it: a stack agrees with its accounts from an update on that left them as it found them, until
 * somebody touches a file of either. One that changed an account proves nothing, as a hand may have changed another object at its side.
 *
 * @param note the file of this memory
 * @param accounts the folder with the vendors' accounts
 * @param state the file of the stack's state
 */
export function lastSeen(note: string, accounts: string, state: string) {
  const stamps = () => objectFiles(accounts).sort().map(stamp).join("\n");
  const found = stamps();
  const withState = () => `${stamp(state)}\n${found}`;
  return {
    untouched: existsSync(note) && existsSync(state) && readFileSync(note, "utf8") === withState(),
    /** After the update. */
    keep: () => {
      if (stamps() === found) writeFileSync(note, withState());
    },
  };
}

function stamp(file: string): string {
  const { mtimeNs, size } = statSync(file, { bigint: true });
  return `${file} ${mtimeNs} ${size}`;
}
