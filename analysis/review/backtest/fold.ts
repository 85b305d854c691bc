import type { Across } from "../../../model/resolved.ts";
import { restAfter } from "./kahan.ts";

const chunkBits = 12;
const chunkSize = 1 << chunkBits;

/**
 * Values of several series put together, moment by moment, as the aggregation of that name does. Room is taken in
 * pieces of the time in which there are values, so that a group of series that lives for an hour costs no month.
 */
export class Fold {
  readonly across: Across | "count";
  readonly #values: (Float64Array | undefined)[] = [];
  readonly #rests: (Float64Array | undefined)[] = [];
  readonly #counts: (Int32Array | undefined)[] = [];

  constructor(across: Across | "count") {
    this.across = across;
  }

  /** @param at number of the moment in its grid */
  add(at: number, value: number): void {
    const chunk = at >> chunkBits;
    const place = at & (chunkSize - 1);
    let counts = this.#counts[chunk];
    let values = this.#values[chunk];
    if (counts === undefined || values === undefined) {
      counts = this.#counts[chunk] = new Int32Array(chunkSize);
      values = this.#values[chunk] = new Float64Array(chunkSize);
    }
    const count = counts[place] ?? 0;
    counts[place] = count + 1;
    values[place] = count === 0 ? value : this.#joined(chunk, place, values[place] ?? 0, value);
  }

  has(at: number): boolean {
    return this.#count(at) > 0;
  }

  /** undefined: no series has a value */
  value(at: number): number | undefined {
    const count = this.#count(at);
    if (count === 0) return undefined;
    if (this.across === "count") return count;
    const place = at & (chunkSize - 1);
    const value = this.#values[at >> chunkBits]?.[place] ?? 0;
    if (this.across === "min" || this.across === "max") return value;
    const rest = this.#rests[at >> chunkBits]?.[place] ?? 0;
    return this.across === "avg" ? value / count + rest / count : value + rest;
  }

  #count(at: number): number {
    return this.#counts[at >> chunkBits]?.[at & (chunkSize - 1)] ?? 0;
  }

  #joined(chunk: number, place: number, before: number, value: number): number {
    switch (this.across) {
      case "count":
        return 0;
      case "min":
        return before > value || Number.isNaN(before) ? value : before;
      case "max":
        return before < value || Number.isNaN(before) ? value : before;
      case "avg":
      case "sum": {
        let rests = this.#rests[chunk];
        if (rests === undefined) rests = this.#rests[chunk] = new Float64Array(chunkSize);
        const sum = before + value;
        rests[place] = restAfter(before, rests[place] ?? 0, value, sum);
        return sum;
      }
    }
  }
}
