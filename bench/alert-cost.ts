import type { RuleFile, RuleGroup } from "../artifacts/prometheus/rule-file.ts";
import { parseDuration } from "../model/quantity.ts";
import { count, duration, median, part, table } from "./figures.ts";
import { counters, type Round, roundOf, rulesOf } from "./samples.ts";

/** Whose rules are measured. */
export interface Measured {
  /** @param target in percent */
  readonly rules: (target: number) => Promise<RuleFile>;
  /** names of its alerts, and what follows them */
  readonly page: string;
  readonly ticket: string;
}

/** What the rules read. */
export interface Source {
  readonly counter: string;
  readonly service: string;
  /** seconds between scrapes, and between evaluations where a group says nothing */
  readonly pace: number;
}

/** Series of the metric, and the part of Sloth's processor time that a round may take of them. */
const loads = [
  { series: 2, goal: 0.8 },
  { series: 30, goal: 0.3 },
  { series: 300, goal: 0.1 },
];
/** A day more than the longest window of a ticket. */
const minutes = 4 * 1440;
/** Both are measured by turns, and the median counts: what else a machine does passes within a few of them. */
const effort = { full: { times: 100, turns: 5 }, quick: { times: 20, turns: 1 } };

export interface Cost {
  readonly series: number;
  readonly goal: number;
  readonly ours: Round;
  readonly theirs: Round;
}

type Tools = Readonly<Record<"ours" | "theirs", Measured>>;

/** What the page, the ticket and all that they read cost in a minute, for each number of series. */
export async function costsOf(tools: Tools, source: Source, quick: boolean, report: (done: string) => void): Promise<Cost[]> {
  const { times, turns } = quick ? effort.quick : effort.full;
  const asked = { ours: await askedBy(tools.ours, source), theirs: await askedBy(tools.theirs, source) };
  const costs: Cost[] = [];
  for (const { series, goal } of loads) {
    const load = { series: counters(source.counter, { env: "prod", service: source.service }, series, minutes), minutes, times };
    const rounds: { ours: Round; theirs: Round }[] = [];
    for (let turn = 0; turn < turns; turn++) rounds.push({ ours: await asked.ours(load), theirs: await asked.theirs(load) });
    // Turns differ by their time alone.
    const of = (tool: keyof Tools) => ({ ...rounds[0]?.[tool], seconds: median(rounds.map((round) => round[tool].seconds)) }) as Round;
    costs.push({ series, goal, ours: of("ours"), theirs: of("theirs") });
    report(`alerts: cost of ${series} series`);
  }
  return costs;
}

export const isCheap = ({ ours, theirs, goal }: Cost): boolean => ours.seconds <= goal * theirs.seconds;

export const costText = (costs: readonly Cost[], { pace }: Source): string[] => [
  `What a minute costs Prometheus' engine: the page, the ticket and what they read, each as often as its group is evaluated. Ours states a`,
  `minute, Sloth's no interval, which is the ${pace} s of the server. Both are measured by turns, and times are medians of ${effort.full.turns}.`,
  "",
  table([
    ["series", "Sloth: samples", "time", "this project: samples", "time", "of Sloth's time", "goal", ""],
    ...costs.map((cost) => [
      count(cost.series),
      count(cost.theirs.touched),
      duration(cost.theirs.seconds),
      count(cost.ours.touched),
      duration(cost.ours.seconds),
      part(cost.ours.seconds / cost.theirs.seconds),
      part(cost.goal),
      isCheap(cost) ? "met" : "not met",
    ]),
  ]),
];

type Load = Pick<Parameters<typeof roundOf>[1], "series" | "minutes" | "times">;

async function askedBy({ rules, page, ticket }: Measured, { pace }: Source): Promise<(load: Load) => Promise<Round>> {
  const { groups } = await rules(99.9);
  const needed = new Set(
    rulesOf({ groups }).filter((rule) => "alert" in rule && [page, ticket].some((name) => name.startsWith(rule.alert))),
  );
  for (const { expr } of needed) {
    for (const rule of rulesOf({ groups })) if ("record" in rule && reads(expr, rule.record)) needed.add(rule);
  }
  const often = new Map(
    (groups as readonly Partial<RuleGroup>[]).flatMap(({ interval = `${pace}s`, rules: own = [] }) =>
      own.map((rule) => [rule, 60 / parseDuration(interval)]),
    ),
  );
  return (load) => roundOf([...needed], { ...load, often: (rule) => often.get(rule) ?? 1 });
}

/** Whether a query names a recording, and not another whose name begins alike. */
const reads = (expr: string, record: string): boolean => new RegExp(`(?<![\\w:])${record}(?![\\w:])`).test(expr);
