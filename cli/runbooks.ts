import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { dashboardsOf } from "../dashboards/dashboards.ts";
import { loadCatalog, resolve } from "../language.ts";
import { correctionsPage } from "../model/corrections.ts";
import { correctionsOf } from "../model/places.ts";
import { report } from "../model/report.ts";
import { mainRoot, rootsFrom } from "../model/roots.ts";
import { alertsOf } from "../monitors/alerts.ts";
import { ownCatalog } from "./options.ts";
import { projectFolder } from "./project.ts";
import { withAlertTable } from "./runbooks/alert-table.ts";
import { checksOf } from "./runbooks/by-hand/check.ts";
import { faultsOfEscalation } from "./runbooks/by-hand/escalation.ts";
import { faultsOfIndex, withUrgencies } from "./runbooks/index-page.ts";
import { fences } from "./runbooks/markdown.ts";
import { around, withQueries } from "./runbooks/page.ts";
import { index, runbookFolders } from "./runbooks/pages.ts";

export interface RunbooksOptions {
  readonly catalogDir: string;
  /** write nothing, and name the runbooks that are not as the catalog makes them */
  readonly check: boolean;
  /** whether it is the catalog of this project, whatever folder it is read from: the commands of its pages then name none; default: by its folder */
  readonly own?: boolean;
  /** default: terminal */
  readonly format?: "terminal" | "json";
  readonly write: (text: string) => void;
}

/**
 * Writes what the pages of a catalog take from it, in the environment that owns the account: into each runbook the table of its alerts,
 * where its products are looked at and what the evaluators ask; into their index the urgencies; and the page of corrections, if there is one.
 * What people have written beside it is held against the catalog. Returns the exit code; with `check`, 1 if a page is not current or has a fault.
 *
 * @throws Inexpressible if a vendor would refuse an alert
 */
export function runbooks({
  catalogDir,
  check,
  own = rootsFrom(".", mainRoot(catalogDir).shown) === join(projectFolder(), ownCatalog),
  format,
  write,
}: RunbooksOptions): number {
  const { catalog, problems } = loadCatalog(catalogDir);
  if (!catalog) {
    for (const line of report(problems)) write(`${line}\n`);
    return 1;
  }
  const resolved = resolve(catalog, catalog.organization["account-owner"]);
  const all = alertsOf(resolved);
  const alerts = Map.groupBy(all, ({ runbook }) => runbook.id);
  const about = { dashboards: dashboardsOf(resolved, all), sources: resolved.organization.sources };
  const command = (verb: string) => `npx slostack ${verb}${own ? "" : " --catalog DIR"}`;
  const checks = checksOf(catalog);
  const folders = runbookFolders(catalogDir);
  const pages = folders
    .flatMap((one) => one.runbooks)
    .map(({ id, file, text }): Page => {
      const leading = alerts.get(id) ?? [];
      const byHand = around(text).flatMap(fences);
      return {
        file,
        text,
        current: withQueries(withAlertTable(text, leading), leading, command, about),
        faults: [
          ...byHand.flatMap((block) => checks.get(block.info)?.(block.text) ?? []),
          ...faultsOfEscalation(text, leading, resolved.organization),
        ],
      };
    });
  const others = [
    ...folders.flatMap((one) => {
      // An index lists the pages beside it.
      const beside = new Map([...alerts].filter(([id]) => one.runbooks.some((page) => page.id === id)));
      return pageAt(join(one.folder, index), (text) => ({ current: withUrgencies(text, beside), faults: faultsOfIndex(text, beside) }));
    }),
    ...(mainRoot(catalogDir).revision === undefined
      ? pageAt(correctionsOf(catalogDir), () => ({ current: correctionsPage(catalog), faults: [] }))
      : []),
  ];
  const count = folders.flatMap((one) => one.runbooks).filter(({ id }) => alerts.has(id)).length;
  const isStale = ({ text, current }: Page) => current !== text;
  for (const { file, current } of check ? [] : [...pages, ...others].filter(isStale)) writeFileSync(file, current);
  const code = check && [...pages, ...others].some((page) => isStale(page) || page.faults.length > 0) ? 1 : 0;
  if (format === "json") {
    const findings = [...pages, ...others].flatMap(({ file, faults }) => faults.map((what) => ({ file, what })));
    const different = [...pages, ...others].filter(isStale).map(({ file }) => file);
    write(`${JSON.stringify({ runbooks: count, [check ? "stale" : "written"]: different, findings }, null, 2)}\n`);
    return code;
  }
  for (const page of [...pages, ...others]) {
    if (isStale(page)) write(`${page.file}${check ? " is not current: npx slostack runbooks writes it" : ""}\n`);
    for (const fault of page.faults) write(`${page.file}: ${fault}\n`);
  }
  write(`${pages.filter(isStale).length} of ${count} runbooks ${check ? "differ" : "written"}\n`);
  return code;
}

interface Page {
  readonly file: string;
  readonly text: string;
  /** the text as the catalog has it */
  readonly current: string;
  /** what people have to fix */
  readonly faults: readonly string[];
}

function pageAt(file: string, held: (text: string) => Pick<Page, "current" | "faults">): Page[] {
  if (!existsSync(file)) return [];
  const text = readFileSync(file, "utf8");
  return [{ file, text, ...held(text) }];
}
