import { compensated } from "./kahan.ts";

/** Thousandths, of which increments are made, that a float holds exactly: eighths. */
const eighth = 125;

/**
 * Increments of one signal, one a minute, and sums over any stretch of them. `quick` sums are differences of running sums of
 * whole thousandths. Prometheus adds floats, which may come out a last bit apart: where that could matter,
 * {@link Column.value} adds the same floats in the same order. Where all increments are whole (or eighths), both are equal, and
 * {@link Column.isSure} says so.
 */
export class Column {
  /** only where running sums are not the whole truth */
  readonly #values: Float64Array | undefined;
  /** thousandths, and number, of all increments before each minute */
  readonly sums: Float64Array;
  readonly counts: Int32Array;
  readonly #unsure: Int32Array | undefined;
  /** quick sums are nowhere near the truth: a increment is no number, below zero or infinite, or all are more than a float can count */
  readonly isWild: boolean;

  /** @param tileAt the increment of a minute; undefined where there is none */
  constructor(length: number, tileAt: (minute: number) => number | undefined) {
    const values = new Float64Array(length);
    this.sums = new Float64Array(length + 1);
    this.counts = new Int32Array(length + 1);
    const unsure = new Int32Array(length + 1);
    let isWild = false;
    for (let minute = 0; minute < length; minute++) {
      const increment = tileAt(minute);
      const thousandths = increment === undefined ? 0 : Math.round(increment * 1000);
      if (!(thousandths >= 0 && thousandths <= Number.MAX_SAFE_INTEGER)) isWild = true;
      values[minute] = increment ?? 0;
      this.sums[minute + 1] = (this.sums[minute] ?? 0) + thousandths;
      this.counts[minute + 1] = (this.counts[minute] ?? 0) + (increment === undefined ? 0 : 1);
      unsure[minute + 1] = (unsure[minute] ?? 0) + (thousandths % eighth === 0 ? 0 : 1);
    }
    this.isWild = isWild || !((this.sums[length] ?? 0) <= Number.MAX_SAFE_INTEGER);
    const isExact = !this.isWild && unsure[length] === 0;
    this.#values = isExact ? undefined : values;
    this.#unsure = isExact ? undefined : unsure;
  }

  /** minutes */
  get length(): number {
    return this.counts.length - 1;
  }

  /** Whether there is a increment among the minutes `low` to before `high`. */
  has(low: number, high: number): boolean {
    return (this.counts[high] ?? 0) > (this.counts[low] ?? 0);
  }

  quick(low: number, high: number): number {
    return ((this.sums[high] ?? 0) - (this.sums[low] ?? 0)) / 1000;
  }

  isSure(low: number, high: number): boolean {
    return this.#unsure === undefined || (!this.isWild && this.#unsure[high] === this.#unsure[low]);
  }

  value(low: number, high: number): number {
    if (this.#values === undefined || this.isSure(low, high)) return this.quick(low, high);
    return compensated(this.#values, low, high);
  }
}
