import type Fraction from "fraction.js";
import { decimal } from "./quantity.ts";

/**
 * How the label `le` of one bucket may be spelled. It differs by who wrote it: Go says `30` or `1e+06`, Java `1.0E-4` and
 * `1.6777216E7`, JavaScript `1e-7`, and some servers store whole bounds as `30.0`. Who knows one spelling sees nothing after
 * an upgrade. The digits are those of the bound itself: an application that adds 0.1 up has `0.7999999999999999`, and that is
 * another bound than `0.8`.
 */
export function boundSpellings(bound: Fraction): string[] {
  const plain = decimal(bound);
  const spellings = new Set([plain]);
  if (bound.d === 1n) spellings.add(`${plain}.0`);
  const [mantissa = "", exponent = ""] = bound.valueOf().toExponential().split("e");
  const power = Number(exponent);
  for (const { isUsed, write } of exponents) if (isUsed(power)) spellings.add(write(mantissa, power));
  return [...spellings];
}

/** Who writes a float with an exponent, from and below which power of ten, and how. */
const exponents: readonly {
  readonly isUsed: (power: number) => boolean;
  readonly write: (mantissa: string, power: number) => string;
}[] = [
  // Go (strconv.FormatFloat, 'g', shortest): two digits of exponent at least, always with its sign.
  {
    isUsed: (power) => power < -4 || power >= 6,
    write: (mantissa, power) => `${mantissa}e${power < 0 ? "-" : "+"}${String(Math.abs(power)).padStart(2, "0")}`,
  },
  // Java (Double.toString): a digit after the point always, and no sign of its own.
  {
    isUsed: (power) => power < -3 || power >= 7,
    write: (mantissa, power) => `${mantissa.includes(".") ? mantissa : `${mantissa}.0`}E${power}`,
  },
  // JavaScript (Number.prototype.toString).
  { isUsed: (power) => power < -6 || power >= 21, write: (mantissa, power) => `${mantissa}e${power < 0 ? "" : "+"}${power}` },
];
