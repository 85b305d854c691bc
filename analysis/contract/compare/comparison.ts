import type { Demand } from "../demand.ts";
import { compare, type KnownName } from "./compare.ts";
import type { Finding } from "./finding.ts";
import { type Inquiry, inquiryOf, type Sighting } from "./sighting.ts";

/** What a comparison looked at, and what it found. */
export interface Comparison {
  /** names of the metrics that were compared */
  readonly compared: readonly string[];
  /** names of those that cannot be seen there, because collection itself makes them */
  readonly unseen: readonly string[];
  readonly findings: readonly Finding[];
}

/** What there is to be compared with. */
interface There {
  /** whether what collection adds is there */
  readonly collected: boolean;
  /** every name that is there */
  readonly known: readonly KnownName[];
  readonly look: (inquiry: Inquiry) => Sighting | Promise<Sighting>;
}

/**
 * Compares everything and reports everything at once.
 *
 * @param all demands on the same source, also those that are not asked for now: a name that one of them claims is not offered as a suggestion
 */
export async function comparisonOf(demands: readonly Demand[], there: There, all: readonly Demand[]): Promise<Comparison> {
  const { collected, known } = there;
  // Collection generates these; no application sends them.
  const made = (name: string) => all[0]?.metric.from.traits.series?.made.test(name) ?? false;
  const isSeen = ({ metric }: Demand) => collected || !made(metric.name);
  const claimed = new Set(all.map(({ metric }) => metric.name));
  const free = known.filter(({ name }) => !claimed.has(name) && !made(name));
  const findings: Finding[] = [];
  for (const demand of demands.filter(isSeen)) findings.push(...(await compared(demand, there, free)));
  return {
    compared: unique(demands.filter(isSeen).map(({ metric }) => metric.name)),
    unseen: unique(demands.filter((demand) => !isSeen(demand)).map(({ metric }) => metric.name)),
    findings,
  };
}

async function compared(demand: Demand, there: There, free: readonly KnownName[]): Promise<Finding[]> {
  const found = await differencesOf(demand, there, free);
  const meant = found.find(({ code }) => code === "misnamed")?.nearest;
  if (meant === undefined) return found;
  // Report everything that is wrong with a renamed metric at once.
  const renamed = { ...demand, metric: { ...demand.metric, name: meant } };
  const further = await differencesOf(renamed, there, []);
  if (further.some(({ code }) => code === "wrong-kind" || code === "missing")) return found;
  return [...found, ...further.map((one) => ({ ...one, metric: demand.metric.name, what: `of ${meant}: ${one.what}` }))];
}

async function differencesOf(demand: Demand, { collected, look }: There, free: readonly KnownName[]): Promise<Finding[]> {
  const inquiry = inquiryOf(demand, collected);
  return compare(demand, inquiry, await look(inquiry), free);
}

/** Whether anything is missing or wrong. */
export function differs({ findings }: Comparison): boolean {
  return findings.some(({ severity }) => severity === "error");
}

const unique = (names: readonly string[]): string[] => [...new Set(names)].sort();
