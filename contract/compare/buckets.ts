import Fraction from "fraction.js";
import { decimal } from "../../model/quantity.ts";
import type { Demand } from "../demand.ts";
import type { Difference } from "./finding.ts";
import type { Sighting } from "./sighting.ts";

/** Bounds that are not there: an error where an SLO or alert counts by them, else a warning. */
export function bucketDifferences(demand: Demand, { bounds: written, found }: Sighting): Difference[] {
  const { metric, uses } = demand;
  if (metric.kind !== "histogram" || !found.includes(`${metric.name}_bucket`)) return [];
  const bounds = written.flatMap(finite);
  const missing = metric.buckets.filter((bound) => !bounds.some((one) => one.equals(bound)));
  const read = missing.filter((bound) => uses.some((use) => use.bounds.some((one) => one.equals(bound))));
  const unread = missing.filter((bound) => !read.includes(bound));
  const there = `the bounds are ${
    bounds
      .sort((one, other) => one.compare(other))
      .map(decimal)
      .join(", ") || "only +Inf"
  }`;
  const scaled = scaleOf(metric.buckets, bounds);
  return [
    ...read.map(
      (bound): Difference => ({
        code: "missing-bucket",
        what: `there is no bucket up to ${decimal(bound)}${metric.unit ? ` ${metric.unit}` : ""}; ${there}`,
        way: scaled ?? `add the bound ${decimal(bound)} in the application: nothing between two bounds can be told`,
        effect: (use) => (use.bounds.some((one) => one.equals(bound)) ? "gone" : "none"),
      }),
    ),
    ...(unread.length > 0
      ? [
          {
            code: "missing-bucket" as const,
            severity: "warning" as const,
            what: `the catalog also has ${unread.map(decimal).join(", ")}; ${there}`,
            way: scaled ?? "add them, or take them out of the catalog: quantiles are coarser without them",
            effect: () => "none" as const,
          },
        ]
      : []),
  ];
}

/** Bounds are written in many ways (`1`, `1.0`, `1e+00`): the number counts. */
function finite(text: string): Fraction[] {
  const value = Number(text);
  return Number.isFinite(value) ? [new Fraction(value)] : [];
}

/** All bounds a thousand times as large, or as small: another unit. */
function scaleOf(demanded: readonly Fraction[], bounds: readonly Fraction[]): string | undefined {
  for (const [factor, way] of [
    [1000, "the bounds look a thousand times too large: observe seconds, not milliseconds, or declare the unit ms"],
    [new Fraction(1, 1000), "the bounds look a thousand times too small: observe milliseconds, not seconds, or declare the unit s"],
  ] as const)
    if (demanded.every((bound) => bounds.some((one) => one.equals(bound.mul(factor))))) return way;
  return undefined;
}
