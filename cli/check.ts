import { type Catalog, type Loaded, loadCatalog } from "../model/load.ts";
import { type Problem, problem } from "../model/problem.ts";
import { resolve } from "../model/resolve.ts";
import type { Resolved } from "../model/resolved.ts";
import { alertsOf } from "../monitors/alerts.ts";
import { explain } from "../monitors/explain.ts";
import { fireability } from "../monitors/fireability.ts";

export interface CheckOptions {
  readonly catalogDir: string;
  /** default: docs/runbooks beside the catalog */
  readonly runbookDir?: string;
  /** environment whose alerts are explained */
  readonly explain?: string;
  readonly write: (text: string) => void;
}

/** Reports every problem of a catalog. Answers the exit code: 1 if any of them is an error. */
export function check({ catalogDir, runbookDir, explain: explained, write }: CheckOptions): number {
  const loaded = loadCatalog(catalogDir, runbookDir);
  const environments = loaded.catalog ? resolveAll(loaded.catalog) : [];
  const problems = [...loaded.problems, ...unfireable(environments, loaded)];
  for (const line of report(problems)) write(`${line}\n`);
  const here = explained === undefined ? undefined : environments.find(({ environment }) => environment.id === explained);
  if (here) for (const line of explanation(here)) write(`${line}\n`);
  if (loaded.catalog && explained !== undefined && !here) {
    write(`there is no environment ${JSON.stringify(explained)} to explain\n`);
    return 1;
  }
  write(`${summary(loaded, environments, problems)}\n`);
  return problems.some(({ severity }) => severity === "error") ? 1 : 0;
}

function resolveAll(catalog: Catalog): Resolved[] {
  return Object.keys(catalog.organization.environments)
    .sort()
    .map((environment) => resolve(catalog, environment));
}

/** What the generated alerts cannot do, told once for an entry however many environments it concerns. */
function unfireable(environments: readonly Resolved[], { locate }: Loaded): Problem[] {
  const found = new Map<string, Problem>();
  for (const { code, entry, what, way } of environments.flatMap((resolved) => fireability(alertsOf(resolved)))) {
    const where = locate(entry);
    const place = where?.place ?? { file: "catalog", line: 1, column: 1 };
    found.set(`${code} ${entry} ${what}`, problem(code, place, where?.at ?? entry, what, { way }));
  }
  return [...found.values()];
}

/** Problems below their files: place and code, what is wrong, the way out. */
export function report(problems: readonly Problem[]): string[] {
  const files = [...new Set(problems.map(({ place }) => place.file))];
  return files.flatMap((file) => [file, ...problems.filter(({ place }) => place.file === file).flatMap(told), ""]);
}

function told({ place, code, severity, at, what, way, nearest }: Problem): string[] {
  const mark = severity === "warning" ? " (warning)" : "";
  const meant = nearest === undefined ? [] : [`    did you mean ${JSON.stringify(nearest)}?`];
  return [`  ${place.file}:${place.line}:${place.column}  ${code}${mark}  ${what}`, `    at ${at}`, ...meant, `    ${way}`];
}

function explanation(resolved: Resolved): string[] {
  return explain(resolved).flatMap(({ name, severity, route, tiers, outage, unseen, notes }) => [
    `${name}  ${severity}, ${route}`,
    ...tiers.map(
      (tier) =>
        `    ${tier.share} of the budget in ${tier.long} (and ${tier.short}): burn rate ${tier.factor}, bad share above ${tier.above}`,
    ),
    `    a total outage fires after: ${outage}`,
    `    never sees: ${unseen}`,
    ...notes.map((note) => `    ${note}`),
    "",
  ]);
}

function summary({ files }: Loaded, environments: readonly Resolved[], problems: readonly Problem[]): string {
  const errors = problems.filter(({ severity }) => severity === "error").length;
  const counts = [count(files.length, "file"), count(errors, "error"), count(problems.length - errors, "warning")];
  const perEnvironment = environments.map((resolved) => {
    const services = resolved.systems.flatMap((system) => system.services);
    const slos = services.flatMap((service) => service.slos);
    return `${resolved.environment.id}: ${count(services.length, "service")}, ${count(slos.length, "SLO")}, ${count(alertsOf(resolved).length, "alert")}`;
  });
  return [counts.join(", "), ...perEnvironment].join("\n");
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
