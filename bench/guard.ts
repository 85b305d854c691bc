import { randomInt } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { firings as inPrometheus } from "../analysis/prove/firings.ts";
import { input } from "../analysis/prove/series.ts";
import { type Firing, replay } from "../analysis/review/backtest/evaluate.ts";
import { recorderOf } from "../analysis/review/backtest/recorder.ts";
import { ruleFile } from "../artifacts/prometheus/rules.ts";
import { chance } from "../cli/history/example/chance.ts";
import { loadCatalog, resolve } from "../language.ts";
import { signalsOf } from "../model/condition.ts";
import type { Alert } from "../monitors/alert.ts";
import { alertsOf } from "../monitors/alerts.ts";
import { limitOf } from "../monitors/limit.ts";
import { count, table } from "./figures.ts";
import { byChance, type Failing, type Life, scrapedLife, spellsOf } from "./life.ts";
import { writeMadeCatalog } from "./made-catalog.ts";
import type { Question } from "./question.ts";

const hourly = 40;
const allowed = 0.001;
const year = Math.round(365.25 * 1440);
const runs = {
  full: { years: 200, times: 300, compared: 4 },
  quick: { years: 20, times: 50, compared: 3 },
};

/** The guards of a page that are compared, each with its `least-bad-minutes`; goals are those of the middle one. */
const guards = [
  { name: "10 failures", minutes: undefined },
  { name: "or 4 minutes", minutes: 4 },
  { name: "or 8 minutes", minutes: 8 },
] as const;
const judged = 1;
/** Failures without which none of them pages. */
const fewest = 4;

/** How failures come while just as many fail as the target allows, and how often a year that may page. */
const calms: readonly (Failing & { readonly what: string; readonly goal: number })[] = [
  { what: "independent", size: 1, spread: 1, goal: 0.2 },
  { what: "clusters of three in one minute", size: 3, spread: 1, goal: 2 },
  { what: "clusters of three within three minutes", size: 3, spread: 3, goal: 2 },
];
/** What fails of all requests, for how many minutes, and within how many it should page. */
const troubles = [
  { share: 1, during: 180, goal: 7 },
  { share: 0.2, during: 480, goal: 35 },
  { share: 0.05, during: 1440, goal: 180 },
];
/** Minutes of calm before a trouble: those of the longest window of a page, and some. */
const before = 420;

/** What the guard of a page costs in false pages at night, what it gains in time, and how near that is to what is possible. */
export const guard: Question = async ({ quick, report }) => {
  const { years, times, compared } = quick ? runs.quick : runs.full;
  const seed = randomInt(2 ** 31 - 1);
  report(`guard: seed ${seed}`);
  const alerts = guards.map(({ minutes }) => alertsWith(minutes));
  const pages = alerts.map(pageOf);

  const calm = calms.map((failing) => {
    const fired = guards.map(() => 0);
    for (let number = 0; number < years; number++) {
      const life = byChance({ hourly, minutes: year, shareAt: () => allowed, ...failing }, chance(seed + number));
      for (const spell of spellsOf(life, fewest))
        for (const [index, all] of firedIn(pages, spell).entries()) fired[index] = (fired[index] ?? 0) + all.length;
    }
    report(`guard: ${years} years, ${failing.what}`);
    return { ...failing, yearly: fired.map((all) => all / years) };
  });

  const troubled = ({ share, during }: (typeof troubles)[number], number: number) =>
    byChance(
      { hourly, minutes: before + during, shareAt: (at) => (at < before ? allowed : share), size: 1, spread: 1 },
      chance(seed + number),
    );
  const delays = troubles.map((trouble) => {
    const fired = Array.from({ length: times }, (_, number) => firedIn(pages, troubled(trouble, number)).map(delayOf));
    report(`guard: ${times} times ${trouble.share * 100} % fail`);
    const limit = (limitOf({ allowed, actual: trouble.share, pace: hourly / 60 }) ?? 0) / 60;
    return { ...trouble, limit, after: guards.map((_, index) => fired.map((all) => all[index] ?? Number.NaN)) };
  });

  const lives = troubles.flatMap((trouble) => Array.from({ length: compared }, (_, number) => troubled(trouble, number)));
  const same = await equalInPrometheus(alerts[judged] ?? [], lives);
  report(`guard: ${same} of ${lives.length} alike in Prometheus`);

  return {
    title: "Pages at low traffic",
    page: "alert-quality",
    text: [
      `An availability SLO at 99.9 % with ${hourly} requests an hour, which come by chance (seed ${seed}). Its page asks for 10 failures, or with`,
      "`least-bad-minutes` for 4 or 8 minutes with a failure, where chance does not explain them. Pages are those of the replay of a backtest, which",
      `[equals Prometheus](../analysis/review/backtest/README.md#how-equality-is-proved): ${same} of ${lives.length} of the troubles below were given to its rule engine as well, and paged in the`,
      "same minutes.",
      "",
      `Pages a year in ${count(years)} simulated years, in which 0.1 % of the requests fail, as many as the target allows:`,
      "",
      table([
        ["failures", ...guards.map(({ name }) => name), "goal of 4: at most", ""],
        ...calm.map(({ what, yearly, goal }) => [what, ...yearly.map(rate), String(goal), verdict((yearly[judged] ?? Number.NaN) <= goal)]),
      ]),
      "",
      `Minutes from the beginning of a trouble to its page, in ${count(times)} troubles each: the median, and in brackets what nine in ten keep. The limit is the mean`,
      "delay of the [best test there can be](catalog.md#pages-at-low-traffic) with one false alarm in ten years.",
      `Where everything fails, the fourth minute with a request comes within seven in ${Math.round(fourthWithin(7) * 100)} % of the cases: that median is 7 or 8, by the seed.`,
      "",
      table([
        ["failures", ...guards.map(({ name }) => name), "limit", "goal of 4: median", ""],
        ...delays.map(({ share, after, limit, goal }) => [
          `${share * 100} %`,
          ...after.map((all) => `${inMinutes(quantile(all, 0.5))} (${inMinutes(quantile(all, 0.9))})`),
          String(limit),
          String(goal),
          verdict(quantile(after[judged] ?? [], 0.5) <= goal),
        ]),
      ]),
    ].join("\n"),
    demands: [
      ...calm.map(({ what, yearly, goal }) => ({
        what: `failures at the target, ${what}: at most ${goal} pages a year`,
        seen: rate(yearly[judged] ?? Number.NaN),
        met: (yearly[judged] ?? Number.NaN) <= goal,
      })),
      ...delays.map(({ share, after, goal }) => ({
        what: `of ${hourly} requests an hour ${share * 100} % fail: a page within ${goal} min, at the median`,
        seen: `${inMinutes(quantile(after[judged] ?? [], 0.5))} min`,
        met: quantile(after[judged] ?? [], 0.5) <= goal,
      })),
      { what: "replay and Prometheus page in the same minutes", seen: `${same} of ${lives.length}`, met: same === lives.length },
    ],
  };
};

