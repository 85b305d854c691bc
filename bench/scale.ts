import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findProgram } from "../programs/find.ts";
import { programs } from "../programs/table.ts";
import { count, duration, median, part, table } from "./figures.ts";
import { selfEvaluated, writeMadeCatalog } from "./made-catalog.ts";
import type { PipelineRun } from "./pipeline.ts";
import { timed, timedScript } from "./process.ts";
import type { Answer, Demand, Options, Question } from "./question.ts";

/** SLOs, and how often each contender runs: short runs need more of them for a steady median. */
const sizes: readonly { readonly slos: number; readonly runs: number; readonly quick: number }[] = [
  { slos: 10, runs: 7, quick: 3 },
  { slos: 100, runs: 7, quick: 3 },
  { slos: 1_000, runs: 7, quick: 3 },
  { slos: 10_000, runs: 3, quick: 1 },
];

const mebibyte = 1024 ** 2;
const memoryLimit = 512 * mebibyte;
/** At these sizes, rules take at most this part of Sloth's time. */
const limits: Readonly<Record<number, number>> = { 1000: 1, 10000: 0.5 };
/** An SLO among the most may cost this much more than one among the second most: noise, no growth. */
const growthLimit = 1.1;

/** Medians of one size, in seconds. */
interface Measured {
  readonly slos: number;
  readonly all: number;
  readonly rules: number;
  readonly sloth: number;
  readonly steps: Readonly<Record<string, number>>;
  readonly peak: number;
  readonly last: PipelineRun;
}

/** How time and memory grow with the number of SLOs, beside Sloth. */
export const scale: Question = async ({ quick, report }) => {
  const sloth = (await findProgram("sloth", { report })).path;
  const folder = mkdtempSync(join(tmpdir(), "slostack-bench-"));
  try {
    const measured: Measured[] = [];
    for (const size of sizes) measured.push(await measure(folder, sloth, size.slos, quick ? size.quick : size.runs, report));
    return answer(measured);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

/** All contenders one after the other, again and again, so that what else the machine does meets them alike. */
async function measure(folder: string, sloth: string, slos: number, runs: number, report: Options["report"]): Promise<Measured> {
  const place = join(folder, String(slos));
  const input = writeMadeCatalog(place, slos);
  const forRules = writeMadeCatalog(join(place, "self-evaluated"), slos, 99.9, selfEvaluated).catalog;
  const out = join(place, "rules");
  mkdirSync(out);
  const contenders = {
    all: () => timedScript("pipeline.ts", [input.catalog]),
    sloth: () => timed(sloth, ["generate", "--no-log", "--input", input.sloth, "--out", out]),
    rules: () => timedScript("rule-file.ts", [forRules, join(place, "rules.yaml")]),
  };
  const seconds = { all: [] as number[], sloth: [] as number[], rules: [] as number[] };
  const results: PipelineRun[] = [];
  // Of small inputs the first round only warms the caches of the operating system and of compiled code.
  for (let round = slos < 10_000 ? -1 : 0; round < runs; round++) {
    for (const name of ["all", "sloth", "rules"] as const) {
      const run = await contenders[name]();
      if (round < 0) continue;
      seconds[name].push(run.seconds);
      if (name === "all") results.push(JSON.parse(run.stdout) as PipelineRun);
    }
  }
  report(`${count(slos)} SLOs: ${runs} runs`);
  const last = results[0];
  if (!last) throw new Error("nothing was measured");
  return {
    slos,
    all: median(seconds.all),
    sloth: median(seconds.sloth),
    rules: median(seconds.rules),
    steps: Object.fromEntries(Object.keys(last.steps).map((step) => [step, median(results.map(({ steps }) => steps[step] ?? 0))])),
    peak: Math.max(...results.map(({ peak }) => peak)),
    last,
  };
}

function answer(measured: readonly Measured[]): Answer {
  const steps = Object.keys(measured[0]?.steps ?? {});
  const perSlo = ({ all, slos }: Measured) => all / slos;
  const own = measured.map((one) => [
    count(one.slos),
    count(one.last.alerts),
    count(one.last.resources),
    ...steps.map((step) => duration(one.steps[step] ?? 0)),
    duration(one.all),
    duration(perSlo(one)),
    `${Math.round(one.peak / mebibyte)} MiB`,
  ]);
  const beside = measured.map(({ slos, rules, sloth, all }) => [
    count(slos),
    duration(rules),
    duration(sloth),
    part(rules / sloth),
    duration(all),
    part(all / sloth),
  ]);
  return {
    title: "Scale",
    text: [
      "A made catalog, ten SLOs in a service, each with a page, a ticket and an alert on absence, through everything but the",
      "engine. *Arguments* are those of every Grafana and PagerDuty resource, dashboards included; each is dropped when the next",
      "one is made. *Whole* is the process from its start to its end, in a fresh one each time.",
      "",
      table([["SLOs", "alerts", "resources", ...steps, "whole", "whole per SLO", "peak memory"], ...own]),
      "",
      `The same SLOs beside Sloth ${programs.sloth.version}, which renders Prometheus rules alone; *rules* is that task and no more, for a Prometheus that`,
      "evaluates them itself; *all* is the table above, of alerts that Grafana evaluates. Whole processes, by turns.",
      "",
      table([["SLOs", "rules", "Sloth", "rules / Sloth", "all", "all / Sloth"], ...beside]),
    ].join("\n"),
    demands: [...measured.flatMap(speed), ...growth(measured), ...measured.slice(-1).map(memory)],
  };

  function growth(all: readonly Measured[]): Demand[] {
    const [fewer, most] = all.slice(-2);
    if (!fewer || !most) return [];
    const seen = perSlo(most) / perSlo(fewer);
    return [
      {
        what: `an SLO of ${count(most.slos)} costs at most ${growthLimit} x one of ${count(fewer.slos)}`,
        seen: `${seen.toFixed(2)} x`,
        met: seen <= growthLimit,
      },
    ];
  }
}

function speed({ slos, rules, sloth }: Measured): Demand[] {
  const limit = limits[slos];
  if (limit === undefined) return [];
  const what = `rules of ${count(slos)} SLOs take ${limit < 1 ? `at most ${part(limit)} of Sloth's` : "less than Sloth's"} time`;
  return [{ what, seen: part(rules / sloth), met: limit < 1 ? rules <= limit * sloth : rules < sloth }];
}

function memory({ slos, peak }: Measured): Demand {
  return {
    what: `${count(slos)} SLOs stay under ${memoryLimit / mebibyte} MiB`,
    seen: `${Math.round(peak / mebibyte)} MiB`,
    met: peak < memoryLimit,
  };
}
