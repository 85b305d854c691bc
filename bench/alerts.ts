import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Fired as Firings, firings } from "../analysis/prove/firings.ts";
import { input, scraped } from "../analysis/prove/series.ts";
import type { Interval } from "../analysis/prove/watch.ts";
import type { RuleFile } from "../artifacts/prometheus/rule-file.ts";
import { ruleFile } from "../artifacts/prometheus/rules.ts";
import { loadCatalog, resolve } from "../language.ts";
import { alertsOf } from "../monitors/alerts.ts";
import { findProgram } from "../programs/find.ts";
import { programs } from "../programs/table.ts";
import { costsOf, costText, isCheap, type Measured } from "./alert-cost.ts";
import { count, median, table } from "./figures.ts";
import { clusterOf, type Incident, incidentOf, silenceOf } from "./incidents.ts";
import { slothFile, writeMadeCatalog } from "./made-catalog.ts";
import type { Question } from "./question.ts";
import { bySloth } from "./samples.ts";

/** Seconds between scrapes, and between evaluations: those of the made catalog. */
const pace = 30;
const counter = "requests_0_0_total";
const service = "service-0";
const source = { counter, service, pace };

const burns = [
  { share: 1, hours: 1 },
  { share: 0.1, hours: 2 },
  { share: 0.036, hours: 3 },
  { share: 0.0066, hours: 7 },
];
/** Minutes after which the last of them is six times what 99.9 % allow, over six hours. */
const exactly = (6 * 0.001 * 6 * 60) / 0.0066;
/** What of 40 requests an hour fails, and within how many minutes it should page. */
const nights = [
  { share: 1, hours: 1, goal: 7 },
  { share: 0.2, hours: 2, goal: 35 },
  { share: 0.05, hours: 5, goal: 180 },
];
/** Requests a minute of which each share of a row is a whole number. */
const busy = 5000;

/** What each row of the table looks at; at 99.9 %, unless it says otherwise. */
const scenes = {
  burns: burns.map(({ share, hours }) => incidentOf({ turns: [[hours * 60, 0]], traffic: busy, share })),
  oneFailure: [clusterOf(2 / 3, 1)],
  cluster: [clusterOf(2 / 3, 3)],
  night: nights.map(({ share, hours }) => incidentOf({ turns: [[hours * 60, 0]], traffic: 2 / 3, share })),
  slow: [incidentOf({ turns: [[120, 0]], traffic: 1, share: 1 })],
  flapping: [
    incidentOf({ turns: Array.from({ length: 5 }, (): [number, number] => [14, 19]), traffic: busy, share: 0.04, background: 0.0001 }),
  ],
  ended: (
    [
      [1, 3],
      [1, 12],
      [1, 45],
      [0.4, 6],
      [0.4, 25],
      [0.15, 18],
      [0.08, 35],
      [0.04, 50],
      [0.02, 100],
    ] as const
  ).map(([share, minutes]) => incidentOf({ turns: [[minutes, 0]], traffic: busy, share, background: 0.0001 })),
  silence: [silenceOf(busy, 120)],
} satisfies Record<string, readonly Incident[]>;
type SceneName = keyof typeof scenes;

/** Firing intervals of one incident, by what they do to people. */
interface Fired {
  readonly page: readonly Interval[];
  readonly ticket: readonly Interval[];
  /** of any alert, these two included */
  readonly all: readonly Interval[];
}
type Results = { readonly [Name in SceneName]: readonly Fired[] } & { readonly at95: Fired };

/** One row: what happens, and what comes of it under each tool's rules. */
interface Row {
  readonly what: string;
  readonly of: (results: Results) => string;
  readonly goal: string;
  readonly met: (ours: Results, theirs: Results) => boolean;
}

const minutesAfter = (incident: Incident | undefined, [first]: readonly Interval[]): number =>
  first && incident ? (first[0] - incident.begins * 60) / 60 : Number.POSITIVE_INFINITY;
const minutesOver = (incident: Incident | undefined, fired: readonly Interval[]): number => {
  const last = fired.at(-1);
  return last && incident ? Math.max(0, (last[1] - incident.over * 60) / 60) : Number.NaN;
};
const minutes = (count: number): string => (Number.isFinite(count) ? `${Number(count.toFixed(1))} min` : "never");

