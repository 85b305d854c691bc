import Fraction from "fraction.js";
import { boundSpellings } from "../../../model/bucket-bound.ts";
import { isNative } from "../../../model/native-histogram.ts";
import { decimal, exact } from "../../../model/quantity.ts";
import type { Demand } from "../demand.ts";
import type { Difference } from "./finding.ts";
import type { Inquiry, Sighting } from "./sighting.ts";

/** A bound that the catalog has, and how it is there. */
interface Held {
  readonly bound: Fraction;
  /** undefined: as queries ask for it; a text: the same number in a spelling that they do not; `gone`: not at all */
  readonly fault?: { readonly spelled: string } | "gone";
}

/**
 * Bounds that queries do not find: an error where an SLO or alert counts by them, else a warning. `le` is a text, so one
 * number in an unusual spelling is another bucket; some servers respell what they scrape, others do not.
 */
export function bucketDifferences(demand: Demand, { collected }: Inquiry, { bounds: written, found }: Sighting): Difference[] {
  const { metric, uses } = demand;
  if (metric.kind !== "histogram" || isNative(metric) || !found.includes(`${metric.name}_bucket`)) return [];
  const there = finite(written);
  const faulty = metric.buckets.map((bound) => heldAs(bound, there)).filter(({ fault }) => fault !== undefined);
  const isRead = (bound: Fraction) => uses.some((use) => use.bounds.some((one) => one.equals(bound)));
  const missing = faulty.filter(({ fault }) => fault === "gone").map(({ bound }) => bound);
  const words = `the bounds are ${there.map(({ bound }) => decimal(bound)).join(", ") || "only +Inf"}`;
  const scaled = scaleOf(
    metric.buckets,
    there.map(({ bound }) => bound),
  );
  const effect: Difference["effect"] = () => "none";
  const unread = missing.filter((bound) => !isRead(bound));
  return [
    ...missing.filter(isRead).map(
      (bound): Difference => ({
        code: "missing-bucket",
        what: `there is no bucket up to ${decimal(bound)}${metric.unit ? ` ${metric.unit}` : ""}; ${words}`,
        way:
          scaled ??
          `add the bound ${decimal(bound)} in the application, or use a bound that exists there: a histogram cannot resolve values between two bounds`,
        effect: (use) => (use.bounds.some((one) => one.equals(bound)) ? "gone" : "none"),
      }),
    ),
    ...faulty.flatMap(({ bound, fault }): Difference[] => {
      if (fault === undefined || fault === "gone" || !isRead(bound)) return [];
      return [
        {
          code: "missing-bucket",
          ...(!collected && { severity: "warning" as const }),
          what: `the bound ${decimal(bound)} is spelled ${JSON.stringify(fault.spelled)}, and queries ask for ${boundSpellings(bound).join(" or ")}`,
          way: collected
            ? `spell it ${boundSpellings(bound)[0]} in the application: this server keeps bounds as they are written`
            : `spell it ${boundSpellings(bound)[0]} in the application; a newer server does so itself`,
          effect: collected ? (use) => (use.bounds.some((one) => one.equals(bound)) ? "gone" : "none") : effect,
        },
      ];
    }),
    ...(unread.length > 0
      ? [
          {
            code: "missing-bucket" as const,
            severity: "warning" as const,
            what: `the catalog also has ${unread.map(decimal).join(", ")}; ${words}`,
            way: scaled ?? "add them, or take them out of the catalog: quantiles are coarser without them",
            effect,
          },
        ]
      : []),
  ];
}

interface Written {
  readonly text: string;
  readonly bound: Fraction;
}

function heldAs(bound: Fraction, there: readonly Written[]): Held {
  const spellings = boundSpellings(bound);
  if (there.some(({ text }) => spellings.includes(text))) return { bound };
  const same = there.find((one) => one.bound.equals(bound));
  return { bound, fault: same ? { spelled: same.text } : "gone" };
}

/** Ascending, without the infinite one. */
function finite(texts: readonly string[]): Written[] {
  return texts
    .flatMap((text) => (Number.isFinite(Number(text)) ? [{ text, bound: exact(Number(text)) }] : []))
    .sort((one, other) => one.bound.compare(other.bound));
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
