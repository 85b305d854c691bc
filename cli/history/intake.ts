import { timeText } from "../../analysis/review/backtest/words.ts";
import type { Extent, Series, Taker } from "./archive.ts";
import { CannotRead } from "./fault.ts";
import { Names } from "./names.ts";
import { isSelected, type Need, selectorOf } from "./needs.ts";

/** What came of one need. */
export interface Tally {
  readonly need: Need;
  /** whether it has a series, at whatever time */
  found: boolean;
  /** of the stretch that is read */
  samples: number;
  /** of these, how many are no number */
  noNumbers: number;
  /** times between two of them that are longer than the source is scraped; seconds of all of these */
  gaps: number;
  gapped: number;
  /** by label of its selection: values of series of its name that it does not select, at most a few */
  readonly elsewhere: Map<string, Set<string>>;
}

/** Where samples go in the end; times are seconds. */
export interface Recording {
  series(name: string, labels: Readonly<Record<string, string>>): Sink | undefined;
}
interface Sink {
  add(time: number, value: number): void;
  gone(time: number): void;
}

interface Bounds {
  /** samples outside of it are looked at, and left out */
  readonly span: Extent;
  /** seconds since 1970 */
  readonly now: number;
}

/** Clocks of two machines may differ by this (seconds). */
const skew = 300;
/** How many values of a label are listed for series that do not match. */
const toldValues = 12;

/**
 * Takes samples into a recording, each once and in order, and counts what came of each need. What would make a figure
 * wrong is refused: times that run back, two values of one series at one time, samples of the future.
 */
export class Intake implements Taker {
  readonly names = new Names();
  /** samples that came twice and are counted once */
  repeated = 0;
  readonly tallies: readonly Tally[];
  private readonly bounds: Bounds;
  private readonly recording: Recording;
  private readonly byName: ReadonlyMap<string, readonly Tally[]>;
  private readonly known = new Map<string, Series | undefined>();

  constructor(needs: readonly Need[], recording: Recording, bounds: Bounds) {
    this.bounds = bounds;
    this.recording = recording;
    const different = [...new Map(needs.map((need) => [selectorOf(need), need])).values()];
    this.tallies = different.map((need) => ({ need, found: false, samples: 0, noNumbers: 0, gaps: 0, gapped: 0, elsewhere: new Map() }));
    this.byName = Map.groupBy(this.tallies, ({ need }) => need.name);
  }

  wants(name: string): boolean {
    if (this.byName.has(name)) return true;
    this.names.add(name);
    return false;
  }

  series(name: string, labels: ReadonlyMap<string, string>): Series | undefined {
    const key = JSON.stringify([name, ...[...labels].sort(([one], [other]) => (one < other ? -1 : 1))]);
    if (this.known.has(key)) return this.known.get(key);
    const made = this.made(name, labels);
    if (made) this.known.set(key, made);
    return made;
  }

  private made(name: string, labels: ReadonlyMap<string, string>): Series | undefined {
    const tallies = this.byName.get(name) ?? [];
    const fitting = tallies.filter(({ need }) => isSelected(need, labels));
    for (const tally of tallies) if (!fitting.includes(tally)) notice(tally, labels);
    if (fitting.length === 0) return undefined;
    const { span, now } = this.bounds;
    for (const tally of fitting) tally.found = true;
    const recorded = this.recording.series(name, Object.fromEntries(labels));
    const first = span.from * 1000;
    const end = span.to * 1000;
    const future = (now + skew) * 1000;
    let last = Number.NEGATIVE_INFINITY;
    let lastValue = 0;
    let since = 0;
    /** Whether it is a new sample, of the stretch that is read. */
    const taken = (at: number, value: number): boolean => {
      if (at > last) {
        if (at > future) throw inFuture(name, at, now);
        since = at - last;
        last = at;
        lastValue = value;
        return at >= first && at <= end;
      }
      if (at < last) throw backwards(name, last, at);
      if (value !== lastValue && !(Number.isNaN(value) && Number.isNaN(lastValue))) throw contradicted(name, at, lastValue, value);
      this.repeated += 1;
      return false;
    };
    return {
      add: (at, value) => {
        if (!taken(at, value)) return;
        recorded?.add(at / 1000, value);
        for (const tally of fitting) count(tally, since, value);
      },
      gone: (at) => {
        if (taken(at, Number.NaN)) recorded?.gone(at / 1000);
      },
    };
  }
}

/** A scrape comes late now and then; one in the middle between two is missing. */
function count(tally: Tally, since: number, value: number): void {
  tally.samples += 1;
  if (Number.isNaN(value)) tally.noNumbers += 1;
  if (since <= 1500 * tally.need.signal.from.scrape || since === Number.POSITIVE_INFINITY) return;
  tally.gaps += 1;
  tally.gapped += since / 1000;
}

const backwards = (name: string, last: number, at: number) =>
  new CannotRead(`${name} goes back from ${timeText(last / 1000)} to ${timeText(at / 1000)}; sort the samples of each series by time`);

const contradicted = (name: string, at: number, one: number, other: number) =>
  new CannotRead(`${name} has two values at ${timeText(at / 1000)}, ${one} and ${other}; keep the true one`);

const inFuture = (name: string, at: number, now: number) =>
  new CannotRead(
    `${name} has a sample of ${timeText(at / 1000)}, which is in the future (it is ${timeText(now)}); correct the clock that wrote it, or that of this machine`,
  );

function notice({ need, elsewhere }: Tally, labels: ReadonlyMap<string, string>): void {
  for (const label of new Set(need.where.flatMap((matchers) => Object.keys(matchers)))) {
    const values = elsewhere.get(label) ?? new Set();
    if (values.size < toldValues) values.add(labels.get(label) ?? "");
    elsewhere.set(label, values);
  }
}
