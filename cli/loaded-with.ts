import { type Loaded, loadCatalog } from "../language.ts";
import type { CheckedCatalog } from "../model/load.ts";
import { report } from "../model/report.ts";
import { unknownEnvironment } from "./environments.ts";

/** Why a verb does not answer, in lines, and its exit code. */
interface Refused {
  readonly lines: readonly string[];
  readonly code: number;
}

/** A catalog that has the environment; or why there is none: 1 for its errors, 2 where it has no such environment. */
export function loadedWith(environment: string, catalogDir: string): (Loaded & { readonly catalog: CheckedCatalog }) | Refused {
  const { catalog, ...loaded } = loadCatalog(catalogDir);
  if (!catalog) return { lines: report(loaded.problems), code: 1 };
  const unknown = unknownEnvironment(environment, catalog);
  return unknown === undefined ? { ...loaded, catalog } : { lines: [unknown], code: 2 };
}

/** Prints why a verb does not answer, and returns its exit code. */
export const refuserTo =
  (write: (text: string) => void) =>
  (lines: readonly string[], code: number): number => {
    for (const line of lines) write(`${line}\n`);
    return code;
  };
