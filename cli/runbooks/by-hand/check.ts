import type { CheckedCatalog } from "../../../model/load.ts";
import { vendors } from "../vendors.ts";
import { faultsOfPromql } from "./promql.ts";
import { seriesOf } from "./series.ts";

/** What is wrong with a query; empty when nothing is. */
type Check = (query: string) => string[];

/** The check of what people have written in a language, by the word behind the backticks of its block. */
export function checksOf(catalog: CheckedCatalog): ReadonlyMap<string, Check> {
  const series = seriesOf(catalog);
  return new Map<string, Check>([
    ["promql", (query) => faultsOfPromql(series, query)],
    ["http", httpCheck(catalog)],
    ...vendors.flatMap(({ checks = {} }) => Object.entries(checks).map(([language, check]): [string, Check] => [language, check(catalog)])),
  ]);
}

/** The check of the requests of a block, one a line: each asks an endpoint of the catalog, in the environment that owns the account. */
function httpCheck({ organization, systems }: CheckedCatalog): (block: string) => string[] {
  const known = new Set(
    systems.flatMap(({ addresses, services }) =>
      Object.values(services).flatMap(({ endpoints }) =>
        Object.values(endpoints).map(({ path }) => `${addresses[organization["account-owner"]] ?? ""}${path}`),
      ),
    ),
  );
  return (block) =>
    block
      .trim()
      .split("\n")
      .flatMap((line) => {
        const url = /^GET (\S+)$/.exec(line.trim())?.[1];
        if (url === undefined) return [`${line}: not of the form GET <address>`];
        return known.has(url) ? [] : [`${url}: no endpoint of the catalog`];
      });
}
