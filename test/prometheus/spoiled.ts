import { watch } from "../../analysis/prove/watched.ts";
import { canReplay } from "../../analysis/review/backtest/evaluate.ts";
import { resolvedCatalog } from "./catalog.ts";
import type { Point, RawSeries, Scene } from "./firings.ts";
import { historyOf, undisturbed } from "./histories.ts";

const minutes = 300;

const alertsOf = (service: string) =>
  watch(
    resolvedCatalog("test/catalog", ({ organization }) => {
      for (const source of Object.values(organization.sources)) if (source.kind === "prometheus") Object.assign(source, { evaluate: "1m" });
    }),
  ).alerts.filter((alert) => alert.name.startsWith(`${service}--`) && canReplay(alert) === true);

/** Where a series has no number: a value, which no marker of staleness is. */
export type Spoiled = (series: RawSeries, index: number) => boolean;
const spoil = (series: RawSeries[], isSpoiled: Spoiled): RawSeries[] =>
  series.map((one) => ({
    ...one,
    points: one.points.map((point, index): Point => (isSpoiled(one, index) ? { ...point, value: Number.NaN } : point)),
  }));

const outage = (minute: number) => ({ total: 400, share: minute >= 90 && minute < 200 ? 0.9 : 0.0005 });

/** A service with an outage of almost two hours, whose samples are scraped every 15 s and are no number here and there. */
export function spoiledScene(name: string, service: string, instances: number, isSpoiled: Spoiled): Scene {
  const alerts = alertsOf(service);
  const series = historyOf(alerts, minutes, outage, { ...undisturbed, instances }, () => 0.3);
  return { name: `${name}: ${service}`, alerts, minutes, series: spoil(series, isSpoiled) };
}

/** At the full minutes at which rules are evaluated: of what did not fail, every thirteenth minute. */
export const goodNowAndThen: Spoiled = ({ labels }, index) => Object.values(labels).includes("fine") && index % 52 === 0;
