import { loadCatalog } from "../../language.ts";
import { runbooksOf } from "../../model/places.ts";
import { report } from "../../model/report.ts";
import { ProgramNotFound } from "../../programs/find.ts";
import { unanswered } from "./by-hand/unanswered.ts";
import { fences } from "./markdown.ts";
import { around } from "./page.ts";
import { pagesIn } from "./pages.ts";

export interface AnsweredOptions {
  readonly catalogDir: string;
  readonly write: (text: string) => void;
}

/**
 * Asks every query in PromQL that people have written into a runbook of Prometheus' own engine, over simulated series of the catalog.
 * Answers the exit code: 1 where one finds nothing, 2 where nothing could be run.
 */
export async function answered({ catalogDir, write }: AnsweredOptions): Promise<number> {
  const { catalog, problems } = loadCatalog(catalogDir);
  if (!catalog) {
    for (const line of report(problems)) write(`${line}\n`);
    return 1;
  }
  const asked = pagesIn(runbooksOf(catalogDir)).flatMap(({ file, text }) =>
    around(text)
      .flatMap(fences)
      .filter(({ info }) => info === "promql")
      .map((block) => ({ file, query: block.text })),
  );
  try {
    const empty = new Set(await unanswered(catalog, [...new Set(asked.map(({ query }) => query))]));
    const found = asked.filter(({ query }) => empty.has(query));
    for (const { file, query } of found) write(`${file}: no series of the catalog answers ${query.trim()}\n`);
    write(`${asked.length - found.length} of ${asked.length} queries in runbooks find an answer\n`);
    return found.length > 0 ? 1 : 0;
  } catch (error) {
    if (!(error instanceof ProgramNotFound)) throw error;
    write(`${error.message}\n`);
    return 2;
  }
}
