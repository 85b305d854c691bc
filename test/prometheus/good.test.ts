import Fraction from "fraction.js";
import { describe, expect, test } from "vitest";
import { ask } from "../../analysis/prove/ask.ts";
import type { InputSeries } from "../../analysis/prove/series.ts";
import type { EventsSignal } from "../../model/resolved.ts";
import { badTile } from "../../queries/promql/tile.ts";
import { resolvedCatalog } from "./catalog.ts";

/*
 * What Prometheus' own engine makes of events whose good ones are written.
 */

const services = resolvedCatalog("test/catalog").systems.flatMap((system) => system.services);
const signal = (id: string): EventsSignal => {
  const found = services.flatMap(({ signals }) => signals).find(({ path }) => path === `canal/locks/${id}`);
  if (found?.kind !== "events") throw new Error(`no signal ${id}`);
  return found;
};
const own = 'cluster="one",env="prod",service="locks"';
const calls = (code: string, values: string): InputSeries => ({
  series: `lock_calls_total{${own},path="/v3/open",code="${code}"}`,
  values,
});
const badAt = async (id: string, series: readonly InputSeries[], minutes: readonly number[]): Promise<readonly (number | undefined)[]> => {
  const answers = await ask(
    15,
    series,
    minutes.map((minute) => ({ expr: badTile(signal(id)), at: minute * 60 })),
  );
  return answers.map(({ values }) => values[0]);
};

test("an event is bad by any label that is not good, and by one that is not there", async () => {
  const series = [
    calls("200", "0+25x40"),
    calls("404", "0+25x40"),
    calls("500", "0+5x40"),
    { series: `lock_calls_total{${own},path="/v3/never",code="200"}`, values: "0+2x40" },
    { series: `lock_calls_total{${own},path="/v3/open"}`, values: "0+1x40" },
    { series: `lock_calls_total{${own},path="/v2/open",code="500"}`, values: "0+50x40" },
  ];
  expect(await badAt("fine", series, [5])).toEqual([32]);
});

test("where nothing is good all are bad; where there is no event nothing is", async () => {
  expect(await badAt("fine", [calls("500", "0+5x40")], [5])).toEqual([20]);
  expect(await badAt("fine", [calls("500", "7x40")], [5])).toEqual([0]);
  expect(await badAt("fine", [], [5])).toEqual([undefined]);
});

test("two counters that are scraped apart are even over some minutes, with nothing bad left over", async () => {
  // The same bursts, seen one scrape later.
  const burst = (late: number) => `${"0 ".repeat(20 + late)}${"60 ".repeat(8)}${"120 ".repeat(30)}`.trim();
  const series = [
    { series: `lock_answers_total{${own},path="/tow",kind="full"}`, values: burst(0) },
    { series: `lock_served_total{${own},path="/tow",worker="one"}`, values: burst(1) },
  ];
  const found = await badAt("served", series, [4, 5, 6, 7, 8, 9, 10]);
  expect(found.some((bad) => bad !== undefined && bad < 0)).toBe(true);
  expect(found.reduce<number>((sum, bad) => sum + (bad ?? 0), 0)).toBeCloseTo(0, 2);
});

describe("events that are good above a bound", () => {
  const bucket = (le: string, values: string): InputSeries => ({
    series: `lock_wait_seconds_bucket{${own},lock="one",le="${le}"}`,
    values,
  });

  test("are bad up to the bucket of the bound, however the bound is spelled", async () => {
    const count = { series: `lock_wait_seconds_count{${own},lock="one"}`, values: "0+25x40" };
    expect(await badAt("filled", [bucket("1.0", "0+5x40"), bucket("10.0", "0+20x40"), bucket("+Inf", "0+25x40"), count], [5])).toEqual([
      20,
    ]);
    expect(await badAt("filled", [bucket("10", "0+20x40"), count], [5])).toEqual([undefined]);
  });

  test("of a native histogram are bad up to the end of a bucket, and nothing is bad where nothing is observed", async () => {
    const found = services.flatMap(({ signals }) => signals).find(({ path }) => path === "ferry/crossing/checked");
    if (found?.kind !== "events") throw new Error("no signal");
    const half = { ...found, bad: { upToBound: new Fraction("0.5") } };
    const name = 'boarding_duration_seconds{cluster="one",env="prod",pier="north",service="crossing"}';
    // Bucket -1 of schema 0 ends at 0.5, bucket 0 at 1.
    const word = (one: number, other: number) => `{{schema:0 sum:0 count:${one + other} offset:-1 buckets:[${one} ${other}]}}`;
    const asked = async (values: string) => (await ask(15, [{ series: name, values }], [{ expr: badTile(half), at: 300 }]))[0]?.values;
    expect(await asked(`${word(0, 0)}+${word(5, 20)}x40`)).toEqual([20]);
    expect(await asked(`${word(3, 4)}x40`)).toEqual([0]);
  });
});
