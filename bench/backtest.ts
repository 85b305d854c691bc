import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { count, duration, median, table } from "./figures.ts";
import { writeMadeCatalog } from "./made-catalog.ts";
import { timedScript } from "./process.ts";
import type { Question } from "./question.ts";
import type { ReplayRun } from "./replay.ts";

const slos = 100;
const timeLimit = 10;
const gibibyte = 1024 ** 3;

/** How long a month takes to be replayed, with the alerts of two revisions. */
export const backtest: Question = async ({ quick, report }) => {
  const folder = mkdtempSync(join(tmpdir(), "slostack-bench-"));
  try {
    const { catalog } = writeMadeCatalog(folder, slos);
    const seconds: number[] = [];
    const runs: ReplayRun[] = [];
    for (let run = 0; run < (quick ? 1 : 5); run++) {
      const { seconds: whole, stdout } = await timedScript("replay.ts", [catalog]);
      seconds.push(whole);
      runs.push(JSON.parse(stdout) as ReplayRun);
    }
    report(`backtest: ${runs.length} runs`);
    const [first] = runs;
    if (!first) throw new Error("nothing was measured");
    const [whole, peak] = [median(seconds), Math.max(...runs.map((run) => run.peak))];
    const memory = `${Math.round(peak / 1024 ** 2)} MiB`;
    const steps = Object.keys(first.steps);
    const medians = steps.map((step) => duration(median(runs.map((run) => run.steps[step] ?? 0))));
    return {
      title: "Backtest",
      text: [
        `${slos} SLOs of a made catalog, each with a page, a ticket and a floor, at two targets: all alerts of both revisions replayed on`,
        "30 days of samples, three series an SLO, scraped and evaluated by the minute. *Record* makes the increments of every minute out of",
        "the samples, *replay* finds all firing intervals; *whole* is the process from its start to its end.",
        "",
        table([
          ["alerts", "samples", "firings", ...steps, "whole", "peak memory"],
          [count(first.alerts), count(first.samples), count(first.firings), ...medians, duration(whole), memory],
        ]),
      ].join("\n"),
      demands: [
        {
          what: `30 days of ${slos} SLOs, old and new, are replayed in at most ${timeLimit} s`,
          seen: duration(whole),
          met: whole <= timeLimit,
        },
        { what: "and stay under 1,024 MiB", seen: memory, met: peak < gibibyte },
      ],
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};
