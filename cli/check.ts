import { type Catalog, type Loaded, loadCatalog } from "../model/load.ts";
import { ledgerOf } from "../model/places.ts";
import type { Problem } from "../model/problem.ts";
import { formatCount } from "../model/quantity.ts";
import { report } from "../model/report.ts";
import { resolve } from "../model/resolve.ts";
import type { Resolved } from "../model/resolved.ts";
import { alertsOf } from "../monitors/alerts.ts";
import { explain } from "../monitors/explain.ts";
import { unfireable } from "../monitors/unfireable.ts";
import { lossesIn } from "./ledger.ts";

export interface CheckOptions {
  readonly catalogDir: string;
  /** default: see `runbooksOf` */
  readonly runbookDir?: string;
  /** default: see `ledgerOf`; an environment without a file has lost nothing */
  readonly ledgerDir?: string;
  /** environment whose alerts are explained */
  readonly explain?: string;
  readonly write: (text: string) => void;
}

/** Reports every problem of a catalog. Answers the exit code: 1 if any of them is an error. */
export function check({ catalogDir, runbookDir, ledgerDir, explain: explained, write }: CheckOptions): number {
  const loaded = loadCatalog(catalogDir, runbookDir);
  const environments = loaded.catalog ? resolveAll(loaded.catalog) : [];
  const problems = [...loaded.problems, ...unfireable(environments, loaded.locate)];
  for (const line of report(problems)) write(`${line}\n`);
  const lost = lossesIn(ledgerDir ?? ledgerOf(catalogDir), environments);
  for (const { file, line, what, way } of lost) write(`  ${file}:${line}  ${what}\n    ${way}\n`);
  const here = explained === undefined ? undefined : environments.find(({ environment }) => environment.id === explained);
  if (here) for (const line of explanation(here)) write(`${line}\n`);
  if (loaded.catalog && explained !== undefined && !here) {
    write(`there is no environment ${JSON.stringify(explained)} to explain\n`);
    return 1;
  }
  write(`${summary(loaded, environments, problems)}\n`);
  return lost.length > 0 || problems.some(({ severity }) => severity === "error") ? 1 : 0;
}

function resolveAll(catalog: Catalog): Resolved[] {
  return Object.keys(catalog.organization.environments)
    .sort()
    .map((environment) => resolve(catalog, environment));
}

function explanation(resolved: Resolved): string[] {
  return explain(resolved).flatMap(({ name, severity, route, tiers, outage, resolves, unseen, notes }) => [
    `${name}  ${severity}, ${route}`,
    ...tiers.map(
      (tier) =>
        `    ${tier.share} of the budget in ${tier.long} (and ${tier.short}): burn rate ${tier.factor}, bad share above ${tier.above}`,
    ),
    `    a total outage fires after: ${outage}`,
    ...(resolves === undefined ? [] : [`    resolves: ${resolves}`]),
    `    never sees: ${unseen}`,
    ...notes.map((note) => `    ${note}`),
    "",
  ]);
}

function summary({ files }: Loaded, environments: readonly Resolved[], problems: readonly Problem[]): string {
  const errors = problems.filter(({ severity }) => severity === "error").length;
  const counts = [formatCount(files.length, "file"), formatCount(errors, "error"), formatCount(problems.length - errors, "warning")];
  const perEnvironment = environments.map((resolved) => {
    const services = resolved.systems.flatMap((system) => system.services);
    const slos = services.flatMap((service) => service.slos);
    return `${resolved.environment.id}: ${formatCount(services.length, "service")}, ${formatCount(slos.length, "SLO")}, ${formatCount(alertsOf(resolved).length, "alert")}`;
  });
  return [counts.join(", "), ...perEnvironment].join("\n");
}
