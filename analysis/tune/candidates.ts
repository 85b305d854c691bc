import Fraction from "fraction.js";
import type { Policy, Slo, Tier } from "../../model/resolved.ts";
import { burnTiers } from "../../monitors/burn-rate.ts";

/** What of a policy decides when its page fires. */
export type Watching = Pick<Policy, "page" | "leastBadEvents" | "leastBadMinutes">;

/** A policy that watches otherwise. */
export function withWatching({ leastBadMinutes: _, ...policy }: Policy, { page, leastBadEvents, leastBadMinutes }: Watching): Policy {
  return { ...policy, page, leastBadEvents, ...(leastBadMinutes !== undefined && { leastBadMinutes }) };
}

/** Parts of the budget, beside those of the policy: half of it pages earlier, twice as much later. */
const shareFactors = [new Fraction(1, 2), new Fraction(1), new Fraction(2)];
/**
 * Long windows, as parts of the policy's. With the same share a shorter window pages as early for a steep burn, whose budget is
 * spent before either is full, and not at all for a flat one.
 */
const windowFactors = [new Fraction(1, 4), new Fraction(1, 2), new Fraction(1), new Fraction(2)];
const countFactors = [0.1, 0.2, 0.5, 2, 5, 10, 20];
/** Minutes with a failure, where the policy counts none, and as parts of its number where it does. */
const minutesTried = [4, 8, 16];
const minutesFactors = [0.5, 2, 4];
/** Rows of a policy that vary; further ones stay as they are. */
const varied = 2;
/** A window of a tier is so many minutes at least: its short window, a twelfth, shows no trend below. */
const shortest = 900;

/**
 * Pages to try for an objective: the rows of its policy with other shares and windows, or without the second row, the present ones
 * first. Only what comes out as written: where the target caps a factor, or a row says nothing that a shorter one does not say,
 * another candidate means the same.
 */
export function pagesFor(slo: Slo): Watching[] {
  const { page, ...guard } = guardOf(slo.policy);
  const [first, second, ...others] = page;
  if (!first) return [];
  const seconds: (Tier | undefined)[] = second ? [...variantsOf(second), undefined] : [undefined];
  const made = variantsOf(first).flatMap((one) => seconds.map((other) => [one, ...(other ? [other] : []), ...others]));
  const present: Watching = { page, ...guard };
  const candidates = made.filter((rows) => applies(rows, slo)).map((rows): Watching => ({ page: rows, ...guard }));
  return [present, ...candidates.filter((candidate) => distanceOf(candidate, present) > 0)];
}

/** The same page with other counts of failures below which nobody is called. */
export function countsFor(watching: Watching): Watching[] {
  const counts = new Set(countFactors.map((factor) => Math.max(1, Math.round(factor * watching.leastBadEvents))));
  return [...counts].map((count) => ({ ...watching, leastBadEvents: count }));
}

/** The same page with other numbers of bad minutes that are enough, or none, each with every count from the present one on. */
export function guardsFor(watching: Watching): Watching[] {
  const { leastBadMinutes: present, ...counted } = watching;
  const numbers = present === undefined ? minutesTried : minutesFactors.map((factor) => Math.max(2, Math.round(factor * present)));
  const others = [...new Set(numbers)].filter((number) => number !== present);
  const minutes: Partial<Watching>[] = [...(present === undefined ? [] : [{}]), ...others.map((leastBadMinutes) => ({ leastBadMinutes }))];
  const counts = [watching, ...countsFor(watching)].filter(({ leastBadEvents }) => leastBadEvents >= watching.leastBadEvents);
  return minutes.flatMap((guard) => counts.map(({ leastBadEvents }) => ({ ...counted, leastBadEvents, ...guard })));
}

const guardOf = ({ page, leastBadEvents, leastBadMinutes }: Policy): Watching => ({
  page,
  leastBadEvents,
  ...(leastBadMinutes !== undefined && { leastBadMinutes }),
});

const variantsOf = ({ share, in: window }: Tier): Tier[] =>
  shareFactors.flatMap((ofShare) =>
    windowFactors
      .map((ofWindow) => ({ share: share.mul(ofShare), in: ofWindow.mul(window).valueOf() }))
      .filter((row) => row.share.compare(1) <= 0 && row.in >= shortest && row.in % 60 === 0),
  );

function applies(page: readonly Tier[], slo: Slo): boolean {
  const rows = new Set(page.map(({ in: window }) => window));
  if (rows.size < page.length) return false;
  const tiers = burnTiers({ ...slo, policy: { ...slo.policy, page } }, slo.signal.from).page;
  const written = ({ share, in: window }: Tier) => share.mul(slo.policy.window).div(window);
  return (
    tiers.length === page.length && tiers.every(({ factor, long }) => page.some((row) => row.in === long && factor.equals(written(row))))
  );
}

/** How far a policy is from another: steps of a factor of two, over all values; a row or a guard that is gone or new counts two steps. */
export function distanceOf(one: Watching, other: Watching): number {
  const steps = (a: number, b: number) => Math.abs(Math.log2(a / b));
  const rows = Array.from({ length: Math.max(one.page.length, other.page.length) }, (_, index) => {
    const [a, b] = [one.page[index], other.page[index]];
    return a && b ? steps(a.share.valueOf(), b.share.valueOf()) + steps(a.in, b.in) : varied;
  });
  const [a, b] = [one.leastBadMinutes, other.leastBadMinutes];
  const minutes = a === b ? 0 : a === undefined || b === undefined ? varied : steps(a, b);
  return rows.reduce((sum, step) => sum + step, 0) + steps(one.leastBadEvents, other.leastBadEvents) + minutes;
}
