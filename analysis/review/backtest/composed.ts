import { partOf, weightOf } from "../../../model/composite.ts";
import { decimal } from "../../../model/quantity.ts";
import type { BadShare, CompositeSignal } from "../../../model/resolved.ts";
import { compensated } from "./kahan.ts";
import type { Recorded } from "./recorded.ts";
import { countsOf, type Test } from "./window.ts";

/**
 * Whether the share of a composite is reached, bit by bit as its query has it: of each member with events its weight times its bad share, and of
 * all of these the sum or the highest.
 */
export function composedTest(when: BadShare & { readonly signal: CompositeSignal }, recorded: Recorded): Test {
  const { signal, above, over, least, inclusive } = when;
  // As in the query, the weights are not divided by.
  const bound = Number(decimal(signal.join === "worst" ? above : above.mul(weightOf(signal))));
  const shares = signal.of.map((member) => {
    const { bad, total } = countsOf(recorded.increments(member.signal), recorded.span, over);
    const fewest = member.signal.kind === "events" ? least : 0;
    const weight = Number(decimal(member.weight));
    return (moment: number): number[] => {
      const [failed, all] = [bad.value(moment), total.value(moment)];
      return failed >= fewest && all > 0 ? [(weight * failed) / all] : [];
    };
  });
  return (moment) => {
    const known = shares.flatMap((of) => of(moment));
    const share = joined(signal, known);
    return share !== undefined && (inclusive ? share >= bound : share > bound);
  };
}

/** The bad share of a composite in minutes of a history, from 0 to 1: nothing where no member has events, and a member without any adds nothing. */
export function composedShare(signal: CompositeSignal, recorded: Recorded): (begin: number, end: number) => number | undefined {
  const members = signal.of.map((member) => ({ part: partOf(signal, member).valueOf(), ...recorded.increments(member.signal) }));
  return (begin, end) => {
    const shares = members.flatMap(({ part, bad, total }) => {
      const all = total.value(begin, end);
      return all > 0 ? [(part * (bad?.value(begin, end) ?? 0)) / all] : [];
    });
    return joined(signal, shares);
  };
}

function joined({ join }: CompositeSignal, shares: readonly number[]): number | undefined {
  if (shares.length === 0) return undefined;
  return join === "worst" ? Math.max(...shares) : compensated(shares, 0, shares.length);
}
