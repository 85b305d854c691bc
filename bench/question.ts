/** What the project promises of a figure, and whether this run kept it. */
export interface Demand {
  readonly what: string;
  readonly seen: string;
  readonly met: boolean;
}

/** The pages below docs/ that hold answers. */
export type PageName = "performance" | "alert-quality";

/** One question with its answer as Markdown. */
export interface Answer {
  readonly title: string;
  /** where it is written to; `performance` where it names none */
  readonly page?: PageName;
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
