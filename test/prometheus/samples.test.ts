import { describe, expect, it } from "vitest";
import { ask } from "../../analysis/prove/ask.ts";
import { type InputSeries, input, notation } from "../../analysis/prove/series.ts";
import { watch } from "../../analysis/prove/watched.ts";
import type { Alert } from "../../monitors/alert.ts";
import { recordingsOf, sloRecordings } from "../../queries/promql.ts";
import { resolvedCatalog } from "./catalog.ts";
import { samplesOfRound } from "./engine.ts";

/** One SLO at 99.9 % with every tier and a floor, on 30 raw series that are scraped once a minute. */
const path = "hastecrm/api/availability";
const alertsBy = (evaluator: "grafana" | "prometheus") =>
  watch(
    resolvedCatalog("test/products/catalog", ({ organization }) => {
      for (const source of Object.values(organization.sources)) Object.assign(source, { scrape: "60s", evaluate: "60s", evaluator });
    }),
  ).alerts.filter(({ entry }) => entry === path);
const day = 1440;
const minutes = 31 * day;

/** Thirty series of one counter, ten of them of failures. */
const raw: InputSeries[] = Array.from({ length: 30 }, (_, index) =>
  input("http_requests_total", { env: "prod", service: "api", endpoint: `/${index}`, status: index % 3 === 0 ? "500" : "200" }, []),
).map(({ series }, index) => ({ series, values: `0+${index + 1}x${minutes}` }));

/** What the recordings of a month would have left behind; for their cost only their number counts. */
const recorded = (alerts: readonly Alert[]): InputSeries[] =>
  [...recordingsOf(alerts), ...sloRecordings(alerts)].map(({ name, labels }) => ({
    series: input(name, labels, []).series,
    values: notation(Array.from({ length: minutes + 1 }, () => 4)),
  }));

describe("the cost of an SLO, in samples that Prometheus' engine touches", () => {
  it.each([
    ["grafana", 27_000],
    ["prometheus", 8_000],
  ] as const)("is at most that a round for all recordings and alerts of one SLO over 30 series, by %s: %d", async (evaluator, most) => {
    const alerts = alertsBy(evaluator);
    expect(alerts.map(({ kind }) => kind).sort()).toEqual(["burn-page", "burn-ticket", "floor"]);
    const samples = await samplesOfRound(alerts, 60, [...raw, ...recorded(alerts)], minutes * 60);
    expect(samples).toBeGreaterThan(most / 3);
    expect(samples).toBeLessThanOrEqual(most);
  });

  it("counts what a query loads: an hour of one series with a sample a minute is sixty samples", async () => {
    const [answer] = await ask(60, [{ series: "x", values: "0+1x120" }], [{ expr: "sum_over_time(x[1h])", at: 7200 }]);
    expect(answer).toMatchObject({ samples: 60, values: [(61 + 120) * 30] });
  });
});
