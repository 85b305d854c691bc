import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { recorderOf } from "../analysis/review/backtest/recorder.ts";
import { latenessOf, type Score, weekly } from "../analysis/tune/score.ts";
import { objectivesIn, type Tuned, tune as tuneAll } from "../analysis/tune/tune.ts";
import { loadCatalog, resolve } from "../language.ts";
import { measuredOf } from "../model/composite.ts";
import { eventful, feed } from "./eventful.ts";
import { median, part, table } from "./figures.ts";
import { writeMadeCatalog } from "./made-catalog.ts";
import type { Question } from "./question.ts";

/** Long enough for a dozen incidents in each half. */
const weeks = 12;
const histories = { full: 12, quick: 3 };
/** Other ones than those of the tests. */
const firstSeed = 7_001;
/** Seconds: the default of the command. */
const tolerated = 300;
/** Part of the Workbook's pages that must be gone. */
const fewer = 0.3;

/** Whether tuned policies page less on data that they were not chosen on, and see as much. */
export const tune: Question = async ({ quick, report }) => {
  const runs: Tuned[] = [];
  const count = quick ? histories.quick : histories.full;
  for (let run = 0; run < count; run++) {
    runs.push(tunedOn(firstSeed + run));
    report(`tune: ${run + 1} of ${count} histories`);
  }
  const halves = runs.map((run) => ({
    present: run.present.heldOut,
    used: run.best && run.confirmed ? run.best.heldOut : run.present.heldOut,
  }));
  const sum = (of: (half: (typeof halves)[number]) => number) => halves.reduce((all, half) => all + of(half), 0);
  const seen = { present: sum(({ present }) => present.delays.size), used: sum(({ used }) => used.delays.size) };
  const pages = { present: sum(({ present }) => present.pages), used: sum(({ used }) => used.pages) };
  const lateness = halves.flatMap(({ present, used }) => latenessOf(used, present));
  const gone = 1 - pages.used / pages.present;
  const delay = (of: (half: (typeof halves)[number]) => Score) =>
    `${median(halves.flatMap((half) => [...of(half).delays.values()])) / 60} min`;
  return {
    title: "Tuned policies",
    page: "alert-quality",
    text: [
      `${count} generated histories of ${weeks} weeks of an availability SLO at 99.9 %: outages and partial failures that are incidents; deployments, a batch at`,
      "night and slow hours that are none. `slostack tune` begins with the tiers of the Google SRE Workbook and looks at the first half; the figures are of the",
      "second. A policy that the second half does not confirm is not used, and counts as the Workbook's.",
      "",
      table([
        ["", "incidents paged", "median after", "pages a week", "outside of incidents"],
        ...(["present", "used"] as const).map((of) => [
          { present: "Workbook", used: "tuned" }[of],
          `${seen[of]} of ${sum(({ present }) => present.incidents)}`,
          delay((half) => half[of]),
          (sum((half) => weekly(half[of].pages, half[of])) / count).toFixed(1),
          (sum((half) => weekly(half[of].outside, half[of])) / count).toFixed(1),
        ]),
      ]),
      "",
      `Of ${lateness.length} pages that the Workbook's policy begins in an incident, ${lateness.filter((seconds) => seconds > tolerated).length} come more than ${tolerated / 60} minutes later.`,
      `${runs.filter(({ best }) => best).length} of ${count} histories led to a proposal, ${runs.filter(({ confirmed }) => confirmed).length} of them confirmed.`,
    ].join("\n"),
    demands: [
      { what: "tuned policies page for as many incidents", seen: `${seen.used} of ${seen.present}`, met: seen.used >= seen.present },
      { what: "not later, at the median", seen: `${median(lateness)} s`, met: median(lateness) <= 0 },
      { what: `with at least ${part(fewer)} fewer pages`, seen: part(gone), met: gone >= fewer },
    ],
  };
};

/** @throws Error where the history has too few incidents */
function tunedOn(seed: number): Tuned {
  const folder = mkdtempSync(join(tmpdir(), "slostack-bench-"));
  try {
    const { catalog } = loadCatalog(writeMadeCatalog(folder, 1).catalog);
    if (!catalog) throw new Error("the made catalog has problems");
    const objectives = objectivesIn(resolve(catalog, "prod"));
    const history = eventful(seed, weeks);
    const span = { from: 0, to: history.minutes.length * 60 };
    const recorder = recorderOf(
      objectives.flatMap(({ slo }) => measuredOf(slo.signal)),
      span,
    );
    feed(recorder, history);
    const [tuned] = tuneAll(objectives, { recorded: recorder.recorded(), span, incidents: history.incidents, unread: () => undefined });
    if (!tuned || "why" in tuned) throw new Error(`history ${seed}: ${tuned?.why}`);
    return tuned;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
