/** Numbers from 0 to below 1 that look like chance and are the same in every run: mulberry32, a well-known small generator. */
export function chance(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * How many of independent events happen, of which `mean` are expected: by their waiting times, and for many by the
 * normal distribution, which is then as good.
 */
export function poisson(mean: number, next: () => number): number {
  if (mean > 50) {
    const normal = Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
    return Math.max(0, Math.round(mean + Math.sqrt(mean) * normal));
  }
  let count = 0;
  let waited = -Math.log(1 - next());
  while (waited <= mean) {
    count += 1;
    waited -= Math.log(1 - next());
  }
  return count;
}
