import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

/** The passphrase of all stacks that are kept in this process. To derive a key from one takes a fifth of a second of a core. */
export const keptPassphrase = randomBytes(24).toString("base64url");

/** Texts of their files, by what they were made from. */
const made = new Map<string, readonly (string | undefined)[]>();

/**
 * A stack with nothing in it but its secrets, which the engine makes once in this process: further ones are copies of its files.
 *
 * @param from what such stacks have in common
 * @param files of this one, in an order that is the same for all
 */
export function keptStack(from: readonly unknown[], files: readonly string[]) {
  const key = JSON.stringify(from);
  return {
    copy: () => {
      for (const [index, file] of files.entries()) {
        const text = made.get(key)?.[index];
        if (text === undefined || existsSync(file)) continue;
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(file, text);
      }
    },
    keep: () => {
      if (!made.has(key))
        made.set(
          key,
          files.map((file) => (existsSync(file) ? readFileSync(file, "utf8") : undefined)),
        );
    },
  };
}
