import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { duration, median, part, table } from "./figures.ts";
import { timedScript } from "./process.ts";
import type { Demand, Question } from "./question.ts";

/** What the sandbox may take of the time that it takes with everything that the engine does for a real stack. */
const shareLimit = 0.5;
const runs = { full: 3, quick: 1 };

/** The engine as on a real stack, and the engine with what a sandbox needs. */
const ways = ["durable", "sandbox"] as const;
/** From nothing, and then with nothing changed: the first of these still reads the vendors, the next one knows that nobody touched them. */
const starts = { "from nothing": /^\d+ created$/, unchanged: /^\d+ unchanged$/, "unchanged again": /^\d+ unchanged$/ };
type Start = keyof typeof starts;

/** How long `npm start` takes, beside the same with an engine that guards its state as it does on a real stack. By turns. */
export const start: Question = async ({ quick, report }) => {
  const seconds: Record<Start, Record<(typeof ways)[number], number[]>> = {
    "from nothing": { durable: [], sandbox: [] },
    unchanged: { durable: [], sandbox: [] },
    "unchanged again": { durable: [], sandbox: [] },
  };
  for (let round = 0; round < (quick ? runs.quick : runs.full); round++) {
    const folders = ways.map((way) => [way, mkdtempSync(join(tmpdir(), "slostack-bench-"))] as const);
    try {
      for (const [kind, said] of Object.entries(starts) as [Start, RegExp][])
        for (const [way, folder] of folders) {
          const run = await timedScript("start-run.ts", [folder, way]);
          if (!said.test(run.stdout.trim())) throw new Error(`a start ${kind} says something else: ${run.stdout}`);
          seconds[kind][way].push(run.seconds);
        }
    } finally {
      for (const [, folder] of folders) rmSync(folder, { recursive: true, force: true });
    }
    report(`start: round ${round + 1}`);
  }
  const rows = (Object.keys(starts) as Start[]).map((kind) => {
    const { durable, sandbox } = seconds[kind];
    const share = median(sandbox.map((time, round) => time / (durable[round] ?? Number.NaN)));
    return { kind, durable: median(durable), sandbox: median(sandbox), share };
  });
  return {
    title: "Start",
    text: [
      "`npm start` of this project's catalog, stack prod: the whole command, as a user waits for it, beside the same with an engine",
      "that works as on a real stack: it writes the state after each step, keeps backups and a debug log, maps stack traces and debugs the program.",
      "By turns; the share is the median of the pairs.",
      "",
      table([
        ["start", "as on a real stack", "in the sandbox", "share"],
        ...rows.map(({ kind, durable, sandbox, share }) => [kind, duration(durable), duration(sandbox), part(share)]),
      ]),
    ].join("\n"),
    demands: rows.map(
      ({ kind, share }): Demand => ({
        what: `a start ${kind} takes at most ${part(shareLimit)} of the time as on a real stack`,
        seen: part(share),
        met: share <= shareLimit,
      }),
    ),
  };
};
