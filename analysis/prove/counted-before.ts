import { ruleFile } from "../../artifacts/prometheus/rules.ts";
import { ask } from "./ask.ts";
import { input, type Sample } from "./series.ts";
import type { Simulation } from "./simulation.ts";

/**
 * promtool tests rules with an engine that knows no experimental feature, whatever it is told to enable (Prometheus 3.13,
 * cmd/promtool/unittest.go). So what a source with one records by the minute is asked of Prometheus' own engine before, each rendered
 * expression at each minute, and given to promtool as series; the rest of the rules it evaluates itself.
 */
export async function countedBefore(simulation: Simulation): Promise<Simulation> {
  const { alerts, minutes, scrape, series } = simulation;
  const experimental = alerts.some(({ evaluator }) => evaluator.traits.series?.features(evaluator).length);
  if (!experimental || simulation.recorded) return simulation;
  const rules = ruleFile(alerts).groups.flatMap((group) => group.rules);
  const recordings = rules.flatMap((rule) => ("record" in rule && rule.record.endsWith(":increase1m") ? [rule] : []));
  const moments = Array.from({ length: minutes + 1 }, (_, minute) => minute * 60);
  const counted = recordings.map(async ({ record, labels, expr }) => {
    const answers = await ask(
      scrape,
      series,
      moments.map((at) => ({ expr, at })),
    );
    return input(
      record,
      labels,
      answers.flatMap(({ values }): Sample[] => [values[0], ...Array<undefined>(60 / scrape - 1).fill(undefined)]),
    );
  });
  return { ...simulation, series: [...series, ...(await Promise.all(counted))], recorded: new Set(recordings.map(({ record }) => record)) };
}
