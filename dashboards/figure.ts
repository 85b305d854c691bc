import Fraction from "fraction.js";
import { labelsBy } from "../model/groups.ts";
import type { Condition, EachSignal, EventsSignal, Metric, ShareSignal, Show, Signal, SingleShare, Slo, Whole } from "../model/resolved.ts";
import { failuresOf, isEach } from "../model/slices.ts";

/** A line in a panel, in the unit of what the panel shows. */
export interface Threshold {
  readonly at: number;
  readonly bad: "above" | "below";
}

/** What a condition or an objective compares of one signal, as a panel shows it, and the line that it draws there. */
export interface Figure {
  readonly signal: Signal;
  readonly show: Show;
  readonly lines: readonly Threshold[];
}

/** The figures of one condition, of a composite those of its members; none for what compares none: an absence, an endpoint. */
export const figuresOf = (when: Condition): Figure[] =>
  when.kind === "bad-share" ? shareFigures(when.signal, when.above) : [figureOf(when)].filter((figure) => figure !== undefined);

function figureOf(when: Exclude<Condition, { kind: "bad-share" }>): Figure | undefined {
  switch (when.kind) {
    case "value": {
      const { signal, threshold, compare } = when;
      const show: Show = {
        kind: "value",
        metric: selected(signal),
        across: signal.across,
        by: signal.by,
        ...wholeOf(signal),
        ...(signal.window && { window: signal.window }),
        ...(signal.raw && { raw: signal.raw }),
      };
      return { signal, show, lines: [{ at: threshold.valueOf(), bad: compare }] };
    }
    case "count": {
      const { signal, threshold, over, compare } = when;
      return {
        signal,
        show: { kind: "count", metric: selected(signal), over, by: labelsBy(signal) },
        lines: [{ at: threshold.valueOf(), bad: compare }],
      };
    }
    case "forecast": {
      const { signal, threshold, compare, now } = when;
      const show: Show = { kind: "value", metric: selected(signal), across: signal.across, by: signal.by, ...wholeOf(signal) };
      return { signal, show, lines: [threshold, ...(now ? [now] : [])].map((at) => ({ at: at.valueOf(), bad: compare })) };
    }
    case "change": {
      // What it is compared with moves, so that there is no line.
      const { signal, over } = when;
      const metric = selected(signal);
      const show: Show =
        signal.kind === "count"
          ? { kind: "count", metric, over, by: labelsBy(signal) }
          : { kind: "value", metric, across: signal.across, by: signal.by };
      return { signal, show, lines: [] };
    }
    case "age":
      return ageFigure(when);
    case "occurs":
    case "absent":
    case "groups":
      return undefined;
  }
  return when satisfies never;
}

/** Of a counter, what it counted in the time: an age is in no series. */
function ageFigure({ signal, olderThan }: Extract<Condition, { kind: "age" }>): Figure {
  const [metric, { by }] = [selected(signal), signal];
  return metric.kind === "counter"
    ? { signal, show: { kind: "count", metric, over: olderThan, by }, lines: [{ at: 1, bad: "below" }] }
    : { signal, show: { kind: "age", metric, by }, lines: [{ at: olderThan, bad: "above" }] };
}

/** The figures of an objective: its budget is the share that it allows. */
export const figuresOfSlo = ({ signal, target }: Slo): Figure[] => shareFigures(signal, new Fraction(1).sub(target));

/** What is allowed of a weighted sum is no line of one of its parts. */
function shareFigures(signal: ShareSignal, allowed: Fraction): Figure[] {
  if (signal.kind !== "composite") return [shareFigure(signal, allowed)];
  const figures = signal.of.map((member) => shareFigure(member.signal, allowed));
  return signal.join === "worst" ? figures : figures.map((figure) => ({ ...figure, lines: [] }));
}

/**
 * At most `allowed` of the events above a bound is the quantile `1 - allowed` under the bound, which tells how far away it is; at most
 * `allowed` of them up to a bound is the quantile `allowed` over it.
 */
function shareFigure(signal: SingleShare, allowed: Fraction): Figure {
  const [metric, by] = [selected(signal), labelsBy(signal)];
  if (signal.kind === "slices") {
    const { measure, good } = signal;
    const lines = [...(good.under ? [beyond(good.under)] : []), ...(good.over ? [beyond(good.over, "below")] : [])];
    // A bound of single series is no line of their share.
    if (isEach(signal)) return { signal, show: shareOf(signal), lines: [beyond(allowed)] };
    if ("each" in measure) throw new Error(`${signal.path} is of single series`);
    if ("failed" in measure) return { signal, show: shareOf(failuresOf(signal, measure)), lines };
    const show: Show =
      "quantile" in measure
        ? { kind: "quantile", metric, quantile: measure.quantile, by }
        : { kind: "value", metric, across: measure.across, by, ...wholeOf(measure) };
    return { signal, show, lines };
  }
  const { bad } = signal;
  if ("overBound" in bad)
    return { signal, show: { kind: "quantile", metric, quantile: new Fraction(1).sub(allowed), by }, lines: [beyond(bad.overBound)] };
  if ("upToBound" in bad)
    return { signal, show: { kind: "quantile", metric, quantile: allowed, by }, lines: [beyond(bad.upToBound, "below")] };
  return { signal, show: shareOf(signal), lines: [beyond(allowed)] };
}

const shareOf = (signal: EventsSignal | EachSignal): Show => ({ kind: "share", signal, by: labelsBy(signal) });
const wholeOf = ({ outOf }: { readonly outOf?: Whole }): { readonly outOf?: Whole } => (outOf ? { outOf } : {});
const beyond = (at: Fraction, bad: Threshold["bad"] = "above"): Threshold => ({ at: at.valueOf(), bad });
const selected = ({ metric, where }: Signal): Metric => ({ ...metric, where });
