import { describe, expect, test } from "vitest";
import { canReplay } from "../../../analysis/review/backtest/evaluate.ts";
import { differenceOf } from "../../../analysis/review/difference.ts";
import { faultsOfPromql } from "../../../cli/runbooks/by-hand/promql.ts";
import { seriesOf } from "../../../cli/runbooks/by-hand/series.ts";
import { resolve } from "../../../language.ts";
import type { CheckedCatalog } from "../../../model/load.ts";
import type { MetricEntry } from "../../../model/schema/metric.ts";
import { alertsOf } from "../../../monitors/alerts.ts";
import { blindSpotsOf } from "../../../monitors/blind-spots.ts";
import { soundCatalog } from "../../prometheus/catalog.ts";

const catalog = soundCatalog("test/catalog");
const classic = {
  histogram: "boarding_duration_seconds",
  unit: "s",
  labels: ["pier"],
  buckets: ["60ms", "235ms", "1s", "1200ms", "2s"],
} as MetricEntry;
const { buckets: _, ...bare } = classic as { readonly buckets: unknown };
const native = { ...bare, native: true } as MetricEntry;
const both = { ...classic, native: true } as MetricEntry;

/** With another form of the histogram, of which only the signals named here are left with alerts. */
function withBoarding(metric: MetricEntry, bound?: string): CheckedCatalog {
  const edited = structuredClone(catalog);
  const crossing = edited.systems.find(({ system }) => system === "ferry")?.services.crossing;
  if (!crossing) throw new Error("no crossing");
  crossing.metrics.boarding = metric;
  if (bound !== undefined) Object.assign(crossing.signals.quick?.events ?? {}, { good: { under: bound } });
  return edited;
}
function changes(before: CheckedCatalog, after: CheckedCatalog) {
  return differenceOf(resolve(before, "prod"), resolve(after, "prod"), undefined, Date.parse("2026-06-03T12:00:00Z"));
}
const told = (before: CheckedCatalog, after: CheckedCatalog) =>
  changes(before, after).map(({ entry, what, direction }) => [entry, what, direction]);

describe("from buckets to a native histogram", () => {
  test("the first step changes nothing that is read, nor does going back", () => {
    const step = "boarding_duration_seconds is sent as a native histogram as well";
    expect(told(withBoarding(classic), withBoarding(both))).toEqual([["ferry/crossing/metrics/boarding", step, "neutral"]]);
    expect(told(withBoarding(both), withBoarding(classic)).map(([, , direction]) => direction)).toEqual(["neutral"]);
  });

  test("the second is proved where every bound is a boundary", () => {
    const powers = (metric: MetricEntry) => {
      const edited = withBoarding(
        { ...metric, ...("buckets" in metric && { buckets: ["62.5ms", "250ms", "1s", "2s"] }) } as MetricEntry,
        "250ms",
      );
      const crossing = edited.systems.find(({ system }) => system === "ferry")?.services.crossing;
      Object.assign(crossing?.signals.steady?.slices?.good ?? {}, { under: "1s" });
      Object.assign(crossing?.signals.checked?.events ?? {}, { good: { over: "62.5ms" } });
      // It takes the place of the ticket on missing buckets, as soon as that.
      Object.assign(crossing?.alerts.gone ?? {}, { for: "10m" });
      return edited;
    };
    const found = changes(powers(both), powers(native)).filter(({ what }) => what.startsWith("queries of"));
    expect(found.map(({ direction }) => direction)).toEqual(["neutral"]);
    expect(found[0]?.means).toContain("the application sends both");
  });

  test("and is not where a bound is inside of a bucket", () => {
    const found = changes(withBoarding(both), withBoarding(native)).find(({ what }) => what.startsWith("queries of"));
    expect(found?.direction).toBe("blind");
  });

  test("both steps at once are not proved: the application may not send it yet", () => {
    const found = changes(withBoarding(classic), withBoarding(native)).find(({ what }) => what.startsWith("queries of"));
    expect([found?.direction, found?.means.some((one) => one.includes("send both in between"))]).toEqual(["blind", true]);
  });

  test("a stricter bound of a native histogram is tighter, and a laxer one blind or looser", () => {
    const [lax, strict] = [withBoarding(native, "300ms"), withBoarding(native, "235ms")];
    expect(changes(lax, strict).map(({ direction }) => direction)).toEqual(["tighter"]);
    expect(changes(strict, lax).map(({ direction }) => direction)).not.toContain("tighter");
  });
});

describe("an alert on a native histogram", () => {
  const alerts = alertsOf(resolve(catalog, "prod"));
  const named = (name: string) => {
    const found = alerts.find((alert) => alert.name === name);
    if (!found) throw new Error(`no alert ${name}`);
    return found;
  };

  test("is not replayed, and says why", () => {
    expect(canReplay(named("ferry--crossing--boarding--page"))).toContain("a native histogram");
    expect(canReplay(named("ferry--crossing--loading--page"))).toBe(true);
  });

  test("says where its bound is interpolated, and nothing where it is a boundary", () => {
    expect(blindSpotsOf(named("ferry--crossing--boarding--page").when).join()).toContain("235ms is inside of a bucket");
    expect(blindSpotsOf(named("ferry--crossing--slow").when)).toEqual([]);
    expect(blindSpotsOf(named("ferry--crossing--loading--page").when)).toEqual([]);
  });
});

test("a hand-written query reads a native histogram by the functions of one", () => {
  const labelled = structuredClone(catalog);
  Object.assign(labelled.organization.sources["ferry-prom"] ?? {}, { labels: ["cluster", "env", "service"] });
  const series = seriesOf(labelled);
  const read = (query: string) => faultsOfPromql(series, query);
  const rate = 'sum(rate(boarding_duration_seconds{cluster="one",env="prod",service="crossing"}[5m]))';
  expect(read(`histogram_quantile(0.95, ${rate})`)).toEqual([]);
  expect(read(`histogram_count(${rate})`)).toEqual([]);
  expect(read(rate).join()).toContain("is a native histogram");
  expect(read(rate.replace("_seconds{", "_seconds_bucket{")).join()).toContain("no series of the catalog");
});
