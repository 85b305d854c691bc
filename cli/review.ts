import { existsSync } from "node:fs";
import { incidentsOf } from "../model/places.ts";
import { rootsFrom } from "../model/roots.ts";
import { ownCatalog } from "./options.ts";
import { refusals, writeFolder } from "./rendered-folder.ts";
import { reviewOf } from "./review/compose.ts";
import { html } from "./review/html.ts";
import { json } from "./review/json.ts";
import { markdown } from "./review/markdown.ts";
import type { Page } from "./review/page.ts";
import { picturesOf } from "./review/page-files.ts";
import { Refusal } from "./review/refusal.ts";
import { pageOf } from "./review/sections.ts";
import { checkEnvironment, sidesOf } from "./review/sides.ts";
import { terminal } from "./review/terminal.ts";
import { passes, type Review } from "./review/value.ts";

export const formats = ["terminal", "markdown", "json"] as const;
export type Format = (typeof formats)[number];

export interface ReviewOptions {
  /** default: what the settings of the stack name, and then these are reviewed too; without a project `catalog` */
  readonly catalogDir?: string;
  /** default: the environment */
  readonly stack?: string;
  /** folder of the Pulumi project; default: where the command runs, if one is there */
  readonly project?: string;
  readonly base: string;
  /** default: the working tree */
  readonly head?: string;
  readonly environment: string;
  readonly format: Format;
  /** folder for the review in every format, and its pictures */
  readonly out?: string;
  /** the exit code says whether it may be merged */
  readonly check: boolean;
  readonly approvedBy: readonly string[];
  /** ids, logins or e-mail addresses of all who made the change or pushed it */
  readonly authors?: readonly string[];
  readonly history?: string;
  readonly incidents?: string;
  readonly from?: string;
  readonly to?: string;
  readonly tokenFile?: string;
  readonly plan?: string;
  /** characters of a line in the terminal */
  readonly width?: number;
  readonly write: (text: string) => void;
  /** takes everything but the review: errors, progress */
  readonly log: (text: string) => void;
}

/** Of a terminal that says no width, and of a file. */
const usualWidth = 100;

/**
 * Reviews a change of the catalog. Returns the exit code: 2 if no review could be made; 1 with `check` if there is an
 * error or an approval is missing; else 0.
 */
export async function review(options: ReviewOptions): Promise<number> {
  const { write, log } = options;
  try {
    const { value, page } = await made(options);
    const printed: Readonly<Record<Format, () => string>> = {
      terminal: () => terminal(page, options.width ?? usualWidth),
      markdown: () => markdown(page),
      json: () => json(value),
    };
    if (options.out !== undefined) writeFiles(options.out, value, page, log);
    write(printed[options.format]());
    return options.check && !passes(value.verdict) ? 1 : 0;
  } catch (fault) {
    if (!(fault instanceof Refusal)) throw fault;
    for (const line of fault.lines) log(`${line}\n`);
    return 2;
  }
}

async function made(options: ReviewOptions): Promise<{ readonly value: Review; readonly page: Page }> {
  const { base, head, approvedBy, authors = [], plan, history, log } = options;
  needHistory(options);
  const { project = "." } = options;
  const settled = options.stack !== undefined || options.project !== undefined || existsSync("Pulumi.yaml");
  const catalogDir = options.catalogDir ?? (settled ? undefined : ownCatalog);
  const stack = options.stack ?? options.environment;
  const sides = await sidesOf({
    of: catalogDir === undefined ? { project, stack } : { catalogDir },
    base,
    ...(head !== undefined && { head }),
  });
  const deployed = sides.deployed?.head.of(stack);
  const environment = deployed?.environment ?? options.environment;
  checkEnvironment(environment, sides);
  const { incidents = incidentsOf(catalogDir ?? rootsFrom(project, deployed?.catalog ?? ownCatalog)), from, to, tokenFile } = options;
  const value = await reviewOf(sides, {
    environment,
    approvedBy,
    authors,
    ...(plan !== undefined && { plan }),
    ...(history !== undefined && {
      history: {
        source: history,
        ...(incidents !== undefined && { incidents }),
        ...(from !== undefined && { from }),
        ...(to !== undefined && { to }),
        ...(tokenFile !== undefined && { tokenFile }),
        report: (line) => log(`${line}\n`),
      },
    }),
  });
  return { value, page: pageOf(value) };
}

/** Options that say something about a history, without one. */
function needHistory({ history, incidents, from, to, tokenFile }: ReviewOptions): void {
  if (history !== undefined) return;
  const given = Object.entries({ "--incidents": incidents, "--from": from, "--to": to, "--token-file": tokenFile }).filter(
    ([, value]) => value !== undefined,
  );
  if (given.length > 0) throw new Refusal(`${given.map(([name]) => name).join(", ")}: without --history there is nothing to replay`);
}

/** All files or none. */
function writeFiles(folder: string, value: Review, page: Page, log: (text: string) => void): void {
  const files = [
    { path: "review.md", text: markdown(page) },
    { path: "review.json", text: json(value) },
    { path: "review.html", text: html(page) },
    ...picturesOf(page),
  ];
  const refused = refusals(folder, value.environment, files);
  if (refused.length > 0) throw new Refusal(...refused);
  writeFolder(folder, value.environment, files);
  log(`${folder}: ${files.map(({ path }) => path).join(", ")}\n`);
}
