/** The largest prime below 2^31: the numbers of the generator are those from 1 to before it. */
const modulus = 2 ** 31 - 1;
/** "Minimal standard" of Park and Miller with the multiplier of 1993; products stay below 2^53, so they are exact. */
const multiplier = 48_271;
/** The first numbers of neighbouring seeds are alike. */
const skipped = 16;

/** Numbers from 0 to below 1 that look like chance and are the same in every run. */
export function chance(seed: number): () => number {
  let state = (Math.abs(Math.trunc(seed)) % (modulus - 1)) + 1;
  const next = () => {
    state = (state * multiplier) % modulus;
    return (state - 1) / (modulus - 1);
  };
  for (let skip = 0; skip < skipped; skip++) next();
  return next;
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
