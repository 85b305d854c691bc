import Fraction from "fraction.js";
import { partOf } from "../../model/composite.ts";
import type { CompositeSignal, Slo } from "../../model/resolved.ts";
import { type Demand, demands, intervals, type Predicted, seen } from "./predict.ts";
import { counter, type Trace } from "./trace.ts";

/** What each member lives through, in their order. */
export type Traces = readonly Trace[];

/** The share of a composite over the minutes before one: of its members the highest, or what all come to by their parts. */
export type ShareAt = (minute: number, length: number, least: number) => Fraction;

/** A member without events has no failures, and one of events with fewer than `least` none that count. */
export function shareAt(composite: Pick<CompositeSignal, "join" | "of">, traces: Traces): ShareAt {
  const members = composite.of.map((member, index) => {
    const { trace, scale } = seen(traces[index] ?? [], member.signal);
    return { count: counter(trace), scale, part: partOf(composite, member), guarded: member.signal.kind === "events" };
  });
  return (minute, length, least) => {
    const shares = members.map(({ count, scale, part, guarded }) => {
      const { bad, total } = count(minute, length);
      return bad === 0 || (guarded && bad < least * scale) ? none : new Fraction(bad, total).mul(part);
    });
    return shares.reduce((all, one) => (composite.join === "weighted" ? all.add(one) : one.compare(all) > 0 ? one : all), none);
  };
}
const none = new Fraction(0);

export type CompositeSlo = Slo & { readonly signal: CompositeSignal };

/** The minutes in which the page, and in which the ticket of an SLO on several signals must fire: exactly while a tier burns. */
export function predictComposite(traces: Traces, slo: CompositeSlo): Predicted {
  const share = shareAt(slo.signal, traces);
  const { leastBadEvents } = slo.policy;
  const reached = (minute: number, length: number, least: number, rate: Fraction) => {
    const is = share(minute, length, least);
    return is.compare(0) > 0 && is.compare(rate) >= 0;
  };
  const shortOf = ({ minutes }: Demand) => Math.max(minutes / 12, 2, (4 * slo.signal.from.scrape) / 60);
  const any = (tiers: readonly Demand[]) => (minute: number) =>
    tiers.some((tier) => reached(minute, shortOf(tier), 0, tier.rate) && reached(minute, tier.minutes, leastBadEvents, tier.rate));
  const [page, ticket] = [any(demands(slo, "page")), any(demands(slo, "ticket"))];
  const length = traces[0]?.length ?? 0;
  return { page: intervals(length, page), ticket: intervals(length, (minute) => ticket(minute) && !page(minute)) };
}
