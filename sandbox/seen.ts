import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/**
 * Remembers that a stack agreed with its accounts: while nobody touches a file of either, there is nothing to refresh.
 *
 * @param note the file of this memory
 * @param accounts the folder with the vendors' accounts
 * @param state the file of the stack's state
 */
export function lastSeen(note: string, accounts: string, state: string) {
  const present = () => {
    const objects = readdirSync(accounts, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".json"));
    return [state, ...objects.sort().map((file) => join(accounts, file))].map(stamp).join("\n");
  };
  return {
    untouched: () => existsSync(note) && existsSync(state) && readFileSync(note, "utf8") === present(),
    write: () => writeFileSync(note, present()),
  };
}

function stamp(file: string): string {
  const { mtimeNs, size } = statSync(file, { bigint: true });
  return `${file} ${mtimeNs} ${size}`;
}