const pageOf = (results: Results, scene: SceneName, index = 0): number =>
  minutesAfter(scenes[scene][index], results[scene][index]?.page ?? []);
const at95 = incidentOf({ turns: [[180, 0]], traffic: busy, share: 1 });
const ends = (results: Results): number[] =>
  scenes.ended.map((incident, index) => minutesOver(incident, results.ended[index]?.page ?? [])).filter((end) => !Number.isNaN(end));
const countOf = (fired: Fired | undefined): string => (fired?.page.length ? "pages" : fired?.ticket.length ? "a ticket" : "silent");
const firstOf = (results: Results, scene: SceneName): Fired | undefined => results[scene][0];

const burnRow = ({ share }: (typeof burns)[number], index: number): Row => ({
  what:
    share === 1
      ? "everything fails (1,000x): page after"
      : `${Number((share * 100).toPrecision(2))} % fail (${Math.round(share * 10_000) / 10}x): page after`,
  of: (results) => minutes(pageOf(results, "burns", index)),
  goal: "not later than Sloth",
  met: (ours, theirs) => pageOf(ours, "burns", index) <= pageOf(theirs, "burns", index),
});

const nightRow = ({ share, goal }: (typeof nights)[number], index: number): Row => ({
  what: `40 requests an hour, ${share === 1 ? "everything fails" : `${share * 100} % fail`}: page after`,
  of: (results) => minutes(pageOf(results, "night", index)),
  goal: `${goal} min`,
  met: (ours) => pageOf(ours, "night", index) <= goal,
});

const rows: readonly Row[] = [
  ...burns.map(burnRow),
  {
    what: "at 95 %, everything fails: page after",
    of: ({ at95: fired }) => minutes(minutesAfter(at95, fired.page)),
    goal: "30 min",
    met: (ours) => minutesAfter(at95, ours.at95.page) <= 30,
  },
  {
    what: "40 requests an hour, one fails",
    of: (results) => countOf(firstOf(results, "oneFailure")),
    goal: "silent",
    met: (ours) => firstOf(ours, "oneFailure")?.page.length === 0,
  },
  {
    what: "40 requests an hour, three fail in one minute",
    of: (results) => countOf(firstOf(results, "cluster")),
    goal: "silent",
    met: (ours) => firstOf(ours, "cluster")?.page.length === 0,
  },
  ...nights.map(nightRow),
  {
    what: "one request a minute, everything fails for two hours: page after",
    of: (results) => minutes(pageOf(results, "slow")),
    goal: "5 min",
    met: (ours) => pageOf(ours, "slow") <= 5,
  },
  {
    what: "and the page ends after recovery",
    of: (results) => minutes(minutesOver(scenes.slow[0], firstOf(results, "slow")?.page ?? [])),
    goal: "20 min",
    met: (ours) => minutesOver(scenes.slow[0], firstOf(ours, "slow")?.page ?? []) <= 20,
  },
  {
    what: "and tickets beside it",
    of: (results) => `${firstOf(results, "slow")?.ticket.length}`,
    goal: "none",
    met: (ours) => firstOf(ours, "slow")?.ticket.length === 0,
  },
  {
    what: "4 % fail for 14 of 33 minutes, five times (40x): pages",
    of: (results) => `${firstOf(results, "flapping")?.page.length}`,
    goal: "1",
    met: (ours) => firstOf(ours, "flapping")?.page.length === 1,
  },
  {
    what: `a page ends after recovery, median of ${scenes.ended.length}`,
    of: (results) => minutes(median(ends(results))),
    goal: "13 min",
    met: (ours) => median(ends(ours)) <= 13,
  },
  {
    what: "and the longest of them",
    of: (results) => minutes(Math.max(...ends(results))),
    goal: "20 min",
    met: (ours) => Math.max(...ends(ours)) <= 20,
  },
  {
    what: "no traffic for two hours",
    of: (results) => (firstOf(results, "silence")?.all.length ? "someone is notified" : "unseen"),
    goal: "someone is notified",
    met: (ours) => (firstOf(ours, "silence")?.all.length ?? 0) > 0,
  },
];

