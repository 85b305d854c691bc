import type Fraction from "fraction.js";
import type { Metric } from "./resolved.ts";

/** Whether queries read it as a native histogram: it has no buckets of its own, and any bound can be asked for. */
export function isNative({ native, buckets }: Pick<Metric, "native" | "buckets">): boolean {
  return native === true && buckets.length === 0;
}

/**
 * Whether a bound is a boundary of the buckets of every native histogram, so that the events on either side of it are counted. The buckets
 * of schema `s` end at the powers of 2^(2^-s), and of every schema from 0 on the powers of two are among them. Any other bound is inside of
 * a bucket, and how many of its events are below the bound is interpolated.
 */
export function isBoundary(bound: Fraction): boolean {
  return isPowerOfTwo(bound.n) && isPowerOfTwo(bound.d) && bound.compare(0) > 0;
}

const isPowerOfTwo = (whole: bigint): boolean => whole > 0n && (whole & (whole - 1n)) === 0n;
