import Fraction from "fraction.js";
import type { CompositeSignal, Member, ShareSignal, Signal, SingleShare } from "./resolved.ts";

/** What is measured of a signal: itself, or of a composite its members. */
export function measuredOf(signal: ShareSignal): SingleShare[];
export function measuredOf(signal: Signal | CompositeSignal): Signal[];
export function measuredOf(signal: Signal | CompositeSignal): Signal[] {
  return signal.kind === "composite" ? signal.of.map((member) => member.signal) : [signal];
}

/**
 * A signal of one metric.
 *
 * @throws Error for a composite, which the checks refuse where a dialect cannot say it
 */
export function single(signal: ShareSignal): SingleShare;
export function single(signal: Signal | CompositeSignal): Signal;
export function single(signal: Signal | CompositeSignal): Signal {
  if (signal.kind === "composite") throw new Error(`a composite is no signal of one metric: ${signal.path}`);
  return signal;
}

/** The sum of all weights, by which a weighted sum is divided. */
export const weightOf = ({ of }: Pick<CompositeSignal, "of">): Fraction => of.reduce((sum, { weight }) => sum.add(weight), new Fraction(0));

/** The part of a member in all, from 0 to 1; where the worst counts it is all. */
export const partOf = (composite: Pick<CompositeSignal, "join" | "of">, { weight }: Member): Fraction =>
  composite.join === "worst" ? new Fraction(1) : weight.div(weightOf(composite));

/** Whether failures are counted, of which a quiet hour may have too few: minutes come at one pace at all hours. */
export const countsEvents = (signal: ShareSignal): boolean => measuredOf(signal).some(({ kind }) => kind === "events");

/**
 * Events per second in the quietest hour, where the signal says. Of a composite everything has failed once its quietest member
 * has as many failures as a guard asks for, and where the worst is enough once the busiest has.
 */
export function quietTrafficOf(signal: ShareSignal): Fraction | undefined {
  const events = measuredOf(signal).flatMap((one) => (one.kind === "events" ? [one.quietTraffic] : []));
  const known = events.filter((rate) => rate !== undefined).sort((one, other) => one.compare(other));
  if (signal.kind === "composite" && signal.join === "worst") return known.at(-1);
  return known.length === events.length ? known[0] : undefined;
}