/** How good the alerts are at what people want of them, and what they cost: Sloth's rules beside ours. */
export const alerts: Question = async ({ quick, report }) => {
  const tools = { ours: ourTool, theirs: slothTool((await findProgram("sloth", { report })).path) };
  const ours = await resultsOf(tools.ours);
  report("alerts: our rules");
  const theirs = await resultsOf(tools.theirs);
  report("alerts: Sloth's rules");
  const costs = await costsOf(tools, source, quick, report);
  const verdicts = [...rows.map((row) => row.met(ours, theirs)), ...costs.map(isCheap)];
  const met = verdicts.filter(Boolean).length;
  return {
    title: "Alerts",
    page: "alert-quality",
    text: [
      `One availability SLO at 99.9 % over 30 days with ${count(busy)} requests a minute, unless a row says otherwise; two series, scraped and evaluated every`,
      `${pace} s, three days of health before. Each incident in Prometheus' own rule engine, under the rules of this project and under those of Sloth`,
      `${programs.sloth.version}, both with the tiers of the Google SRE Workbook. Times are from the first failure to the first evaluation that fires, and from the`,
      "last failure to the first that does not.",
      "",
      table([
        ["incident", "Sloth", "this project", "goal", ""],
        ...rows.map(({ what, of, goal, met }) => [what, of(theirs), of(ours), goal, met(ours, theirs) ? "met" : "not met"]),
      ]),
      "",
      `0.66 % of failures are six times what the target allows over six hours after ${exactly.toFixed(1)} min. Sloth's rates over six hours lack one`,
      `scrape of them, and are that high after ${(exactly * (1 - pace / (6 * 3600))).toFixed(1)} min.`,
      "",
      ...costText(costs, source),
    ].join("\n"),
    demands: [{ what: "alerts meet all of these goals", seen: `${met} of ${verdicts.length}`, met: met === verdicts.length }],
  };
};

/** What a tool makes of the SLO. */
interface Tool extends Measured {
  /** a label by which alerts of one name are told apart */
  readonly apart?: string;
}

const ourTool: Tool = {
  rules: async (target) => {
    const folder = mkdtempSync(join(tmpdir(), "slostack-bench-"));
    try {
      const { catalog } = loadCatalog(writeMadeCatalog(folder, 1, target).catalog);
      if (!catalog) throw new Error("the made catalog has problems");
      for (const policy of Object.values(catalog.organization.policies)) Object.assign(policy, { "no-traffic": "15m" });
      // Sloth's rules are evaluated by Prometheus itself.
      Object.assign(catalog.organization.sources.prom ?? {}, { evaluator: "prometheus" });
      return ruleFile(alertsOf(resolve(catalog, "prod")).filter(({ kind }) => kind !== "source"));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
  page: "system-0--service-0--slo-0--page",
  ticket: "system-0--service-0--slo-0--ticket",
};

const slothTool = (program: string): Tool => ({
  rules: (target) => bySloth(program, slothFile(service, [{ id: "slo-0", service, counter }], target)),
  apart: "sloth_severity",
  page: "slo-0 page",
  ticket: "slo-0 ticket",
});

async function resultsOf(tool: Tool): Promise<Results> {
  const rules = await tool.rules(99.9);
  const names = Object.keys(scenes) as SceneName[];
  const incidents = names.flatMap((name) => scenes[name].map((incident) => ({ name, incident })));
  const watched = await firings([
    ...incidents.map(({ incident }) => watchOf(tool, rules, incident)),
    watchOf(tool, await tool.rules(95), at95),
  ]);
  const fired = watched.map((one) => firedOf(tool, one));
  const of = (name: SceneName) => fired.filter((_, index) => incidents[index]?.name === name);
  const byScene = Object.fromEntries(names.map((name) => [name, of(name)])) as { [Name in SceneName]: Fired[] };
  return { ...byScene, at95: fired.at(-1) as Fired };
}

function watchOf({ apart }: Tool, rules: RuleFile, { trace }: Incident) {
  const labels = { env: "prod", service };
  const series = (status: string, of: (minute: Incident["trace"][number]) => number) =>
    input(counter, { ...labels, status }, scraped(trace, of, pace));
  return {
    rules,
    step: pace,
    tick: pace * 1000,
    minutes: trace.length,
    series: [series("200", ({ total, bad }) => total - bad), series("500", ({ bad }) => bad)],
    ...(apart !== undefined && { apart }),
  };
}

const firedOf = ({ page, ticket }: Tool, { fires }: Firings): Fired => ({
  page: fires.get(page) ?? [],
  ticket: fires.get(ticket) ?? [],
  all: [...fires.values()].flat(),
});
