/**
 * `rate` of a counter over the samples `first` to before `end`, which are those in the window that is left open:
 * per second, with resets taken back and extrapolated to the edges of the window. As `extrapolatedRate` of
 * Prometheus 3.13 (promql/functions.go), each operation in its order, so that the results are the same bit by bit.
 *
 * @param at end of the window, milliseconds like `times`
 * @param window milliseconds
 * @returns undefined with fewer than two samples
 */
export function rate(
  times: Float64Array,
  values: Float64Array,
  first: number,
  end: number,
  at: number,
  window: number,
): number | undefined {
  const steps = end - first - 1;
  if (steps < 1) return undefined;
  const firstTime = times[first] ?? 0;
  const lastTime = times[end - 1] ?? 0;
  const firstValue = values[first] ?? 0;
  let increase = (values[end - 1] ?? 0) - firstValue;
  for (let index = first + 1, before = firstValue; index < end; index++) {
    const value = values[index] ?? 0;
    if (value < before) increase += before;
    before = value;
  }
  const sampled = (lastTime - firstTime) / 1000;
  const between = sampled / steps;
  const farthest = between * 1.1;
  let toStart = (firstTime - (at - window)) / 1000;
  if (toStart >= farthest) toStart = between / 2;
  if (increase > 0 && firstValue >= 0) {
    // A counter was never below zero: it began where its slope reaches it.
    const toZero = sampled * (firstValue / increase);
    if (toZero < toStart) toStart = toZero;
  }
  let toEnd = (at - lastTime) / 1000;
  if (toEnd >= farthest) toEnd = between / 2;
  const factor = (sampled + toStart + toEnd) / sampled / (window / 1000);
  return increase * factor;
}
