import Fraction from "fraction.js";
import { windowInWords } from "../model/calendar-window.ts";
import { decimal, formatDuration, formatShare } from "../model/quantity.ts";
import type { Slo, Source, Tier } from "../model/resolved.ts";

/** One row of a policy, made concrete for an SLO: both windows must reach the threshold at once. */
export interface BurnTier {
  /** share of the SLO window's budget that is spent when this burns for `long` */
  readonly share: Fraction;
  /** seconds */
  readonly long: number;
  /** seconds; ends the alert soon after the burning has ended */
  readonly short: number;
  /** how many times faster than sustainable the budget burns */
  readonly factor: Fraction;
  /** share of bad events from which the tier holds: factor x (1 - target) */
  readonly threshold: Fraction;
  readonly notes: readonly string[];
}

export interface BurnTiers {
  readonly page: readonly BurnTier[];
  readonly ticket: readonly BurnTier[];
  /** rows of the policy that do not apply to this SLO, in words */
  readonly dropped: readonly string[];
}

/** The short window of a tier is this part of the long one (Google SRE Workbook, chapter 5, "multiwindow"). */
const shortPart = 12;
/** A window shows a trend only with some scrapes and evaluations in it. */
const leastScrapes = 4;
const leastEvaluations = 2;
/** Events are recorded by the minute; a window of one minute would miss what falls between two evaluations. */
const leastWindow = 120;
/** The long window of a tier is at most this part of the SLO window: else it says no more than the SLO itself. */
const longestPart = 4;
/** A tier never demands more than half of all events to fail, so that a total outage is seen in half of the long window. */
const highestThreshold = new Fraction(1, 2);

/** What of a source decides its tiers; without limits nothing but the timing does. */
type Timing = Pick<Source, "scrape" | "evaluate"> & { readonly traits?: Pick<Source["traits"], "limits"> };
type Objective = Pick<Slo, "target" | "window" | "calendar" | "policy">;

/**
 * The burn-rate tiers of an SLO: `factor = share x policy window / long`, capped at `0.5 / (1 - target)`. Where the cap
 * makes a longer tier no more sensitive than a shorter one, the longer is dropped. At another window than the policy's
 * the factors stay and the shares are those of the SLO's own window.
 *
 * The idea of shares, factors and two windows: Google SRE Workbook, chapter 5, "Alerting on SLOs".
 */
export function burnTiers(slo: Objective, timing: Timing): BurnTiers {
  const kept: { severity: "page" | "ticket"; tier: BurnTier }[] = [];
  const dropped: string[] = [];
  for (const { severity, row } of rowsByWindow(slo.policy)) {
    const tier = burnTier(row, slo, timing);
    const fault =
      unfit(tier, slo.window) ??
      unoffered(tier, timing) ??
      notLower(
        tier,
        kept.map((one) => one.tier),
      );
    if (fault === undefined) kept.push({ severity, tier });
    else dropped.push(`the ${severity} tier over ${formatDuration(row.in)} does not apply: ${fault}`);
  }
  const only = (severity: "page" | "ticket") => kept.filter((one) => one.severity === severity).map((one) => one.tier);
  return { page: only("page"), ticket: only("ticket"), dropped };
}

function rowsByWindow(policy: Slo["policy"]): { severity: "page" | "ticket"; row: Tier }[] {
  const rows = [
    ...policy.page.map((row) => ({ severity: "page" as const, row })),
    ...policy.ticket.map((row) => ({ severity: "ticket" as const, row })),
  ];
  return rows.sort((a, b) => a.row.in - b.row.in);
}

function burnTier(row: Tier, slo: Objective, timing: Timing): BurnTier {
  const budget = new Fraction(1).sub(slo.target);
  const written = row.share.mul(slo.policy.window).div(row.in);
  const cap = highestThreshold.div(budget);
  const factor = written.compare(cap) > 0 ? cap : written;
  const share = factor.mul(row.in).div(slo.window);
  const short = shortWindow(row.in, timing);
  const notes: string[] = [];
  const over = formatDuration(row.in);
  if (factor !== written) {
    const asked = `${formatShare(row.share)} in ${over} would need ${formatShare(written.mul(budget))} of all events to fail`;
    notes.push(`capped: ${asked}; it fires at ${formatShare(highestThreshold)}, which spends ${percent(share)} in ${over}`);
  } else if (!share.equals(row.share)) {
    notes.push(
      `the factor ${decimal(factor)} is that of the policy's ${windowInWords(slo.policy)}; ` +
        `of the budget of ${windowInWords(slo)} it is ${percent(share)} in ${over}`,
    );
  }
  if (short.note) notes.push(`${over}: ${short.note}`);
  return { share, long: row.in, short: short.window, factor, threshold: factor.mul(budget), notes };
}

/** The lowest constant share of bad events that fires; undefined without tiers. */
export const lowestThreshold = (tiers: readonly BurnTier[]): Fraction | undefined =>
  tiers.map(({ threshold }) => threshold).sort((one, other) => one.compare(other))[0];

/** A share for people: three significant digits where the exact one would be long. */
export function percent(share: Fraction): string {
  const exact = formatShare(share);
  return exact.length <= 6 ? exact : `${Number(share.mul(100).valueOf().toPrecision(3))}%`;
}

function shortWindow(long: number, timing: Timing): { window: number; note?: string } {
  const wanted = long / shortPart;
  const [least, reason] = longestFloor(timing);
  if (wanted >= least) return { window: wholeMinutes(wanted) };
  const window = Math.min(wholeMinutes(least), long);
  return { window, note: `the short window is raised from ${formatDuration(wanted)} to ${formatDuration(window)} (${reason})` };
}

/** The shortest window in which a trend shows at the pace of a source, in seconds. */
export function leastWindowOf(timing: Timing): number {
  return wholeMinutes(longestFloor(timing)[0]);
}

function longestFloor({ scrape, evaluate }: Timing): [seconds: number, reason: string] {
  const floors: [number, string][] = [
    [leastScrapes * scrape, `${leastScrapes} scrapes of ${formatDuration(scrape)}`],
    [leastEvaluations * evaluate, `${leastEvaluations} evaluations of ${formatDuration(evaluate)}`],
    [leastWindow, "two recorded minutes"],
  ];
  return floors.reduce((highest, floor) => (floor[0] > highest[0] ? floor : highest));
}

const wholeMinutes = (seconds: number): number => Math.ceil(seconds / 60) * 60;

function unfit(tier: BurnTier, window: number): string | undefined {
  if (tier.long * longestPart > window) return `it is longer than a quarter of ${formatDuration(window)}`;
  if (tier.factor.compare(1) < 0) return `its factor ${decimal(tier.factor)} is below 1, so it would fire on a budget that lasts`;
  return undefined;
}

/** What the evaluator of the source does not look back on. */
function unoffered({ long }: BurnTier, { traits }: Timing): string | undefined {
  if (!traits) return undefined;
  const { name, tier } = traits.limits;
  if (!tier || (long >= tier.shortest && long <= tier.longest)) return undefined;
  return `${name} looks back on ${formatDuration(tier.shortest)} to ${formatDuration(tier.longest)}`;
}

function notLower(tier: BurnTier, shorter: readonly BurnTier[]): string | undefined {
  const covering = shorter.find((one) => one.factor.compare(tier.factor) <= 0 && one.long < tier.long);
  return covering && `the tier over ${formatDuration(covering.long)} fires at the same factor ${decimal(tier.factor)} or a lower one`;
}
