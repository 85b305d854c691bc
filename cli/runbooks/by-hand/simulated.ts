import type { InputSeries } from "../../../analysis/prove/series.ts";
import type { Series } from "./series.ts";

/** Seconds between two samples. */
export const interval = 60;
/** Long enough for a comparison with the week before. */
const samples = (8 * 86_400) / interval;
/** The moment at which runbooks are read, in seconds after the first sample. */
export const now = (samples - 1) * interval;

/**
 * What a Prometheus would hold while something is wrong: every series of a catalog, for each value of the labels that
 * queries choose by, and of any other label one. Counters count, buckets are cumulative, gauges rise by a little.
 *
 * @param values by label
 */
export function simulated(all: ReadonlyMap<string, readonly Series[]>, values: ReadonlyMap<string, ReadonlySet<string>>): InputSeries[] {
  return [...all].flatMap(([name, same]) => same.flatMap((one) => seriesOf(name, one, values)));
}

function seriesOf(name: string, { kind, labels, fixed, bounds }: Series, values: ReadonlyMap<string, ReadonlySet<string>>): InputSeries[] {
  const free = [...labels].filter((label) => !(label in fixed) && label !== "le").sort();
  const combinations = free.reduce<Record<string, string>[]>(
    (sets, label) => sets.flatMap((set) => [...(values.get(label) ?? []), `some-${label}`].map((value) => ({ ...set, [label]: value }))),
    [{ ...fixed }],
  );
  const written = (set: Readonly<Record<string, string>>) =>
    `${name}{${Object.entries(set)
      .map(([label, value]) => `${label}=${JSON.stringify(value)}`)
      .join(",")}}`;
  if (kind === "native") {
    // Events up to 2^-2 and above 2^-1, of any unit.
    const grown = "{{schema:0 sum:36 count:60 offset:-2 buckets:[36 0 24]}}";
    return combinations.map((set) => ({ series: written(set), values: `${grown}+${grown}x${samples}` }));
  }
  if (kind !== "bucket")
    return combinations.map((set) => ({ series: written(set), values: kind === "counter" ? `0+60x${samples}` : `1+0.001x${samples}` }));
  const steps = [...bounds, "+Inf"];
  return combinations.flatMap((set) =>
    steps.map((le, index) => ({
      series: written({ ...set, le }),
      values: `0+${Math.round((60 * (index + 1)) / steps.length)}x${samples}`,
    })),
  );
}
