import type { Extent, Series, Taker } from "./archive.ts";
import { type Selected, selectorOf, Wanted } from "./needs.ts";
import { archiveOf, type HistoryOptions } from "./read.ts";

/** The samples of one series, in the order of their times. */
export interface LatelySeries {
  readonly name: string;
  readonly labels: ReadonlyMap<string, string>;
  /** milliseconds since 1970, and the value; undefined: the series ended */
  readonly samples: (readonly [at: number, value: number | undefined])[];
}

/**
 * The samples of some series in a stretch of a history, as they are recorded.
 *
 * @param selected series that are wanted
 * @throws CannotRead with what is wrong, where, and the remediation
 */
export async function readSamples(
  options: Pick<HistoryOptions, "source" | "tokenFile" | "bounds" | "now" | "report">,
  selected: readonly Selected[],
  extent: Extent,
): Promise<LatelySeries[]> {
  const different = [...new Map(selected.map((one) => [selectorOf(one), one])).values()];
  if (different.length === 0) return [];
  const archive = await archiveOf(options, different, extent);
  const taker = new SampleTaker(different, extent);
  await archive.read(extent, taker);
  return [...taker.found.values()].filter(({ samples }) => samples.length > 0);
}

class SampleTaker implements Taker {
  readonly found = new Map<string, LatelySeries>();
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

  private keep(key: string, series: LatelySeries): LatelySeries {
    this.found.set(key, series);
    return series;
  }
}
