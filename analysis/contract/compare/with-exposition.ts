import type { Demand } from "../demand.ts";
import type { Exposition } from "../exposition/exposition.ts";
import type { KnownName } from "./compare.ts";
import { type Comparison, comparisonOf } from "./comparison.ts";
import { sightingOf } from "./of-samples.ts";
import type { Inquiry } from "./sighting.ts";

/** Compares demands on a source that scrapes with an endpoint: labels that scraping adds are not there yet. */
export function compareWithExposition(
  demands: readonly Demand[],
  exposition: Exposition,
  all: readonly Demand[] = demands,
): Promise<Comparison> {
  const declarations = bySeries(exposition);
  const declared = (name: string) => {
    const declaration = declarations.get(name);
    return { kinds: declaration?.kind ? [declaration.kind] : [], units: declaration?.unit ? [declaration.unit] : [] };
  };
  const { samples } = exposition;
  const there = {
    collected: false,
    known: knownNames(exposition, declarations),
    look: (inquiry: Inquiry) => sightingOf(inquiry, { samples, declared }),
  };
  return comparisonOf(demands, there, all);
}

/** Declarations by the name that queries use: in OpenMetrics a counter is declared without the `_total` of its samples. */
function bySeries({ openMetrics, declarations }: Exposition): Exposition["declarations"] {
  if (!openMetrics) return declarations;
  return new Map([...declarations].map(([family, one]) => [one.kind === "counter" ? `${family}_total` : family, one]));
}

function knownNames({ samples }: Exposition, declarations: Exposition["declarations"]): KnownName[] {
  const declared = [...declarations].map(([name, { kind }]) => ({ name, ...(kind !== undefined && { kind }) }));
  const names = new Set(declarations.keys());
  const undeclared = [...samples.keys()].filter((name) => !names.has(name) && !names.has(name.replace(suffix, "")));
  return [...declared, ...undeclared.map((name) => ({ name: name.replace(/_bucket$/, "") }))];
}

/** What families append to their name for their single series. */
const suffix = /_(bucket|count|sum|created|total|info|gcount|gsum)$/;
