import { ask } from "../../../analysis/prove/ask.ts";
import type { CheckedCatalog } from "../../../model/load.ts";
import { chosenValues } from "./promql.ts";
import { seriesOf } from "./series.ts";
import { interval, now, simulated } from "./simulated.ts";

/**
 * The queries in PromQL that find no number in Prometheus' own engine, in what the products of a catalog export.
 *
 * @throws ProgramNotFound if the engine can neither be found nor built
 */
export async function unanswered(catalog: CheckedCatalog, queries: readonly string[]): Promise<string[]> {
  const answers = await ask(
    interval,
    simulated(seriesOf(catalog), chosenValues(queries)),
    queries.map((expr) => ({ expr, at: now })),
  );
  return queries.filter((_, index) => !answers[index]?.values.some((value) => Number.isFinite(value)));
}
