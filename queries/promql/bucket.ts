import type Fraction from "fraction.js";
import { boundSpellings } from "../../model/bucket-bound.ts";
import type { Matchers } from "../../model/resolved.ts";

/** The matcher of one bucket, however its bound is spelled. */
export function bucketMatcher(bound: Fraction): Matchers {
  return { le: { anyOf: boundSpellings(bound) } };
}
