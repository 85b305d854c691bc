import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { exposed } from "../../analysis/prove/application.ts";
import { ask } from "../../analysis/prove/ask.ts";
import { bornWithFirstEvent, type InputSeries, missed, resetAt, type Sample } from "../../analysis/prove/series.ts";
import { steady, type Trace } from "../../analysis/prove/trace.ts";
import type { EventsSignal } from "../../model/resolved.ts";
import { badTile, totalTile } from "../../queries/promql/tile.ts";
import { resolvedCatalog } from "./catalog.ts";

/*
 * Both ways to count the events of a minute, by Prometheus' own engine on the same samples: they count the same, and differ where the
 * documents say so.
 */

const services = resolvedCatalog("test/catalog").systems.flatMap((system) => system.services);
const passed = services.flatMap(({ signals }) => signals).find(({ path }) => path === "ferry/locks/passed");
if (passed?.kind !== "events" || passed.from.kind !== "prometheus") throw new Error("no ratio on a source that counts whole samples");
const counting = (counts: "anchored" | "extrapolated", scrape: number): EventsSignal => ({
  ...passed,
  from: { ...passed.from, counts, scrape } as typeof passed.from,
});

/** A tile at the end of each minute, `late` seconds after the scrape; undefined where there is none. */
async function tiles(
  signal: EventsSignal,
  of: "total" | "bad",
  series: readonly InputSeries[],
  minutes: number,
  late = 0,
): Promise<(number | undefined)[]> {
  const expr = of === "total" ? totalTile(signal) : badTile(signal);
  const at = Array.from({ length: minutes }, (_, index) => ({ expr, at: (index + 1) * 60 + late }));
  return (await ask(signal.from.scrape, series, at)).map(({ values }) => values[0]);
}
const sum = (all: readonly (number | undefined)[]): number => all.reduce<number>((total, one) => total + (one ?? 0), 0);

const minute = fc.integer({ min: 0, max: 30 }).chain((total) => fc.integer({ min: 0, max: total }).map((bad) => ({ total, bad })));

describe("a trace that is counted in both ways", () => {
  test("has the same minutes at scrapes that divide them", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(minute, { minLength: 12, maxLength: 12 }), fc.constantFrom(15, 30), async (trace: Trace, scrape) => {
        for (const what of ["total", "bad"] as const) {
          const series = exposed(counting("anchored", scrape), trace);
          const whole = await tiles(counting("anchored", scrape), what, series, trace.length);
          expect(whole).toEqual(trace.map((one) => one[what]));
          // The first minute has no sample before it, from which the other form extrapolates.
          expect((await tiles(counting("extrapolated", scrape), what, series, trace.length)).slice(1)).toEqual(whole.slice(1));
        }
      }),
      { numRuns: 4 },
    );
  });

  test("is counted without a delay at scrapes of a minute, where the other form counts halves over two", async () => {
    const trace = [...steady(5, 10, 2), { total: 110, bad: 100 }, ...steady(6, 10, 2)];
    const series = exposed(counting("anchored", 60), trace);
    const whole = await tiles(counting("anchored", 60), "bad", series, trace.length);
    expect(whole).toEqual(trace.map(({ bad }) => bad));
    const halves = await tiles(counting("extrapolated", 60), "bad", series, trace.length);
    expect(halves.slice(4, 8)).toEqual([2, 51, 51, 2]);
    expect(sum(halves.slice(2))).toBe(sum(whole.slice(2)));
  });

  test("is whole at any second, and the same over hours to within one scrape", async () => {
    const trace = Array.from({ length: 120 }, (_, index) => ({ total: (index * 7) % 13, bad: 0 }));
    const series = exposed(counting("anchored", 15), trace);
    const whole = await tiles(counting("anchored", 15), "total", series, 120, 7);
    const other = await tiles(counting("extrapolated", 15), "total", series, 120, 7);
    expect(whole.every((value) => Number.isInteger(value))).toBe(true);
    expect(Math.abs(sum(whole) - sum(other))).toBeLessThan(13);
  });
});

describe("at the edges", () => {
  test("a series that is born has no events before its first sample; what follows is counted whole", async () => {
    const trace = [...steady(3, 0, 0), ...steady(5, 8, 8)];
    const series = exposed(counting("anchored", 15), trace, { bad: bornWithFirstEvent });
    // Eight events a minute, two a scrape: the first two make the series known.
    expect((await tiles(counting("anchored", 15), "bad", series, 8)).slice(3, 6)).toEqual([6, 8, 8]);
    // The other form estimates what it has seen, over a window of which the series has only a part.
    expect((await tiles(counting("extrapolated", 15), "bad", series, 8)).slice(3, 6)).toEqual([5.6, 8, 8]);
  });

  test("a restart loses nothing that was scraped", async () => {
    const trace = steady(8, 40, 4);
    const series = exposed(counting("anchored", 15), trace, { all: (samples: Sample[]) => resetAt(samples, 18) });
    expect(await tiles(counting("anchored", 15), "total", series, 8)).toEqual(trace.map(({ total }) => total));
  });

  test("missed scrapes are made up for in the minute that ends them", async () => {
    const trace = steady(10, 40, 4);
    const series = exposed(counting("anchored", 15), trace, { all: (samples: Sample[]) => missed(samples, 17, 25) });
    const whole = await tiles(counting("anchored", 15), "total", series, 10);
    expect(whole).toEqual([40, 40, 40, 40, undefined, undefined, 120, 40, 40, 40]);
    expect(sum(await tiles(counting("extrapolated", 15), "total", series, 10))).toBeLessThan(sum(whole));
  });
});
