import { isDeepStrictEqual } from "node:util";
import { ProgramNotFound } from "../../programs/find.ts";
import { promtool, simulateByPromtool } from "./promtool.ts";
import { beginning, type Firing, type Question, questionsOf, rulesText, type Simulation } from "./simulation.ts";
import { type Answer, type Interval, promql, type Seen, watched } from "./watch.ts";

/**
 * Finds or builds the program that holds Prometheus' rule manager. Without Go promtool does, which many have: it evaluates each
 * round by itself and takes several times as long.
 *
 * @throws ProgramNotFound if there is neither
 */
export async function findPrometheus(report: (line: string) => void = () => {}): Promise<typeof simulate> {
  try {
    await promql(report);
    return simulateByManager;
  } catch (error) {
    if (!(error instanceof ProgramNotFound)) throw error;
    await promtool(report);
    return simulateByPromtool;
  }
}

/**
 * Runs all simulations through Prometheus' rule manager in one call, every minute of each.
 *
 * @returns by name of the simulation, what is wrong, a line for each; empty text where all held
 */
export async function simulate(simulations: readonly Simulation[]): Promise<Map<string, string>> {
  return (await findPrometheus())(simulations);
}

async function simulateByManager(simulations: readonly Simulation[]): Promise<Map<string, string>> {
  const seen = await watched(
    simulations.map((one) => ({
      start: beginning,
      tick: one.scrape * 1000,
      series: one.series,
      rules: rulesText(one),
      step: 60,
      paced: true,
      length: one.minutes * 60,
      queries: answerable(one).map(({ expr, minute }) => ({ expr, at: minute * 60 })),
    })),
  );
  return new Map(simulations.map((one, index) => [one.name, verdict(one, seen[index])]));
}

/** When the alerts fire is known by itself. */
const answerable = (simulation: Simulation): Question[] => questionsOf(simulation).filter(({ firings }) => !firings);

function verdict(simulation: Simulation, seen: Seen | undefined): string {
  if (!seen) return "it was not run";
  const { fires, minutes } = simulation;
  const names = new Set([...Object.keys(fires), ...Object.keys(seen.fires)]);
  const wrong = [...names].flatMap((name) => {
    const [is, was] = [inMinutes(seen.fires[name] ?? []), ended(fires[name] ?? [], minutes)];
    return isDeepStrictEqual(is, was) ? [] : [`${name} fires ${inWords(is)}, and not ${inWords(was)}`];
  });
  const unlike = answerable(simulation).flatMap(({ expr, minute, is }, index) => {
    const answer = seen.answers[index]?.values ?? [];
    return isSame(answer, is) ? [] : [`minute ${minute}: ${expr} is ${JSON.stringify(answer)}, and not ${JSON.stringify(is)}`];
  });
  return [...wrong, ...unlike].join("\n");
}

const inMinutes = (intervals: readonly Interval[]): number[][] => intervals.map((one) => one.map((seconds) => seconds / 60));

/** The simulation ends, and with it what still fires; intervals that touch are one. */
function ended(firing: Firing, minutes: number): number[][] {
  const joined: number[][] = [];
  for (const [from, to] of firing) {
    const end = Math.min(to, minutes + 1);
    if (from >= end) continue;
    if (joined.at(-1)?.[1] === from) joined.push([joined.pop()?.[0] ?? from, end]);
    else joined.push([from, end]);
  }
  return joined;
}

const inWords = (intervals: readonly number[][]): string =>
  intervals.length === 0 ? "never" : `in minutes ${intervals.map(([from = 0, to = 0]) => `${from} to ${to - 1}`).join(", ")}`;

/** The same series with the same values, in any order. */
const isSame = (answer: Answer["values"], is: Question["is"]): boolean =>
  answer.length === is.length &&
  is.every(({ labels, value }) => answer.some((one) => one.value === value && isDeepStrictEqual(one.labels, labels)));
