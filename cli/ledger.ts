import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { identitiesOf, type Loss, lossesOf, writeLedger } from "../model/ledger.ts";
import { loadCatalog } from "../model/load.ts";
import { ledgerOf } from "../model/places.ts";
import { report } from "../model/report.ts";
import { resolve } from "../model/resolve.ts";
import type { Resolved } from "../model/resolved.ts";
import { alertsOf } from "../monitors/alerts.ts";

/** A loss with the line of the ledger that tells of it. */
export interface LostLine extends Loss {
  readonly file: string;
  readonly line: number;
}

/** What a catalog has lost of the ledgers in `directory`, over all environments that have one. */
export function lossesIn(directory: string, environments: readonly Resolved[]): LostLine[] {
  return environments.flatMap((resolved) => {
    const file = fileOf(directory, resolved);
    if (!existsSync(file)) return [];
    const ledger = readFileSync(file, "utf8");
    const lines = ledger.split("\n");
    const retired = resolved.systems.flatMap((system) => system.retired.map(({ name }) => name));
    const losses = lossesOf(ledger, identitiesOf(resolved, alertsOf(resolved)), retired);
    return losses.map((loss) => ({ ...loss, file, line: lines.indexOf(loss.entry) + 1 }));
  });
}

export interface LedgerOptions {
  readonly catalogDir: string;
  readonly write: (text: string) => void;
}

/** Writes the ledger of each environment as the catalog has it. Answers the exit code: 1 while a name is lost. */
export function ledger({ catalogDir, write }: LedgerOptions): number {
  const { catalog, problems } = loadCatalog(catalogDir);
  if (!catalog) {
    for (const line of report(problems)) write(`${line}\n`);
    return 1;
  }
  const directory = ledgerOf(catalogDir);
  const environments = Object.keys(catalog.organization.environments).map((environment) => resolve(catalog, environment));
  const lost = lossesIn(directory, environments);
  for (const { file, line, what, way } of lost) write(`  ${file}:${line}  ${what}\n    ${way}\n`);
  if (lost.length > 0) return 1;
  mkdirSync(directory, { recursive: true });
  for (const resolved of environments) {
    const identities = identitiesOf(resolved, alertsOf(resolved));
    writeFileSync(fileOf(directory, resolved), writeLedger(identities));
    write(`${fileOf(directory, resolved)}: ${identities.length} names\n`);
  }
  return 0;
}

function fileOf(directory: string, { environment }: Resolved): string {
  return join(directory, `${environment.id}.txt`);
}
