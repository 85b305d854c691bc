import type { Catalog } from "../../../model/load.ts";
import { vendors } from "../vendors.ts";
import { httpCheck } from "./http.ts";
import { faultsOfPromql } from "./promql.ts";
import { seriesOf } from "./series.ts";

/** What is wrong with a query; empty when nothing is. */
type Check = (query: string) => string[];

/** The check of what people have written in a language, by the word behind the backticks of its block. */
export function checksOf(catalog: Catalog): ReadonlyMap<string, Check> {
  const series = seriesOf(catalog);
  return new Map<string, Check>([
    ["promql", (query) => faultsOfPromql(series, query)],
    ["http", httpCheck(catalog)],
    ...vendors.flatMap(({ checks = {} }) => Object.entries(checks).map(([language, check]): [string, Check] => [language, check(catalog)])),
  ]);
}
