import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative, resolve as resolvePath } from "node:path";
import { type Catalog, type Loaded, loadCatalog, resolve } from "../language.ts";
import { report } from "../model/report.ts";
import { alertsOf } from "../monitors/alerts.ts";
import { ProgramNotFound } from "../programs/find.ts";
import { SandboxFault } from "../sandbox/fault.ts";
import { commitTag } from "./ci/deployed.ts";
import { isKnownOther } from "./drift/commit.ts";
import { NotAnswered } from "./drift/engine.ts";
import { gatherDrift } from "./drift/gather.ts";
import { type OpenedOptions, opened } from "./drift/opened.ts";
import { type Answer, exitCodeOf, pageOf } from "./drift/page.ts";
import { ownCatalog } from "./options.ts";
import { projectFolder } from "./project.ts";
import { markdown } from "./review/markdown.ts";
import { terminal } from "./review/terminal.ts";
import { stackSettings } from "./stack-settings.ts";

export type DriftFormat = "terminal" | "markdown" | "json";

export interface DriftOptions extends OpenedOptions {
  /** default: the catalog that the settings of the stack name */
  readonly catalogDir?: string;
  readonly format: DriftFormat;
  /** unmanaged objects: count as drift, are only listed, or are not looked up */
  readonly unmanaged: "fail" | "list" | "skip";
  /** the answer */
  readonly write: (text: string) => void;
}

/** Columns of the terminal's text; tables are cut to fit. */
const width = 160;

/**
 * Compares the vendors' objects with the last update, and reports in the catalog's terms what was changed, removed or
 * created by hand. Changes nothing. Returns the exit code: 0 no drift, 1 drift, 2 could not be determined.
 */
export async function drift(options: DriftOptions): Promise<number> {
  const { stack, catalogDir, log, write } = options;
  const root = projectFolder();
  const directory =
    catalogDir === undefined ? resolvePath(root, stackSettings(root, stack).catalog ?? ownCatalog) : resolvePath(catalogDir);
  const loaded = loadCatalog(directory);
  if (!loaded.catalog) return refuse(log, [...report(loaded.problems), "drift is reported in terms of the catalog: fix it first"]);
  const environments = Object.keys(loaded.catalog.organization.environments);
  if (!environments.includes(stack))
    return refuse(log, [`there is no stack ${JSON.stringify(stack)}; the catalog's environments are ${environments.join(", ")}`]);
  try {
    const answer = await ask(options, directory, loaded.catalog, environments);
    write(printed(options.format, answer, loaded));
    return exitCodeOf(answer);
  } catch (error) {
    if (error instanceof NotAnswered || error instanceof ProgramNotFound || error instanceof SandboxFault)
      return refuse(log, [error.message]);
    throw error;
  }
}

function refuse(log: DriftOptions["log"], lines: readonly string[]): number {
  for (const line of lines) log(`${line}\n`);
  return 2;
}

async function ask(options: DriftOptions, directory: string, catalog: Catalog, environments: readonly string[]): Promise<Answer> {
  const { stack, unmanaged } = options;
  const folder = mkdtempSync(join(tmpdir(), "slostack-drift-"));
  try {
    const { engine, listings } = await opened(options, directory, catalog, join(folder, "listings.json"));
    const alerts = alertsOf(resolve(catalog, stack));
    const gathered = await gatherDrift({ engine, stack, alerts, environments, listings: unmanaged === "skip" ? () => [] : listings });
    const pending = !(await isKnownOther(projectFolder(), await engine.tag(commitTag)));
    return { ...gathered, counts: { pending, unmanaged: unmanaged === "fail" } };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function printed(format: DriftFormat, answer: Answer, { locate }: Loaded): string {
  const place = (entry: string) => {
    const found = locate(entry)?.place;
    return found && `${relative(process.cwd(), found.file)}:${found.line}`;
  };
  if (format === "json") return `${JSON.stringify({ ...answer, drifted: exitCodeOf(answer) === 1 }, null, 2)}\n`;
  const page = pageOf(answer, place);
  return format === "markdown" ? markdown(page) : terminal(page, width);
}
