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

/** A demand with the question that it asks of what is there. */
export interface Asked {
  readonly demand: Demand;
  readonly inquiry: Inquiry;
}

/** Series that Prometheus makes at each scrape ("Automatically generated labels and time series"): no endpoint has them. */
const madeByScraping = /^(up|scrape_[a-z_]+)$/;

/** @param collected whether what collection adds is there */
export function askedOf(demands: readonly Demand[], collected: boolean): { asked: Asked[]; unseen: string[] } {
  const isSeen = ({ metric }: Demand) => collected || !(metric.from.kind === "prometheus" && madeByScraping.test(metric.name));
  return {
    asked: demands.filter(isSeen).map((demand) => ({ demand, inquiry: inquiryOf(demand, collected) })),
    unseen: unique(demands.filter((demand) => !isSeen(demand)).map(({ metric }) => metric.name)),
  };
}

/**
 * Compares everything and reports everything at once.
 *
 * @param known every name that is there
 * @param all demands on the same source, also those that are not asked for now: what they claim is nobody else's
 */
export function comparisonOf(
  { asked, unseen }: ReturnType<typeof askedOf>,
  sightingOf: (one: Asked) => Sighting,
  known: readonly KnownName[],
  all: readonly Demand[],
): Comparison {
  const claimed = new Set(all.map(({ metric }) => metric.name));
  const free = known.filter(({ name }) => !claimed.has(name));
  const findings = asked.flatMap((one) => compare(one.demand, one.inquiry, sightingOf(one), free));
  return { compared: unique(asked.map(({ inquiry }) => inquiry.name)), unseen, findings };
}

/** Whether anything is missing or wrong. */
export function differs({ findings }: Comparison): boolean {
  return findings.some(({ severity }) => severity === "error");
}

const unique = (names: readonly string[]): string[] => [...new Set(names)].sort();
