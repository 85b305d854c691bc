import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Audit } from "../analysis/site/audit.ts";
import type { NotedIn } from "../analysis/site/decisions-page.ts";
import type { SiteFile } from "../analysis/site/page.ts";
import type { Beside } from "../analysis/site/pages.ts";
import { type Query, subjectOf } from "../analysis/site/subject.ts";
import { resolve } from "../language.ts";
import { notedIn } from "../model/corrections.ts";
import { instantIn } from "../model/instant.ts";
import type { CheckedCatalog } from "../model/load.ts";
import { requirementsOf } from "../model/places.ts";
import { formatCount } from "../model/quantity.ts";
import type { Alert } from "../monitors/alert.ts";
import { ProgramNotFound } from "../programs/find.ts";
import { type Gathered, gatherCoverage, NotPlanned, NotRendered } from "./coverage/gather.ts";
import { placeBy } from "./drift/page.ts";
import { CannotRead } from "./history/fault.ts";
import { loadedWith, refuserTo } from "./loaded-with.ts";
import { refusals, writeFolder } from "./rendered-folder.ts";
import { Refusal } from "./review/refusal.ts";
import { alertQuery } from "./runbooks/vendors.ts";
import { type AuditFiles, auditsIn, withoutPages } from "./site/audits.ts";
import { changedSince } from "./site/changes.ts";
import { chosenOf, type DrawingAsked, panelsOf } from "./site/drawings.ts";
import { filesOf } from "./site/files.ts";
import { type HistoryAsked, historyOf } from "./site/history.ts";
import { recordedFrom } from "./site/recorded-panels.ts";

/** Without a history nothing is said of what was kept. */
export interface SiteOptions extends HistoryAsked, DrawingAsked, AuditFiles {
  readonly catalogDir: string;
  readonly environment: string;
  /** default: `.slostack/site/<environment>` here */
  readonly out?: string;
  /** when it is read, with a time zone; default: now */
  readonly at?: string;
  /** a git revision: what changed since, and the pages before and after; default: none */
  readonly base?: string;
  /** default: terminal */
  readonly format?: "terminal" | "json";
  readonly write: (text: string) => void;
}

/** Writes the pages of a catalog into a folder. Returns the exit code: 1 for a catalog with errors or a folder of others, 2 where the question means nothing. */
export async function site({ catalogDir, environment, out, at, base, format, write, ...asked }: SiteOptions): Promise<number> {
  const refuse = refuserTo(write);
  const loaded = loadedWith(environment, catalogDir);
  if ("lines" in loaded) return refuse(loaded.lines, loaded.code);
  const { catalog, files: read, locate } = loaded;
  const instant = at === undefined ? Date.now() : instantIn(at);
  if (typeof instant === "string") return refuse([`--at ${at}: ${instant}`], 2);
  const resolved = resolve(catalog, environment);
  let files: readonly SiteFile[];
  try {
    const found = auditsIn(asked, { of: resolved.organization.name, environment, place: placeBy(locate) });
    const beside = { ...coverageIn({ catalogDir, catalog, files: read, page: requirementsOf(catalogDir) }), noted: notedOf(catalog) };
    const changed = base === undefined ? undefined : await changedSince(base, { catalogDir, environment });
    const before =
      changed?.before && environment in changed.before.organization.environments ? resolve(changed.before, environment) : undefined;
    const after = { resolved, chosen: await chosenOf(resolved, asked) };
    const sides = [after, ...(before ? [{ resolved: before, chosen: await chosenOf(before, asked) }] : [])];
    const dashboards = sides.flatMap(({ chosen }) => chosen.dashboards);
    const history = await historyOf(
      sides.map((side) => side.resolved),
      dashboards,
      asked,
    );
    const about = async ({ resolved: side, chosen }: (typeof sides)[number], audits: readonly Audit[]) =>
      subjectOf({
        resolved: side,
        at: instant,
        queryOf,
        panels: await panelsOf(chosen, asked, history && recordedFrom(history)),
        audits,
        ...(history && { history }),
      });
    const [, former] = sides;
    const was = former && (await about(former, withoutPages(found.audits)));
    files = filesOf({
      subject: await about(after, found.audits),
      beside,
      ...(found.drift && { drift: found.drift }),
      ...(changed && { changed: { ...changed, ...(was && { subject: was }) } }),
    });
  } catch (error) {
    if (error instanceof Refusal) return refuse(error.lines, 2);
    if (error instanceof CannotRead) return refuse([error.message], 2);
    if (error instanceof ProgramNotFound) return refuse(error.message.split("\n"), 2);
    if (error instanceof NotPlanned || error instanceof NotRendered) return refuse([error.message], 1);
    throw error;
  }
  const folder = out ?? join(".slostack", "site", environment);
  const refused = refusals(folder, environment, files);
  if (refused.length > 0) return refuse(refused, 1);
  writeFolder(folder, environment, files);
  const first = join(folder, "index.html");
  const pages = files.filter(({ path }) => path.endsWith(".html")).length;
  write(
    format === "json"
      ? `${JSON.stringify({ environment, folder, first, pages, files: files.length }, null, 2)}\n`
      : `${first}: ${formatCount(pages, "page")} of ${environment}, to be opened in a browser\n`,
  );
  return 0;
}

/** A catalog without a page of requirements has no coverage. */
const coverageIn = (gathered: Gathered): Pick<Beside, "coverage"> =>
  existsSync(gathered.page) ? { coverage: gatherCoverage(gathered) } : {};

const notedOf = ({ organization, systems }: CheckedCatalog): NotedIn[] => [
  { id: "organization", title: organization.name, noted: notedIn("organization", organization) },
  ...systems.map((system) => ({ id: `systems/${system.system}`, title: system.name, noted: notedIn(system.system, system) })),
];

/** What a vendor cannot evaluate is no reason to show nothing of the others. */
function queryOf(alert: Alert): Query {
  try {
    return alertQuery(alert);
  } catch (error) {
    return { intro: `Its evaluator cannot run it: ${error instanceof Error ? error.message : error}`, text: "" };
  }
}
