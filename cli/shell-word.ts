import { rootsIn } from "../model/roots.ts";

/** A text as one word of a POSIX shell, so that a printed command can be copied as it is. */
export function shellWord(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

/** The options that name the folders of a catalog. */
export const catalogWords = (catalog: string): string =>
  rootsIn(catalog)
    .map(({ shown }) => `--catalog ${shellWord(shown)}`)
    .join(" ");
