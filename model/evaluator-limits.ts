/** What an evaluator can look back on, in seconds. Sources: the README of its component, "Limits". */
export interface EvaluatorLimits {
  /** the evaluator, for people */
  readonly name: string;
  /** longest window of a condition */
  readonly longestWindow?: number;
  /** shortest and longest long window of a burn tier */
  readonly tier?: { readonly shortest: number; readonly longest: number };
  /** the only durations for which a condition can hold */
  readonly held?: readonly number[];
  /** the windows that an SLO may have */
  readonly sloWindows?: readonly number[];
  /** an alert can be kept firing for a time after its condition has ended */
  readonly keepsFiring?: true;
}
