import type Fraction from "fraction.js";
import { decimal } from "./quantity.ts";

/**
 * How the label `le` of one bucket may be spelled. It differs by who wrote it: client libraries say `30` or `1e+06`,
 * Prometheus 3 stores whole bounds as `30.0`. Who knows one spelling sees nothing after an upgrade.
 */
export function boundSpellings(bound: Fraction): string[] {
  const plain = decimal(bound);
  const spellings = new Set([plain, shortest(bound)]);
  if (bound.d === 1n) spellings.add(`${plain}.0`);
  return [...spellings];
}

/** A float as Go's shortest form has it: an exponent of two digits from 1e+06 and below 1e-04. */
function shortest(bound: Fraction): string {
  const [mantissa = "", exponent = ""] = bound.valueOf().toExponential().split("e");
  const power = Number(exponent);
  if (power >= -4 && power < 6) return decimal(bound);
  return `${mantissa}e${power < 0 ? "-" : "+"}${String(Math.abs(power)).padStart(2, "0")}`;
}
