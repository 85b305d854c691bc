import { loadCatalog } from "../../language.ts";
import { report } from "../../model/report.ts";
import { ProgramNotFound } from "../../programs/find.ts";
import { unanswered } from "./by-hand/unanswered.ts";
import { fences } from "./markdown.ts";
import { around } from "./page.ts";
import { runbookFolders } from "./pages.ts";

export interface AnsweredOptions {
  readonly catalogDir: string;
  /** default: terminal */
  readonly format?: "terminal" | "json";
  readonly write: (text: string) => void;
}

/**
 * Evaluates every hand-written PromQL query of the runbooks in Prometheus' engine, over simulated series of the catalog.
 *
 * @returns the exit code: 1 if a query returns nothing, 2 if nothing could be run
 */
export async function answered({ catalogDir, format, write }: AnsweredOptions): Promise<number> {
  const { catalog, problems } = loadCatalog(catalogDir);
  if (!catalog) {
    for (const line of report(problems)) write(`${line}\n`);
    return 1;
  }
  const queries = runbookFolders(catalogDir)
    .flatMap(({ runbooks }) => runbooks)
    .flatMap(({ file, text }) =>
      around(text)
        .flatMap(fences)
        .filter(({ info }) => info === "promql")
        .map((block) => ({ file, query: block.text })),
    );
  try {
    const empty = new Set(await unanswered(catalog, [...new Set(queries.map(({ query }) => query))]));
    const found = queries.filter(({ query }) => empty.has(query));
    if (format === "json") {
      write(`${JSON.stringify({ queries: queries.length, unanswered: found }, null, 2)}\n`);
      return found.length > 0 ? 1 : 0;
    }
    for (const { file, query } of found) write(`${file}: no series of the catalog matches ${query.trim()}\n`);
    write(`${queries.length - found.length} of ${queries.length} runbook queries return a result\n`);
    return found.length > 0 ? 1 : 0;
  } catch (error) {
    if (!(error instanceof ProgramNotFound)) throw error;
    write(`${error.message}\n`);
    return 2;
  }
}
