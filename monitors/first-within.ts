/**
 * The least k >= 0 with `low` <= k x `step` mod `modulus` <= `high`; undefined: there is none. In as many turns as Euclid's
 * algorithm needs for `step` and `modulus`, whose idea it is: where no multiple within one round hits the range, the
 * question is that of the rounds, modulo the step.
 *
 * @param step in 0 … modulus - 1
 * @param low above 0
 * @param high below the modulus, not below `low`
 */
export function firstWithin(step: bigint, modulus: bigint, low: bigint, high: bigint): bigint | undefined {
  if (low === 0n) return 0n;
  if (step === 0n) return undefined;
  const direct = (low + step - 1n) / step;
  if (direct * step <= high) return direct;
  const rounds = firstWithin(modulus % step, step, modulo(-high, step), modulo(-low, step));
  return rounds === undefined ? undefined : (low + modulus * rounds + step - 1n) / step;
}

const modulo = (value: bigint, by: bigint): bigint => ((value % by) + by) % by;
