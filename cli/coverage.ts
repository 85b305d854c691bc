import { existsSync } from "node:fs";
import { relative } from "node:path";
import type { Answer, Coverage } from "../analysis/coverage/coverage.ts";
import { coverageText, outcomeOf } from "../analysis/coverage/page.ts";
import { loadCatalog } from "../language.ts";
import { requirementsOf } from "../model/places.ts";
import { report } from "../model/report.ts";
import { gatherCoverage, NotPlanned, NotRendered } from "./coverage/gather.ts";

export interface CoverageOptions {
  readonly catalogDir: string;
  /** id of the system to print; default: all */
  readonly system?: string;
  readonly format: "terminal" | "json";
  readonly write: (text: string) => void;
}

/** Prints the answer to every requirement. Returns the exit code: 1 while something of what it prints has none. */
export function coverage({ catalogDir, system, format, write }: CoverageOptions): number {
  const refuse = (lines: readonly string[]): number => {
    for (const line of lines) write(`${line}\n`);
    return 1;
  };
  const { catalog, problems, files } = loadCatalog(catalogDir);
  if (!catalog) return refuse(report(problems));
  const page = requirementsOf(catalogDir);
  if (!existsSync(page)) return refuse([`there is no ${relative(process.cwd(), page)}, which lists the requirements of this catalog`]);
  let found: Coverage;
  try {
    found = gatherCoverage({ catalogDir, catalog, files, page });
  } catch (error) {
    if (error instanceof NotPlanned || error instanceof NotRendered) return refuse([error.message]);
    throw error;
  }
  const systems = [...new Set(found.answers.map(systemOf))];
  if (system !== undefined && !systems.includes(system))
    return refuse([`there are no requirements of ${system}; there are those of ${systems.join(", ")}`]);
  const shown = { ...found, answers: found.answers.filter((answer) => system === undefined || systemOf(answer) === system) };
  write(format === "json" ? `${JSON.stringify(shown, null, 2)}\n` : coverageText(shown));
  return shown.faults.length === 0 && shown.answers.every((answer) => outcomeOf(answer) !== "missing") ? 0 : 1;
}

/** The heading `Not a Label` is of the system `not-a-label`. */
const systemOf = ({ requirement: { system } }: Answer): string => system.toLowerCase().replaceAll(" ", "-");
