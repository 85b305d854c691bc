import type { Selected } from "./needs.ts";

/** A stretch of time: both ends belong to it; seconds since 1970 in UTC. */
export interface Extent {
  readonly from: number;
  readonly to: number;
}

/** Where the samples of one series go, in the order of their times. */
export interface Series {
  /**
   * @param at milliseconds since 1970, as Prometheus keeps them
   * @throws CannotRead if the sample can be none of this series
   */
  add(at: number, value: number): void;
  /** The series ended here: it has no value until its next sample, instead of the last one for some minutes more. */
  gone(at: number): void;
}

/** Takes the samples of a history as they are read. */
export interface Taker {
  /** Whether any series of this name may be wanted: what is not needs not be read further. */
  wants(name: string): boolean;
  /** Where the samples of this series go; undefined: nowhere. */
  series(name: string, labels: ReadonlyMap<string, string>): Series | undefined;
}

/** Series that are wanted beside those that an archive was opened for, from a moment on (seconds since 1970). */
export interface Beside {
  readonly selected: readonly Selected[];
  readonly from: number;
}

/** Recorded data, wherever they are. It is read from its beginning as often as asked. */
export interface Archive {
  /** The stretch in which it has samples of what is needed; undefined: it has none. */
  extent(): Promise<Extent | undefined>;
  /** Hands out what it has of this stretch, each sample once; may hand out more. */
  read(span: Extent, taker: Taker, beside?: Beside): Promise<void>;
  /**
   * Lists all names, and the series of some, to suggest alternatives for missing ones. Absent if reading
   * reports them anyway.
   */
  survey?(names: readonly string[], span: Extent, taker: Taker): Promise<void>;
  /** whether it marks the end of a series (staleness) */
  readonly markers: boolean;
}
