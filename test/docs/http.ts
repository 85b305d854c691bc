import { systemFiles } from "./contract.ts";

/** What can be asked in production: the address of each endpoint of the catalog. */
const known = new Set(
  systemFiles.flatMap(({ addresses, services }) =>
    Object.values(services).flatMap(({ endpoints }) => Object.values(endpoints).map(({ path }) => `${addresses.prod ?? ""}${path}`)),
  ),
);

/** What is wrong with the requests of a block, one a line: each asks an endpoint of the catalog, in production. */
export function faultsOfHttp(block: string): string[] {
  return block
    .trim()
    .split("\n")
    .flatMap((line) => {
      const url = /^GET (\S+)$/.exec(line.trim())?.[1];
      if (url === undefined) return [`${line}: not of the form GET <address>`];
      return known.has(url) ? [] : [`${url}: no endpoint of the catalog`];
    });
}
