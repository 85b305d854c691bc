import { answerOf } from "../../programs/answer.ts";
import { findProgram } from "../../programs/find.ts";
import type { InputSeries } from "./series.ts";

/** What is scraped, the rules that look on, and what is asked afterwards. */
export interface Watch {
  /** when all of it begins, in seconds since 1970 */
  readonly start?: number;
  /** milliseconds between two samples of `series` */
  readonly tick: number;
  readonly series: readonly InputSeries[];
  /** the text of a rule file; no rules where it is not given */
  readonly rules?: string;
  /** seconds between two evaluations of the groups that state no interval of their own */
  readonly step?: number;
  /** every group is evaluated by the `step`, whatever its interval */
  readonly paced?: boolean;
  /** how long the rules look on, in seconds: the last evaluation is then */
  readonly length?: number;
  /** a label by which firings are told apart: then the name of an alert is followed by its value */
  readonly apart?: string;
  readonly queries?: readonly Question[];
}

export interface Question {
  readonly expr: string;
  /** seconds after the first sample */
  readonly at: number;
  /** seconds between the moments at which it is asked, and how many these are; `at` is the last of them */
  readonly step?: number;
  readonly steps?: number;
  /** how often it is asked, to measure what that costs; once where it is not given */
  readonly times?: number;
}

/** When an alert fires, in seconds after the start: from the first evaluation to the first in which it does not. */
export type Interval = readonly [from: number, to: number];

/** What Prometheus made of a watch. */
export interface Seen {
  /** by name of the alert; one that never fires is not there */
  readonly fires: Readonly<Record<string, readonly Interval[]>>;
  /** in the order of the queries */
  readonly answers: readonly Answer[];
}

export interface Answer {
  /** samples that the engine loaded for it: a server's totalQueryableSamples */
  readonly samples: number;
  /** the series that a question without a step returns; null is no number */
  readonly values: readonly { readonly labels: Readonly<Record<string, string>>; readonly value: number | null }[];
  /** the series that a question with a step returns */
  readonly lines?: readonly AnswerLine[];
  /** processor time of one of the times, in seconds; 0 where it was asked once */
  readonly seconds: number;
}

/** One series over the moments of a question. */
export interface AnswerLine {
  readonly labels: Readonly<Record<string, string>>;
  /** null where it has no value, or one that is no number */
  readonly points: readonly (number | null)[];
}

/** Where the program is that has Prometheus' engine and rule manager; `report` takes lines of progress. @throws ProgramNotFound if it can neither be found nor built */
export async function promql(report: (line: string) => void = () => {}): Promise<string> {
  return (await findProgram("promql", { report })).path;
}

/**
 * Lets Prometheus' own rule manager, engine and storage look on.
 *
 * @returns in the order of `watches`
 * @throws Error with what Prometheus says where it cannot evaluate a rule or a query
 * @throws ProgramNotFound if the program can neither be found nor built
 */
export async function watched(watches: readonly Watch[]): Promise<Seen[]> {
  return answerOf(await promql(), [], watches);
}
