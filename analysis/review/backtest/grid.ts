/** Moments at which something is evaluated: `from + k x step`, before `to`. Seconds; those of samples are milliseconds. */
export interface Grid {
  readonly from: number;
  readonly step: number;
  readonly length: number;
}

/** @throws RangeError if a span is not made of whole minutes, or ends before it begins */
export function gridOf({ from, to }: Span, step: number): Grid {
  if (from % 60 !== 0 || to % 60 !== 0 || from >= to) throw new RangeError(`a span from ${from} to ${to} is not made of whole minutes`);
  return { from, step, length: Math.ceil((to - from) / step) };
}

/** The same moments and the next one: of a span by the minute its end, at which the last minute is counted. */
export const withEnd = ({ length, ...grid }: Grid): Grid => ({ ...grid, length: length + 1 });

/** From the first moment to before the last, in seconds since 1970. */
export interface Span {
  readonly from: number;
  readonly to: number;
}
