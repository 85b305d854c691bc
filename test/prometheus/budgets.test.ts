import { expect, it } from "vitest";
import { ask } from "../../analysis/prove/ask.ts";
import { type InputSeries, input } from "../../analysis/prove/series.ts";
import { single } from "../../model/composite.ts";
import type { Slo } from "../../model/resolved.ts";
import { recorded } from "../../queries/promql/recording.ts";
import { recordedLabels } from "../../queries/promql/tile.ts";
import { measureQuery } from "../../queries/promql.ts";
import { resolvedCatalog } from "./catalog.ts";

/* What Prometheus' own engine makes of the budget that several SLOs have together: 3 x `filled` (99 %), and 0.5 x `running` (98 %). */

const mill = resolvedCatalog("test/catalog").systems.find(({ id }) => id === "mill");
const slos = mill?.services.find(({ id }) => id === "stones")?.slos ?? [];
const slo = (id: string): Slo => {
  const found = slos.find((one) => one.id === id);
  if (!found) throw new Error(`no SLO ${id}`);
  return found;
};
const panels = mill?.dashboards.flatMap((dashboard) => dashboard.panels) ?? [];
const expr = (id: string): string => panels.flatMap((panel) => (panel.id === id ? [measureQuery(panel.show)] : [])).join();

/** The same in every hour of ten. */
const hourly = (id: string, bad: number, total: number): InputSeries[] => {
  const signal = single(slo(id).signal);
  const always = (value: number) => Array<number>(601).fill(value);
  return [input(recorded.bad.hour, recordedLabels(signal), always(bad)), input(recorded.total.hour, recordedLabels(signal), always(total))];
};
const left = async (...series: InputSeries[]): Promise<(number | undefined)[]> => {
  const answers = await ask(
    60,
    series,
    ["worst", "whole"].map((id) => ({ expr: expr(id), at: 36_000 })),
  );
  return answers.map(({ values: [value, ...more] }) => {
    expect(more).toEqual([]);
    return value === undefined ? undefined : Math.round(value * 1e9) / 1e9;
  });
};

it.each([
  ["the least of both, or by the weights of both", hourly("filled", 1, 200), hourly("running", 1, 200), 0.5, 1 - 0.0175 / 0.04],
  ["by its weight, however few events it has", hourly("filled", 0, 2), hourly("running", 80, 1000), -3, 0],
  ["nothing failed", hourly("filled", 0, 5), hourly("running", 0, 5), 1, 1],
  ["one has no events: the other is the worst, and there is no whole", hourly("filled", 0, 0), hourly("running", 1, 200), 0.75, undefined],
  ["one has no series", [], hourly("running", 1, 200), 0.75, undefined],
])("%s", async (_, filled, running, worst, whole) => {
  expect(await left(...filled, ...running)).toEqual([worst, whole]);
});
