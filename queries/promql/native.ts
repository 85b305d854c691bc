import type Fraction from "fraction.js";
import { decimal } from "../../model/quantity.ts";

/*
 * Native histograms: one series holds all buckets, and any bound may be asked for. `histogram` is an expression of one histogram a group,
 * such as sum(rate(x[75s])).
 */

/** Observations in it. */
export const observations = (histogram: string): string => `histogram_count(${histogram})`;

/**
 * Observations above a bound. Those in the bucket that holds the bound are shared out by exponential interpolation; one at the bound is
 * below it. Of no observations the fraction is NaN, and none is above: the comparison drops the NaN, which would stay in every sum.
 */
export const observationsAbove = (histogram: string, bound: Fraction): string => observationsIn(histogram, `${decimal(bound)}, +Inf`);

/** Observations at a bound or below it, counted in the same way. */
export const observationsUpTo = (histogram: string, bound: Fraction): string => observationsIn(histogram, `-Inf, ${decimal(bound)}`);

function observationsIn(histogram: string, range: string): string {
  const fraction = `histogram_fraction(${range}, ${histogram})`;
  return `(\n  ${fraction} * ${observations(histogram)} >= 0\n  or ${observations(histogram)} * 0\n)`;
}

/** 1 if less than `share` of the observations are at the bound or below it, else 0; of no observations 0. */
export function isBelowShare(histogram: string, bound: Fraction, share: Fraction): string {
  return `(\n  histogram_fraction(-Inf, ${decimal(bound)}, ${histogram})\n  < bool ${decimal(share)}\n)`;
}
