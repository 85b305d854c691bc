import type { Recorded } from "../../analysis/review/backtest/recorded.ts";
import type { Span } from "../../analysis/review/backtest/recorder.ts";
import { lengthText, timeText } from "../../analysis/review/backtest/words.ts";
import { formatCount } from "../../model/quantity.ts";
import type { Signal } from "../../model/resolved.ts";
import type { Archive, Extent } from "./archive.ts";
import type { Intake } from "./intake.ts";
import { type Asked, usualLength } from "./stretch.ts";

interface Read {
  readonly asked: Asked;
  readonly extent: Extent;
  readonly span: Span;
  /** what was recorded: `span`, and what its first windows reach back to */
  readonly seen: Span;
  readonly lead: number;
  readonly archive: Pick<Archive, "markers">;
  readonly intake: Pick<Intake, "repeated" | "tallies">;
  readonly recorded: Pick<Recorded, "quality">;
  /** that are replayed */
  readonly signals: readonly Signal[];
}

/** Caveats about the data, a sentence each. */
export function notesOn(read: Read): string[] {
  const { intake, archive } = read;
  const rare = intake.tallies
    .filter(({ need, samples }) => need.rare && samples === 0 && read.signals.includes(need.signal))
    .map(({ need }) => need.name);
  const holes = holesIn(read);
  return [
    ...onLength(read),
    ...holes,
    ...(holes.length > 0 && !archive.markers
      ? ["This history has no staleness markers: a series that ended counts with its last value for 5 more minutes."]
      : []),
    ...(rare.length > 0 ? [`There is no series of ${[...new Set(rare)].sort().join(", ")}: it counts as no events.`] : []),
    ...noNumbersIn(read),
    ...(intake.repeated > 0
      ? [`${formatCount(intake.repeated, "sample")} occurred twice and count${intake.repeated === 1 ? "s" : ""} once.`]
      : []),
  ];
}

function onLength({ asked, extent, span, seen, lead }: Read): string[] {
  const length = span.to - span.from;
  const wanted = (asked.to ?? span.to) - (asked.from ?? (asked.to ?? span.to) - usualLength);
  const short =
    length < wanted - 120
      ? [
          `The history is from ${timeText(extent.from)} to ${timeText(extent.to)}: ${lengthText(length)} are replayed instead of ${lengthText(wanted)}.`,
        ]
      : [];
  const full = seen.from + lead;
  const cold =
    full > span.from + 60
      ? [
          `Windows of up to ${lengthText(lead)} see only data since ${timeText(seen.from)}: until ${timeText(Math.min(full, span.to))} alerts may fire sooner or later than with the data before it.`,
        ]
      : [];
  return [...short, ...cold];
}

/** A rate that begins or ends at a NaN is NaN, a sum over a window that holds one as well, and NaN is above nothing. */
function noNumbersIn({ intake, signals }: Read): string[] {
  const counts = new Map<string, number>();
  for (const { need, noNumbers } of intake.tallies)
    if (noNumbers > 0 && signals.includes(need.signal)) counts.set(need.name, Math.max(noNumbers, counts.get(need.name) ?? 0));
  return [...counts].map(
    ([name, count]) =>
      `${name} has ${formatCount(count, "sample")} that ${count === 1 ? "is" : "are"} no number (NaN): as in Prometheus, nothing fires while a window holds a rate over such a sample. Which ones a rate meets depends on the second of evaluation, and may differ at the server.`,
  );
}

/** Prometheus takes the last sample of a series for its value during so many seconds: a shorter pause is none. */
const pause = 300;

/** Signals with the same gaps are reported together. */
function holesIn({ recorded, signals, span }: Read): string[] {
  const gaps = new Map<string, string[]>();
  for (const signal of signals) {
    const holes = recorded
      .quality(signal)
      .holes.map(({ from, to }) => ({ from: Math.max(from, span.from), to: Math.min(to, span.to) }))
      .filter(({ from, to }) => to - from > pause);
    const [longest] = [...holes].sort((one, other) => other.to - other.from - (one.to - one.from));
    if (!longest) continue;
    const lost = holes.reduce((sum, { from, to }) => sum + to - from, 0);
    const share = Math.ceil((1000 * lost) / (span.to - span.from)) / 10;
    const where = holes.length === 1 ? "from" : `in ${holes.length} gaps, the longest from`;
    const text = `has no data for ${lengthText(lost)} of ${lengthText(span.to - span.from)} (${share}%), ${where} ${timeText(longest.from)} to ${timeText(longest.to)}`;
    gaps.set(text, [...new Set([...(gaps.get(text) ?? []), signal.path])]);
  }
  return [...gaps].map(([text, [first = "", ...more]]) => `${first} ${text}${more.length > 0 ? `; likewise ${more.join(", ")}` : ""}.`);
}
