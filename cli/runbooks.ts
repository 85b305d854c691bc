import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve as resolvePath } from "node:path";
import { dashboardsOf } from "../dashboards/dashboards.ts";
import { loadCatalog, resolve } from "../language.ts";
import { runbooksOf } from "../model/places.ts";
import { report } from "../model/report.ts";
import { alertsOf } from "../monitors/alerts.ts";
import { ownCatalog } from "./options.ts";
import { withQueries } from "./runbooks/page.ts";

export interface RunbooksOptions {
  readonly catalogDir: string;
  /** write nothing, and name the runbooks that are not as the catalog makes them */
  readonly check: boolean;
  /** whether it is the catalog of this project, whatever folder it is read from: the commands of its pages then name none; default: by its folder */
  readonly own?: boolean;
  readonly write: (text: string) => void;
}

const root = join(import.meta.dirname, "..");

/**
 * Writes into each runbook where its products are looked at and what the evaluators of its alerts ask, in production: the environment that owns the account.
 * Answers the exit code; with `check`, 1 if a runbook is not current.
 *
 * @throws Inexpressible where a vendor would refuse an alert
 */
export function runbooks({ catalogDir, check, own = resolvePath(catalogDir) === join(root, ownCatalog), write }: RunbooksOptions): number {
  const { catalog, problems } = loadCatalog(catalogDir);
  if (!catalog) {
    for (const line of report(problems)) write(`${line}\n`);
    return 1;
  }
  const resolved = resolve(catalog, catalog.organization["account-owner"]);
  const all = alertsOf(resolved);
  const alerts = Map.groupBy(all, ({ runbook }) => runbook.id);
  const about = { dashboards: dashboardsOf(resolved, all), sources: resolved.organization.sources };
  const command = (verb: string) => `npm run slostack -- ${verb}${own ? "" : " --catalog DIR"}`;
  const pages = pagesIn(runbooksOf(catalogDir)).map((page) => ({
    ...page,
    current: withQueries(page.text, alerts.get(page.id) ?? [], command, about),
  }));
  const stale = pages.filter(({ text, current }) => current !== text);
  if (!check) for (const { file, current } of stale) writeFileSync(file, current);
  for (const { file } of stale) write(`${file}${check ? " is not current: npm run runbooks writes it" : ""}\n`);
  write(`${stale.length} of ${alerts.size} runbooks ${check ? "differ" : "written"}\n`);
  return check && stale.length > 0 ? 1 : 0;
}

/** The pages but for their index. */
function pagesIn(folder: string): { readonly file: string; readonly id: string; readonly text: string }[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith(".md") && name !== "README.md")
    .sort()
    .map((name) => ({ file: join(folder, name), id: name.slice(0, -".md".length), text: readFileSync(join(folder, name), "utf8") }));
}
