import type { SeriesTraits } from "../../model/resolved.ts";
import { findPrometheus, simulate as simulateOnPrometheus } from "./prometheus.ts";
import type { Simulation } from "./simulation.ts";
import { simulateOnVictoriaMetrics, vmalertTool } from "./vmalert-tool.ts";

type Engine = ReturnType<SeriesTraits["engine"]>;

const engines = {
  "rule-manager": { find: findPrometheus, run: simulateOnPrometheus },
  "vmalert-tool": { find: vmalertTool, run: simulateOnVictoriaMetrics },
} satisfies { readonly [One in Engine]: unknown };

/** What evaluates a simulation in production: all of its alerts are of one source. */
export function engineOf({ alerts }: Pick<Simulation, "alerts">): Engine {
  const [evaluator] = alerts.map((alert) => alert.evaluator);
  return evaluator?.traits.series?.engine(evaluator) ?? "rule-manager";
}

const byEngine = (simulations: readonly Simulation[]) => [...Map.groupBy(simulations, engineOf)];

/** Finds or builds the tool of each engine that the simulations need; `report` takes lines of progress. */
export async function findEngines(simulations: readonly Simulation[], report: (line: string) => void): Promise<void> {
  for (const [engine] of byEngine(simulations)) await engines[engine].find(report);
}

/**
 * Runs each simulation on the rule engine that evaluates its alerts in production.
 *
 * @returns by name of the simulation, what did not hold; empty text where all did
 */
export async function simulate(simulations: readonly Simulation[]): Promise<Map<string, string>> {
  const said = new Map<string, string>();
  for (const [engine, own] of byEngine(simulations)) for (const [name, what] of await engines[engine].run(own)) said.set(name, what);
  return said;
}
