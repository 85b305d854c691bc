// node bench/replay.ts <catalog>: a month of samples recorded, and the alerts of two revisions replayed on it. Prints one line of JSON, a ReplayRun.

import { canReplay, replay } from "../analysis/review/backtest/evaluate.ts";
import { type Recorder, recorderOf } from "../analysis/review/backtest/recorder.ts";
import { type CheckedCatalog, loadCatalog, resolve } from "../language.ts";
import { signalsOf } from "../model/condition.ts";
import type { Alert } from "../monitors/alert.ts";
import { alertsOf } from "../monitors/alerts.ts";
import { stopwatch } from "./stopwatch.ts";

/** Result of one run, sent to the parent process. */
export interface ReplayRun {
  /** seconds by step, in the order of the steps */
  readonly steps: Readonly<Record<string, number>>;
  /** highest resident memory of the process, in bytes */
  readonly peak: number;
  readonly alerts: number;
  readonly firings: number;
  readonly samples: number;
}

const minutes = 30 * 1440;
/** Of each counter: requests that succeed, that the client got wrong, that fail. */
const statuses = ["200", "404", "500"];

const { step, steps } = stopwatch();

/** Scraped and evaluated by the minute; every SLO also has a floor. */
function revision(catalog: CheckedCatalog, target: string): Alert[] {
  const edited = structuredClone(catalog);
  for (const source of Object.values(edited.organization.sources)) Object.assign(source, { scrape: "1m", evaluate: "1m" });
  for (const { services } of edited.systems) {
    for (const { slos } of Object.values(services)) {
      for (const slo of Object.values(slos ?? {})) Object.assign(slo, { target, floor: "99%" });
    }
  }
  return alertsOf(resolve(edited, "prod")).filter((alert) => alert.slo !== undefined && canReplay(alert) === true);
}

/** Days and nights, one failure in two thousand, and some bad hours. */
function feed(recorder: Recorder): number {
  let samples = 0;
  const traffic = Array.from({ length: minutes }, (_, minute) => 600 - 500 * Math.cos((2 * Math.PI * minute) / 1440));
  const counters = new Set(recorder.selectors.map(({ name }) => name));
  for (const [number, name] of [...counters].sort().entries()) {
    for (const [index, status] of statuses.entries()) {
      const sink = recorder.series(name, { env: "prod", service: `service-${name.split("_")[1]}`, status });
      let value = 0;
      for (let minute = 0; minute < minutes; minute++) {
        const isBad = (minute + number * 431) % 5000 < 90;
        value += Math.round((traffic[minute] ?? 0) * ([1, 0.02, isBad ? 0.12 : 0.0005][index] ?? 0) + ((minute * 7) % 3));
        sink?.add(minute * 60, value);
        samples++;
      }
    }
  }
  return samples;
}

const alerts = step("catalog", () => {
  const { catalog, problems } = loadCatalog(process.argv[2] ?? "");
  if (!catalog) throw new Error(problems.map(({ at, what }) => `${at}: ${what}`).join("\n"));
  return [...revision(catalog, "99.9%"), ...revision(catalog, "99.5%")];
});
let samples = 0;
const recorded = step("record", () => {
  const recorder = recorderOf(
    alerts.flatMap(({ when }) => signalsOf(when)),
    { from: 0, to: minutes * 60 },
  );
  samples = feed(recorder);
  return recorder.recorded();
});
const firings = step("replay", () => alerts.reduce((sum, alert) => sum + replay(alert, recorded).length, 0));

const run: ReplayRun = { steps, peak: process.resourceUsage().maxRSS * 1024, alerts: alerts.length, firings, samples };
console.log(JSON.stringify(run));
