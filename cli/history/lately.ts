import type { Extent, Series, Taker } from "./archive.ts";
import { type Selected, Wanted } from "./needs.ts";

/** The samples of one series, in the order of their times. */
export interface LatelySeries {
  readonly name: string;
  readonly labels: ReadonlyMap<string, string>;
  /** milliseconds since 1970, and the value; undefined: the series ended */
  readonly samples: (readonly [at: number, value: number | undefined])[];
}

/** Keeps the samples of some series in a stretch of a history, as they are recorded. */
export class SampleTaker implements Taker {
  private readonly found = new Map<string, LatelySeries>();
  private readonly wanted: Wanted;
  private readonly extent: Extent;

  constructor(selected: readonly Selected[], extent: Extent) {
    this.wanted = new Wanted(selected);
    this.extent = extent;
  }

  wants(name: string): boolean {
    return this.wanted.has(name);
  }

  series(name: string, labels: ReadonlyMap<string, string>): Series | undefined {
    if (!this.wanted.takes(name, labels)) return undefined;
    const key = JSON.stringify([name, ...[...labels].sort(([one], [other]) => (one < other ? -1 : 1))]);
    const { samples } = this.found.get(key) ?? this.keep(key, { name, labels, samples: [] });
    const add = (at: number, value: number | undefined) => {
      if (at >= this.extent.from * 1000 && at <= this.extent.to * 1000) samples.push([at, value]);
    };
    return { add, gone: (at) => add(at, undefined) };
  }

  /** Those that have a sample. */
  all(): LatelySeries[] {
    return [...this.found.values()].filter(({ samples }) => samples.length > 0);
  }

  private keep(key: string, series: LatelySeries): LatelySeries {
    this.found.set(key, series);
    return series;
  }
}

/** Hands what is read once to two takers, to each what it wants. */
export function sharedBy(...takers: readonly [Taker, Taker]): Taker {
  return {
    // Each is asked: one of them remembers names that no one wants.
    wants: (name) => takers.map((taker) => taker.wants(name)).includes(true),
    series(name, labels) {
      const [one, other] = takers.flatMap((taker) => taker.series(name, labels) ?? []);
      if (!one || !other) return one;
      return {
        add(at, value) {
          one.add(at, value);
          other.add(at, value);
        },
        gone(at) {
          one.gone(at);
          other.gone(at);
        },
      };
    },
  };
}
