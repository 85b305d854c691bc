import { type Loaded, loadCatalog } from "../language.ts";
import type { Place } from "../model/document.ts";
import { ledgerOf } from "../model/places.ts";
import { type Problem, together } from "../model/problem.ts";
import { formatCount } from "../model/quantity.ts";
import { isRaw } from "../model/raw.ts";
import { relatedInWords } from "../model/report.ts";
import type { Resolved } from "../model/resolved.ts";
import { alertsOf } from "../monitors/alerts.ts";
import { explain } from "../monitors/explain.ts";
import { unfireable } from "../monitors/unfireable.ts";
import { groupSeriesOf } from "../queries/promql.ts";
import { type CheckFormat, printed } from "./check/formats.ts";
import { inEveryEnvironment, unknownEnvironment } from "./environments.ts";
import { lostNames } from "./ledger.ts";
import { unsupported } from "./preflight.ts";

export interface CheckOptions {
  readonly catalogDir: string;
  /** default: see `runbooksIn` */
  readonly runbookDir?: string;
  /** default: see `ledgerOf`; an environment without a file has lost nothing */
  readonly ledgerDir?: string;
  /** environment whose alerts are explained */
  readonly explain?: string;
  /** default: terminal */
  readonly format?: CheckFormat;
  /** when it is to hold, in milliseconds since 1970 in UTC; default: now */
  readonly now?: number;
  readonly write: (text: string) => void;
}

export interface Findings {
  readonly loaded: Loaded;
  /** the catalog in each of its environments; none where it has an error */
  readonly environments: readonly Resolved[];
  readonly problems: readonly Problem[];
}

/** Every problem of a catalog: of its files, of what its alerts can never do, of what vendors refuse, and of what its ledgers remember. */
export function findingsOf({
  catalogDir,
  runbookDir,
  ledgerDir,
  now,
}: Pick<CheckOptions, "catalogDir" | "runbookDir" | "ledgerDir" | "now">): Findings {
  const loaded = loadCatalog(catalogDir, runbookDir, now);
  const environments = loaded.catalog ? inEveryEnvironment(loaded.catalog) : [];
  const ledgers = ledgerDir ?? ledgerOf(catalogDir);
  const lost = ledgers === undefined ? [] : lostNames(ledgers, environments, catalogDir);
  return { loaded, environments, problems: [...problemsIn(loaded, environments), ...lost] };
}

/** Every problem of a loaded catalog, whatever it was loaded from. */
export const problemsIn = (loaded: Loaded, environments: readonly Resolved[]): Problem[] =>
  together([...loaded.problems, ...unfireable(environments, loaded.locate), ...unsupported(environments, loaded)]);

/** Reports every problem of a catalog. Returns the exit code: 1 if any of them is an error, 2 if the environment to explain does not exist. */
export function check({ explain: explained, format = "terminal", write, ...where }: CheckOptions): number {
  const { loaded, environments, problems } = findingsOf(where);
  const failed = problems.some(({ severity }) => severity === "error") ? 1 : 0;
  const counts = countsOf(loaded, environments, problems);
  write(printed[format]({ problems, files: loaded.files, counts }));
  if (format !== "terminal") return failed;
  const here = explained === undefined ? undefined : environments.find(({ environment }) => environment.id === explained);
  if (here) for (const line of explanation(here, loaded)) write(`${line}\n`);
  const unknown = loaded.catalog && explained !== undefined ? unknownEnvironment(explained, loaded.catalog) : undefined;
  if (unknown !== undefined) {
    write(`${unknown}\n`);
    return 2;
  }
  for (const line of counts) write(`${line}\n`);
  return failed;
}

function explanation(resolved: Resolved, { locate }: Loaded): string[] {
  return explain(resolved).flatMap(({ name, severity, route, tiers, groups, outage, limit, resolves, unseen, blindSpots, notes }) => [
    `${name}  ${severity}, ${route}`,
    ...tiers.map(
      (tier) =>
        `    ${tier.share} of the budget in ${tier.long} (and ${tier.short}): burn rate ${tier.factor}, bad share above ${tier.above}`,
    ),
    ...(groups === undefined ? [] : [`    groups: ${groups}`]),
    `    time to detect a total outage: ${outage}`,
    ...(limit === undefined ? [] : [`    detects ${limit}`]),
    ...(resolves === undefined ? [] : [`    resolves: ${resolves}`]),
    `    undetected: ${unseen}`,
    ...blindSpots.map((spot) => `    ${spot}`),
    ...notes.map((note) => `    ${note}`),
    ...fromProfile(locate(name)?.place).map((line) => `    ${line}`),
    "",
  ]);
}

/** Where an alert is written that a service has from a profile, and where the service says so. */
function fromProfile(place: Place | undefined): string[] {
  if (!place?.related) return [];
  return [`written in ${place.file}:${place.line}`, ...relatedInWords(place.related)];
}

/** How much there is, and of what; the last that is said. */
function countsOf({ files }: Loaded, environments: readonly Resolved[], problems: readonly Problem[]): string[] {
  const errors = problems.filter(({ severity }) => severity === "error").length;
  const counts = [formatCount(files.length, "file"), formatCount(errors, "error"), formatCount(problems.length - errors, "warning")];
  const perEnvironment = environments.map((resolved) => {
    const services = resolved.systems.flatMap((system) => system.services);
    const slos = services.flatMap((service) => service.slos);
    const alerts = alertsOf(resolved);
    const groups = groupSeriesOf(alerts);
    const cost = groups > 0 ? `, groups in up to ${groups} recorded series` : "";
    const raw = services.flatMap((service) => service.signals).filter(isRaw).length;
    const unproved = raw > 0 ? `, ${formatCount(raw, "raw query")}, not proved` : "";
    return `${resolved.environment.id}: ${formatCount(services.length, "service")}, ${formatCount(slos.length, "SLO")}, ${formatCount(alerts.length, "alert")}${cost}${unproved}`;
  });
  return [counts.join(", "), ...perEnvironment];
}