const verdict = (met: boolean): string => (met ? "met" : "not met");
const rate = (perYear: number): string => String(Number(perYear.toPrecision(2)));
const inMinutes = (delay: number): string => (Number.isFinite(delay) ? String(delay) : "never");
const quantile = (values: readonly number[], part: number): number =>
  values.toSorted((one, other) => one - other)[Math.ceil(values.length * part) - 1] ?? Number.NaN;

/** How likely so many of the first minutes have a request that the judged guard is content. */
function fourthWithin(minutes: number): number {
  const quiet = Math.exp(-hourly / 60);
  let fewer = 0;
  let ways = 1;
  for (let busy = 0; busy < guards[judged].minutes; busy++) {
    fewer += ways * (1 - quiet) ** busy * quiet ** (minutes - busy);
    ways *= (minutes - busy) / (busy + 1);
  }
  return 1 - fewer;
}

/** Minutes from the beginning of the trouble to the first page in it. */
function delayOf(fired: readonly Firing[]): number {
  const page = fired.find(({ to }) => to > before * 60);
  return page ? Math.max(0, page.from / 60 - before) : Number.POSITIVE_INFINITY;
}

function alertsWith(leastBadMinutes: number | undefined): Alert[] {
  const folder = mkdtempSync(join(tmpdir(), "slostack-bench-"));
  try {
    const { catalog } = loadCatalog(writeMadeCatalog(folder, 1).catalog);
    if (!catalog) throw new Error("the made catalog has problems");
    // Where Prometheus evaluates by the minute, both engines ask at the same moments.
    Object.assign(catalog.organization.sources.prom ?? {}, { evaluator: "prometheus", evaluate: "1m" });
    for (const policy of Object.values(catalog.organization.policies)) Object.assign(policy, { "least-bad-minutes": leastBadMinutes });
    return alertsOf(resolve(catalog, "prod")).filter(({ kind }) => kind !== "source");
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function pageOf(alerts: readonly Alert[]): Alert {
  const page = alerts.find(({ kind }) => kind === "burn-page");
  if (!page) throw new Error("the made SLO has no page");
  return page;
}

const counter = "requests_0_0_total";
const labels = { env: "prod", service: "service-0" };

function firedIn(pages: readonly Alert[], life: Life): Firing[][] {
  const recorder = recorderOf(
    pages.flatMap(({ when }) => signalsOf(when)),
    { from: 0, to: life.length * 60 },
  );
  for (const [status, samples] of Object.entries(scrapedLife(life))) {
    const series = recorder.series(counter, { ...labels, status });
    for (const [number, value] of samples.entries()) series?.add(number * 30, value);
  }
  const recorded = recorder.recorded();
  return pages.map((page) => replay(page, recorded));
}

/** How many of the lives page in the same minutes in Prometheus' rule engine as in the replay. */
async function equalInPrometheus(alerts: readonly Alert[], lives: readonly Life[]): Promise<number> {
  const [rules, page] = [ruleFile(alerts), pageOf(alerts)];
  const watched = await inPrometheus(
    lives.map((life) => ({
      rules,
      step: 60,
      tick: 30_000,
      minutes: life.length,
      series: Object.entries(scrapedLife(life)).map(([status, samples]) => input(counter, { ...labels, status }, samples)),
    })),
  );
  return lives.filter((life, index) => {
    const replayed = firedIn([page], life).flatMap((all) => all.map(({ from, to }) => [from, to]));
    return isDeepStrictEqual(replayed, watched[index]?.fires.get(page.name) ?? []);
  }).length;
}
