import Fraction from "fraction.js";
import { describe, expect, test } from "vitest";
import { exposed } from "../../analysis/prove/application.ts";
import { ask } from "../../analysis/prove/ask.ts";
import { type InputSeries, resetAt, type Sample } from "../../analysis/prove/series.ts";
import { steady } from "../../analysis/prove/trace.ts";
import { badTile, totalTile } from "../../queries/promql/tile.ts";
import { resolvedCatalog } from "./catalog.ts";

/*
 * What Prometheus' own engine makes of the queries of a native histogram: exact where the bound is a boundary of its buckets, off by no
 * more than the events of one bucket where it is not, and a number where nothing happens.
 */

const services = resolvedCatalog("test/catalog").systems.flatMap((system) => system.services);
const signals = services.flatMap(({ signals }) => signals);
const signal = signals.find(({ path }) => path === "ferry/crossing/quick");
if (signal?.kind !== "events" || !("overBound" in signal.bad)) throw new Error("no signal on a bound");
const labels = { cluster: "one", env: "prod", pier: "north", service: "crossing" };
const name = `${signal.metric.name}{${Object.entries(labels)
  .map(([label, value]) => `${label}="${value}"`)
  .join(",")}}`;
const under = (bound: string) => ({ ...signal, bad: { overBound: new Fraction(bound) } });

/** 100 observations a minute in one bucket, which ends at 2^(end / 2^schema). */
const inBucket = (schema: number, end: number): InputSeries => {
  const word = (count: number) => `{{schema:${schema} sum:0 count:${count} offset:${end} buckets:[${count}]}}`;
  return { series: name, values: `${word(0)}+${word(25)}x60` };
};
const answer = async (series: readonly InputSeries[], expr: string): Promise<readonly number[]> =>
  (await ask(15, series, [{ expr, at: 600 }]))[0]?.values ?? [];

describe("a bound that is a boundary of the buckets", () => {
  test.each([
    [0, -2],
    [3, -16],
    [8, -512],
  ])("counts exactly at schema %i: what ends there is good, what begins there is bad", async (schema, end) => {
    expect(await answer([inBucket(schema, end)], badTile(under("0.25")))).toEqual([0]);
    expect(await answer([inBucket(schema, end + 1)], badTile(under("0.25")))).toEqual([100]);
    expect(await answer([inBucket(schema, end)], totalTile(signal))).toEqual([100]);
  });
});

describe("a bound inside of a bucket", () => {
  test.each([0, 2, 3, 4, 8])("shares its events out by the logarithm of the bound, at schema %i", async (schema) => {
    const place = Math.log2(0.235) * 2 ** schema;
    const end = Math.ceil(place);
    const [bad] = await answer([inBucket(schema, end)], badTile(signal));
    expect(bad).toBeCloseTo(100 * (end - place), 2);
    expect(await answer([inBucket(schema, end + 1)], badTile(signal))).toEqual([100]);
    expect(await answer([inBucket(schema, end - 1)], badTile(signal))).toEqual([0]);
  });
});

test("where nothing is observed, nothing is bad: no NaN, which would stay in every sum", async () => {
  expect(await answer([{ series: name, values: "{{schema:3}}x60" }], `${badTile(signal)} == bool 0`)).toEqual([1]);
  expect(await answer([{ series: name, values: "{{schema:3}}x60" }], totalTile(signal))).toEqual([0]);
  expect(await answer([], badTile(signal))).toEqual([]);
});

test("whole counts are those of the same events in classic buckets, through a restart as well", async () => {
  const { native: _, ...metric } = { ...signal.metric, buckets: [new Fraction("0.235")] };
  const classic = { ...signal, metric };
  const trace = [...steady(5, 120, 12), ...steady(5, 360, 30)];
  const restarted = { all: (samples: Sample[]) => resetAt(samples, 27) };
  const minutes = trace.map((_, index) => (index + 1) * 60);
  const counted = async (one: typeof signal) => {
    const series = exposed(one, trace, restarted);
    const answers = await ask(
      15,
      series,
      minutes.flatMap((at) => [totalTile(one), badTile(one)].map((expr) => ({ expr, at }))),
    );
    return answers.map(({ values }) => values[0]);
  };
  const found = await counted(signal);
  expect(found).toEqual(await counted(classic));
  expect(found.slice(4, 10)).toEqual([120, 12, 120, 12, 120, 12]);
});
