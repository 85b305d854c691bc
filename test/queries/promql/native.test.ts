import Fraction from "fraction.js";
import { describe, expect, test } from "vitest";
import { isBoundary, isNative } from "../../../model/native-histogram.ts";
import type { EventsSignal } from "../../../model/resolved.ts";
import { badTile, totalTile } from "../../../queries/promql/tile.ts";
import { conditionQuery, measureQuery } from "../../../queries/promql.ts";
import { resolvedCatalog } from "../../prometheus/catalog.ts";
import { faults } from "../parsed.ts";

const resolved = resolvedCatalog("test/catalog");
const crossing = resolved.systems.flatMap(({ services }) => services).find(({ id }) => id === "crossing");
const signal = (id: string) => {
  const found = crossing?.signals.find((one) => one.id === id);
  if (found?.kind !== "events" && found?.kind !== "slices") throw new Error(`no signal ${id}`);
  return found;
};
const read = 'sum(rate(boarding_duration_seconds{cluster="one",env="prod",pier="north",service="crossing"}[75s]))';

describe("a native histogram", () => {
  test("counts its own observations", () => {
    expect(totalTile(signal("quick"))).toBe(`round(histogram_count(${read}) * 60, 0.001)`);
  });

  test("is asked for any bound; of no observations none is above it", () => {
    expect(badTile(signal("quick"))).toBe(
      [
        "round(",
        "  (",
        `    histogram_fraction(0.235, +Inf, ${read}) * histogram_count(${read}) >= 0`,
        `    or histogram_count(${read}) * 0`,
        "  ) * 60,",
        "  0.001",
        ")",
      ].join("\n"),
    );
  });

  test("of a quantile is asked for the share below its bound", () => {
    const all = read.replace('pier="north",', "");
    expect(badTile(signal("steady"))).toBe(`(\n  histogram_fraction(-Inf, 1.2, ${all})\n  < bool 0.99\n)`);
    expect(totalTile(signal("steady"))).toBe(`histogram_count(${all}) > bool 0`);
  });

  test("is absent as itself, and not as one of its buckets", () => {
    expect(conditionQuery({ kind: "absent", signal: signal("quick") })).toBe(
      'sum(absent(boarding_duration_seconds{cluster="one",env="prod",pier="north",service="crossing"}))',
    );
  });

  test("is drawn by its quantile, its rate and its share, whose groups need no le", () => {
    const { metric } = signal("quick");
    const all = 'rate(boarding_duration_seconds{cluster="one",env="prod",service="crossing"}[5m])';
    const quantile = measureQuery({ kind: "quantile", metric, quantile: new Fraction("0.9"), by: ["pier"] });
    expect(quantile).toBe(`histogram_quantile(\n  0.9,\n  sum by (pier) (${all})\n)`);
    expect(measureQuery({ kind: "rate", metric, by: [] })).toBe(`histogram_count(sum(${all}))`);
    const share = measureQuery({ kind: "share", signal: signal("quick") as EventsSignal, by: ["pier"] });
    expect(share).toContain("histogram_fraction(0.235, +Inf, sum by (pier) (rate(");
    expect([quantile, share].flatMap(faults)).toEqual([]);
  });
});

test("a histogram on its way is read by its buckets, as before", () => {
  const { metric } = signal("loaded");
  expect([metric.native, isNative(metric)]).toEqual([true, false]);
  expect(badTile(signal("loaded"))).toContain('loading_duration_seconds_bucket{cluster="one",env="prod",le="0.25"');
});

test("a power of two is a boundary of every schema", () => {
  for (const exact of ["0.25", "0.5", "1", "2", "4", "256", "1/1024"])
    expect([exact, isBoundary(new Fraction(exact))]).toEqual([exact, true]);
  for (const inside of ["0.2", "0.235", "3", "0.3", "0", "-2", "1.5"])
    expect([inside, isBoundary(new Fraction(inside))]).toEqual([inside, false]);
});
