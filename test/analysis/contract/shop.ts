import type { Comparison } from "../../../analysis/contract/compare/comparison.ts";
import { compareWithExposition } from "../../../analysis/contract/compare/with-exposition.ts";
import { type Contract, contractOf } from "../../../analysis/contract/contract.ts";
import { type Demand, demandsOf } from "../../../analysis/contract/demand.ts";
import { parseExposition } from "../../../analysis/contract/exposition/parse.ts";
import type { Item } from "../../../analysis/contract/item.ts";
import { loadCatalog, resolve } from "../../../language.ts";
import type { Resolved } from "../../../model/resolved.ts";
import { type Edit, withCatalog } from "../../model/edited.ts";

/** The small shop of `test/model/base`, edited. @throws Error with the problems of a faulty edit */
export function shop(edits: readonly Edit[] = [], environment = "prod"): Resolved {
  return withCatalog(edits, (directory) => {
    const { catalog, problems } = loadCatalog(directory);
    if (!catalog) throw new Error(problems.map(({ at, what }) => `${at}: ${what}`).join("\n"));
    return resolve(catalog, environment);
  });
}

export const demands = (edits: readonly Edit[] = []): Demand[] => demandsOf(shop(edits));

export function contractWith(edits: readonly Edit[]): Contract {
  return contractOf(shop(edits));
}

/** @throws Error if there is not exactly one */
export function itemNamed(contract: Contract, name: string): Item {
  const items = contract.systems.flatMap((system) => [...system.items, ...system.services.flatMap(({ items }) => items)]);
  const [only, ...more] = items.filter((one) => one.name === name);
  if (!only || more.length > 0) throw new Error(`${name}: ${more.length + (only ? 1 : 0)} of ${items.map((one) => one.name).join(", ")}`);
  return only;
}

/** An endpoint that keeps the shop's contract, line by line. */
export const sound: Readonly<Record<string, string>> = {
  requests: `
# TYPE http_requests_total counter
http_requests_total{method="GET",status="200"} 90
http_requests_total{method="GET",status="500"} 1`,
  duration: `
# TYPE http_duration_seconds histogram
http_duration_seconds_bucket{method="GET",le="0.1"} 1
http_duration_seconds_bucket{method="GET",le="0.2"} 2
http_duration_seconds_bucket{method="GET",le="0.5"} 3
http_duration_seconds_bucket{method="GET",le="+Inf"} 3
http_duration_seconds_sum{method="GET"} 0.5
http_duration_seconds_count{method="GET"} 3`,
  load: `
# TYPE cpu_percent gauge
cpu_percent{core="0"} 12`,
};

/** The shop's contract compared with an endpoint that differs from the sound one in some of its parts. */
export function compared(parts: Readonly<Record<string, string>> = {}, edits: readonly Edit[] = []): Promise<Comparison> {
  const text = `${Object.values({ ...sound, ...parts }).join("\n")}\n`;
  return compareWithExposition(demands(edits), parseExposition(text, text.includes("# EOF")));
}

/** Codes with the names that they are about, a warning with a question mark. */
export function codes({ findings }: Comparison): string[] {
  return findings.map(({ code, severity, metric }) => `${code}${severity === "warning" ? "?" : ""} ${metric}`);
}
