import type { Fold } from "./fold.ts";
import type { Grid } from "./grid.ts";
import { rate } from "./rate.ts";
import type { Beyond } from "./reading.ts";

/** A series is still there for so long after its last sample (milliseconds; Prometheus' default). */
const lookback = 300_000;

const isBeyond = ({ compare, bound }: Beyond, value: number): boolean => (compare === "above" ? value > bound : value < bound);

/** What takes the samples of one series, in ascending time. */
export interface SeriesSink {
  /** @param time seconds since 1970, exact to the millisecond */
  add(time: number, value: number): void;
  /** The marker of staleness: from here on the series is gone until its next sample. */
  gone(time: number): void;
}

/** Everyone who reads a series at the same moments in the same way. */
export interface RateReader {
  /** milliseconds */
  readonly window: number;
  readonly into: Fold[];
}
export interface InstantReader {
  readonly grid: Grid;
  readonly beyond?: Beyond;
  readonly into: Fold[];
}

/** What is known of the series that one selector found. */
export interface Found {
  series: number;
  first: number | undefined;
  last: number | undefined;
  /** samples that were not later than the one before, and were left out */
  unordered: number;
}

/**
 * One series while it is read. It keeps the samples of its longest window and no more; at each moment of a grid that
 * has passed it hands on what its readers see.
 */
export class Series implements SeriesSink {
  readonly #minutes: Grid;
  readonly #rates: readonly RateReader[];
  readonly #instants: readonly InstantReader[];
  readonly #found: readonly Found[];
  readonly #longest: number;
  #times = new Float64Array(64);
  #values = new Float64Array(64);
  #head = 0;
  #tail = 0;
  #minute = 0;
  readonly #steps: number[];
  #first: number | undefined;
  #last = Number.NEGATIVE_INFINITY;
  #lastSample = 0;
  #unordered = 0;
  #value = 0;
  #isGone = true;

  constructor(minutes: Grid, rates: readonly RateReader[], instants: readonly InstantReader[], found: readonly Found[]) {
    this.#minutes = minutes;
    this.#rates = rates;
    this.#instants = instants;
    this.#found = found;
    this.#longest = rates.reduce((longest, { window }) => Math.max(longest, window), 0);
    this.#steps = instants.map(() => 0);
  }

  add(time: number, value: number): void {
    const at = Math.round(time * 1000);
    if (at <= this.#last) {
      this.#unordered++;
      return;
    }
    this.#advance(at);
    if (this.#first === undefined) this.#first = at;
    this.#last = this.#lastSample = at;
    this.#isGone = false;
    this.#push(at, value);
  }

  gone(time: number): void {
    const at = Math.round(time * 1000);
    if (at <= this.#last) return;
    this.#advance(at);
    this.#last = at;
    this.#isGone = true;
  }

  /** No sample follows. */
  end(): void {
    this.#advance(Number.POSITIVE_INFINITY);
    if (this.#first === undefined) return;
    const [first, last] = [this.#first / 1000, this.#lastSample / 1000];
    for (const found of this.#found) {
      found.series++;
      found.first = Math.min(first, found.first ?? first);
      found.last = Math.max(last, found.last ?? last);
      found.unordered += this.#unordered;
    }
  }

  #push(at: number, value: number): void {
    this.#value = value;
    if (this.#rates.length === 0) return;
    if (this.#tail === this.#times.length) this.#makeRoom();
    this.#times[this.#tail] = at;
    this.#values[this.#tail] = value;
    this.#tail++;
  }

  #makeRoom(): void {
    this.#forget((this.#minutes.from + this.#minute * this.#minutes.step) * 1000);
    const kept = this.#tail - this.#head;
    if (kept * 2 > this.#times.length) {
      const before = { times: this.#times, values: this.#values };
      this.#times = new Float64Array(before.times.length * 2);
      this.#values = new Float64Array(before.values.length * 2);
      this.#times.set(before.times.subarray(this.#head, this.#tail));
      this.#values.set(before.values.subarray(this.#head, this.#tail));
    } else {
      this.#times.copyWithin(0, this.#head, this.#tail);
      this.#values.copyWithin(0, this.#head, this.#tail);
    }
    this.#head = 0;
    this.#tail = kept;
  }

  /** Everything before `at` is known: what was to be seen at the moments before it is told. */
  #advance(at: number): void {
    this.#advanceRates(at);
    for (let index = 0; index < this.#instants.length; index++) {
      const reader = this.#instants[index];
      if (reader) this.#advanceInstant(at, reader, index);
    }
  }

  #advanceRates(at: number): void {
    if (this.#rates.length === 0) return;
    const { from, step, length } = this.#minutes;
    while (this.#minute < length) {
      const moment = (from + this.#minute * step) * 1000;
      if (moment >= at) return;
      this.#forget(moment);
      if (this.#tail - this.#head < 2 && at === Number.POSITIVE_INFINITY) return;
      // A lone sample has no rate until the next one comes: nothing is to be seen before that.
      if (this.#tail - this.#head < 2) {
        this.#minute = Math.max(this.#minute + 1, Math.ceil((at / 1000 - from) / step));
        return;
      }
      for (const { window, into } of this.#rates) {
        const seen = rate(this.#times, this.#values, this.#firstAfter(moment - window), this.#tail, moment, window);
        if (seen !== undefined) for (let one = 0; one < into.length; one++) into[one]?.add(this.#minute, seen);
      }
      this.#minute++;
    }
  }

  /** What no window from `moment` on reaches. */
  #forget(moment: number): void {
    this.#head = this.#firstAfter(moment - this.#longest);
  }

  #firstAfter(time: number): number {
    let first = this.#head;
    while (first < this.#tail && (this.#times[first] ?? 0) <= time) first++;
    return first;
  }

  #advanceInstant(at: number, { grid, into, beyond }: InstantReader, index: number): void {
    const { from, step, length } = grid;
    let moment = this.#steps[index] ?? 0;
    const seenBefore = this.#isGone ? Number.NEGATIVE_INFINITY : this.#last + lookback;
    for (; moment < length; moment++) {
      const time = (from + moment * step) * 1000;
      if (time >= at) break;
      if (time < seenBefore) for (const fold of into) fold.add(moment, beyond ? Number(isBeyond(beyond, this.#value)) : this.#value);
      else {
        moment = Math.max(moment, Math.ceil((at / 1000 - from) / step));
        break;
      }
    }
    this.#steps[index] = moment;
  }
}
