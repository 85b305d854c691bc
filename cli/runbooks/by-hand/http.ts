import type { Catalog } from "../../../model/load.ts";

/** The check of the requests of a block, one a line: each asks an endpoint of the catalog, in the environment that owns the account. */
export function httpCheck({ organization, systems }: Catalog): (block: string) => string[] {
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
