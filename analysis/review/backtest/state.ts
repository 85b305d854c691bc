import type { Grid } from "./grid.ts";
import type { Test } from "./window.ts";

/** How long a condition must hold, and how long it is told after its end; seconds. */
export interface Patience {
  readonly for: number;
  readonly keepFiringFor: number;
}

/** Moments of a grid by number, from the first to before the last. */
export type Stretch = readonly [from: number, to: number];

/**
 * When one series of an alert fires: the states of Prometheus' alerting rules (rules/alerting.go). It fires in the first
 * evaluation that comes `for` after the first in which the condition holds, and goes on for `keepFiringFor` from the
 * first in which it does not.
 */
export function firingOf(holds: Test, { step, length }: Grid, patience: Patience): Stretch[] {
  const firing: Stretch[] = [];
  /** since when the condition holds, is fired, and is only kept; -1: not */
  let active = -1;
  let fired = -1;
  let kept = -1;
  for (let at = 0; at < length; at++) {
    if (holds(at * step)) {
      kept = -1;
      if (active < 0) active = at;
      if (fired < 0 && (at - active) * step >= patience.for) fired = at;
    } else if (fired < 0) active = -1;
    else {
      if (kept < 0) kept = at;
      if ((at - kept) * step < patience.keepFiringFor) continue;
      firing.push([fired, at]);
      active = fired = kept = -1;
    }
  }
  if (fired >= 0) firing.push([fired, length]);
  return firing;
}

/** An alert fires while any of its series does. */
export function anyOf(series: readonly (readonly Stretch[])[]): Stretch[] {
  const joined: [number, number][] = [];
  for (const [from, to] of series.flat().sort(([a], [b]) => a - b)) {
    const last = joined.at(-1);
    if (last && from <= last[1]) last[1] = Math.max(last[1], to);
    else joined.push([from, to]);
  }
  return joined;
}
