import type Fraction from "fraction.js";
import { type InputSeries, input, type Sample } from "./series.ts";

/** Eight buckets for each power of two: what client libraries take by default (a factor of 1.1). */
const schema = 3;
const perPower = 2 ** schema;

/**
 * A native histogram: of each sample the events that were quick enough, in the last bucket that ends at the bound or before it, and the slow
 * ones, in the first that begins there or after it. The bucket of the bound itself is empty, so that nothing is interpolated.
 */
export function nativeInput(
  name: string,
  labels: Readonly<Record<string, string>>,
  bound: Fraction,
  good: readonly Sample[],
  bad: readonly Sample[],
): InputSeries {
  // Bucket i ends at 2^(i / perPower).
  const place = Math.log2(bound.valueOf()) * perPower;
  const [below, above] = [Math.floor(place), Math.ceil(place) + 1];
  const between = Array(above - below - 1).fill(0);
  const written = (one: number, other: number) =>
    `{{schema:${schema} sum:0 count:${one + other} offset:${below} buckets:[${[one, ...between, other].join(" ")}]}}`;
  return { ...input(name, labels, []), values: notation(good, bad, written) };
}

/** Runs of equal steps as `start+step x times`, as of plain numbers. */
function notation(good: readonly Sample[], bad: readonly Sample[], written: (good: number, bad: number) => string): string {
  const words: string[] = [];
  for (let index = 0; index < good.length; ) {
    const [one, other] = [good[index], bad[index]];
    let end = index + 1;
    if (typeof one !== "number" || typeof other !== "number") words.push(one === "stale" ? "stale" : "_");
    else {
      const steps = [stepOf(one, good[end]), stepOf(other, bad[end])] as const;
      const follows = (at: number) => good[at] === one + steps[0] * (at - index) && bad[at] === other + steps[1] * (at - index);
      if (steps[0] >= 0 && steps[1] >= 0) while (end < good.length && follows(end)) end++;
      words.push(end - index > 1 ? `${written(one, other)}+${written(...steps)}x${end - index - 1}` : written(one, other));
    }
    index = end;
  }
  return words.join(" ");
}

const stepOf = (from: number, to: Sample): number => (typeof to === "number" ? to - from : 0);
