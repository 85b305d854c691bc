/**
 * Sums as Prometheus makes them, bit by bit: compensated after Neumaier, the compensation added at the end
 * (util/kahansum of Prometheus 3.13).
 */
export function compensated(values: ArrayLike<number>, from: number, to: number): number {
  let sum = 0;
  let rest = 0;
  for (let index = from; index < to; index++) {
    const value = values[index] ?? 0;
    const next = sum + value;
    rest = restAfter(sum, rest, value, next);
    sum = next;
  }
  return isInfinite(sum) ? sum : sum + rest;
}

/** What the addition `sum + value = next` lost, added to what was lost before. */
export function restAfter(sum: number, rest: number, value: number, next: number): number {
  if (isInfinite(next)) return 0;
  return rest + (Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum);
}

const isInfinite = (value: number): boolean => value === Number.POSITIVE_INFINITY || value === Number.NEGATIVE_INFINITY;
