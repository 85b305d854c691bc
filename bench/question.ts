/** What the project promises of a figure, and whether this run kept it. */
export interface Demand {
  readonly what: string;
  readonly seen: string;
  readonly met: boolean;
}

/** One question with its answer as Markdown. */
export interface Answer {
  readonly title: string;
  readonly text: string;
  readonly demands: readonly Demand[];
}

export interface Options {
  /** fewer runs: the figures are rougher, the tables the same */
  readonly quick: boolean;
  /** takes one line of progress at a time */
  readonly report: (line: string) => void;
}

export type Question = (options: Options) => Promise<Answer>;
