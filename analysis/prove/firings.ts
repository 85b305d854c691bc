import type { RuleFile } from "../../artifacts/prometheus/rule-file.ts";
import type { InputSeries } from "./series.ts";
import { type Answer, type Interval, watched } from "./watch.ts";

/** Rules of anybody, what was scraped, and how long they look on. */
export interface Scraped {
  readonly rules: RuleFile;
  /** seconds between two evaluations; a group that states an interval of its own is evaluated at that */
  readonly step: number;
  /** milliseconds between two samples of `series` */
  readonly tick: number;
  readonly series: readonly InputSeries[];
  /** whole minutes that are evaluated: from 0 to before this */
  readonly minutes: number;
  /** a label by which firings are told apart: then the name of an alert is followed by its value */
  readonly apart?: string;
  /** other queries, at a minute each */
  readonly questions?: readonly { readonly expr: string; readonly minute: number }[];
}

/** What Prometheus made of it. */
export interface Fired {
  /** by name of the alert; one that never fires is not there */
  readonly fires: ReadonlyMap<string, readonly Interval[]>;
  /** in the order of the questions */
  readonly answers: readonly Answer[];
}

/**
 * The firing intervals of every alert, in the rule engine of Prometheus; nothing is expected of it.
 *
 * @returns in the order of `scenes`
 * @throws Error with what Prometheus says where it cannot evaluate one of them
 */
export async function firings(scenes: readonly Scraped[]): Promise<Fired[]> {
  const seen = await watched(
    scenes.map(({ rules, minutes, questions = [], ...scene }) => ({
      ...scene,
      rules: JSON.stringify(rules),
      length: minutes * 60 - scene.step,
      queries: questions.map(({ expr, minute }) => ({ expr, at: minute * 60 })),
    })),
  );
  return seen.map(({ fires, answers }) => ({ fires: new Map(Object.entries(fires)), answers }));
}
