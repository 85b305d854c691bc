import { existsSync } from "node:fs";
import { join } from "node:path";
import { mainFolder, mainRoot } from "./roots.ts";

/** Where runbooks lie, below the folder that a catalog belongs to. */
const runbooks = join("docs", "runbooks");

/** A catalog that stands alone holds its runbooks itself; one in a project has them beside it. */
const standsAlone = (catalog: string): boolean => existsSync(join(catalog, runbooks));

/** The folder of the runbooks of one folder of a catalog: `docs/runbooks` in it, else beside it. */
export const runbooksIn = (folder: string): string => (standsAlone(folder) ? join(folder, runbooks) : join(folder, "..", runbooks));

/**
 * The folder of the ledgers of a catalog: `ledger` in it, else `test/ledger` beside it. One that is there counts, wherever
 * the runbooks lie: it remembers what must not go without a word. None for an organization that is read at a revision: its
 * own repository keeps it, and asks where the revision of a team's folder moves.
 */
export function ledgerOf(catalog: string): string | undefined {
  const { folder, revision } = mainRoot(catalog);
  if (revision !== undefined) return undefined;
  const inside = join(folder, "ledger");
  const beside = join(folder, "..", "test", "ledger");
  return [inside, beside].find((place) => existsSync(place)) ?? (standsAlone(folder) ? inside : beside);
}

/** The file of the incidents that people remember, in the folder of a catalog; undefined where there is none. */
export function incidentsOf(catalog: string): string | undefined {
  const file = join(mainFolder(catalog), "incidents.yaml");
  return existsSync(file) ? file : undefined;
}

/** The page of the requirements that a catalog answers: `docs/requirements.md` in it, else beside it. */
export const requirementsOf = (catalog: string): string => pageOf(catalog, "requirements.md");

/** The page of what a catalog corrects and decides: `docs/corrections.md` in it, else beside it. */
export const correctionsOf = (catalog: string): string => pageOf(catalog, "corrections.md");

function pageOf(catalog: string, name: string): string {
  const folder = mainFolder(catalog);
  return join(standsAlone(folder) ? folder : join(folder, ".."), "docs", name);
}
