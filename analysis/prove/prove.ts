import type { Severity } from "../../model/resolved.ts";
import type { Alert } from "../../monitors/alert.ts";
import { type Recording, recordingsOf } from "../../queries/promql.ts";
import { simulate } from "./engines.ts";
import type { Simulation } from "./simulation.ts";
import type { Plan } from "./simulations.ts";

/** What real Prometheus code says of one alert. */
export interface Verdict {
  readonly alert: string;
  readonly severity: Severity["id"];
  /** simulations that look at it, and in how many of them it must fire, and did */
  readonly simulations: number;
  readonly fires: number;
  /** what does not hold; empty where the alert is proved */
  readonly faults: readonly { readonly simulation: string; readonly what: string }[];
}

export interface RunOptions {
  /** processes at the same time */
  readonly jobs: number;
  /** after each part: simulations that are done, and all */
  readonly progress?: (done: number, all: number) => void;
  /** what runs the simulations; a name and what did not hold, empty where all did */
  readonly run?: (simulations: readonly Simulation[]) => Promise<Map<string, string>>;
}

/** Runs a plan. The verdicts are in the order of its alerts. */
export async function prove(plan: Plan, options: RunOptions): Promise<Verdict[]> {
  const said = await inParts(plan.simulations, options);
  const deployed = new Map(recordedBy(plan.beside).map((recording) => [keyOf(recording), recording.expr]));
  return plan.alerts.map((alert) => {
    const found = verdict(alert.name, alert.severity.id, plan.simulations, said);
    return { ...found, faults: [...found.faults, ...recordedOtherwise(alert, deployed)] };
  });
}

const recordedBy = (alerts: readonly Alert[]) => recordingsOf(alerts.filter(({ evaluator }) => evaluator.traits.series));
const keyOf = ({ name, labels }: Recording): string => JSON.stringify([name, labels]);

/** An alert is simulated with its own recordings; beside all others they must be the same. @param deployed queries by name and labels */
function recordedOtherwise(alert: Alert, deployed: ReadonlyMap<string, string>): Verdict["faults"] {
  const other = recordedBy([alert]).find((recording) => deployed.get(keyOf(recording)) !== recording.expr);
  if (!other) return [];
  return [{ simulation: "all", what: `it is deployed with another recording ${other.name}: ${deployed.get(keyOf(other)) ?? "none"}` }];
}

/**
 * Runs simulations, several parts at the same time.
 *
 * @returns by name of the simulation, what did not hold; empty text where all did
 */
export async function inParts(
  simulations: readonly Simulation[],
  { jobs, progress = () => {}, run = simulate }: RunOptions,
): Promise<Map<string, string>> {
  const parts = split(simulations, jobs * 4);
  const said = new Map<string, string>();
  let next = 0;
  const work = async () => {
    for (let part = parts[next++]; part; part = parts[next++]) {
      for (const [name, what] of await run(part)) said.set(name, what);
      progress(said.size, simulations.length);
    }
  };
  await Promise.all(Array.from({ length: jobs }, work));
  return said;
}

function verdict(alert: string, severity: string, all: readonly Simulation[], said: ReadonlyMap<string, string>): Verdict {
  const looking = all.filter(({ alerts }) => alerts.some(({ name }) => name === alert));
  const firing = looking.filter(({ fires, recordOnly, values = [] }) =>
    recordOnly ? values.some(({ is }) => is !== undefined) : (fires[alert] ?? []).length > 0,
  );
  const faults = looking.flatMap(({ name }) => {
    const what = said.get(name) ?? "it was not run";
    return what === "" ? [] : [{ simulation: name, what }];
  });
  // An alert that no simulation makes fire would be proved by silence alone.
  const idle = firing.length === 0 ? [{ simulation: "all", what: "no simulation makes it fire" }] : [];
  return { alert, severity, simulations: looking.length, fires: firing.length, faults: [...faults, ...idle] };
}

/** Parts of about the same work: the longest simulations first, each into the part that has the least. */
function split(simulations: readonly Simulation[], count: number): Simulation[][] {
  const work = ({ minutes, alerts }: Simulation) => minutes * alerts.length;
  const parts = Array.from({ length: Math.max(1, Math.min(count, simulations.length)) }, () => ({
    load: 0,
    simulations: [] as Simulation[],
  }));
  for (const one of simulations.toSorted((a, b) => work(b) - work(a))) {
    const least = parts.reduce((low, part) => (part.load < low.load ? part : low));
    least.simulations.push(one);
    least.load += work(one);
  }
  return parts.map((part) => part.simulations).filter((part) => part.length > 0);
}
