import Fraction from "fraction.js";

/**
 * The written forms of quantities in a catalog. Each is text with its unit: a bare number says nothing about what it
 * counts. Decimals are kept exact (as fractions), because 1 - 0.999 in floating point is not 0.001 and would leak into
 * thresholds and diffs.
 */
export const pattern = {
  share: /^(?:100(?:\.0+)?|\d{1,2}(?:\.\d+)?)%$/,
  growth: /^(?=.*[1-9])\d{1,5}(?:\.\d+)?%$/,
  part: /^\d+(?:\.\d+)?%$/,
  duration: /^\d+(?:\.\d+)?(?:ms|s|m|h|d|w)$/,
  positiveDuration: /^(?=.*[1-9])\d+(?:\.\d+)?(?:ms|s|m|h|d|w)$/,
  window: /^(?:month|quarter|(?=.*[1-9])\d+(?:\.\d+)?(?:ms|s|m|h|d|w))$/,
  rate: /^\d+(?:\.\d+)?\/(?:s|m|h|d)$/,
  size: /^\d+(?:\.\d+)?(?:B|KiB|MiB|GiB|TiB)$/,
} as const;

const seconds: Record<string, Fraction> = {
  ms: new Fraction(1, 1000),
  s: new Fraction(1),
  m: new Fraction(60),
  h: new Fraction(3600),
  d: new Fraction(86_400),
  w: new Fraction(604_800),
};

const bytes: Record<string, Fraction> = {
  B: new Fraction(1),
  KiB: new Fraction(1024),
  MiB: new Fraction(1024 ** 2),
  GiB: new Fraction(1024 ** 3),
  TiB: new Fraction(1024 ** 4),
};

/**
 * Units that a metric may declare; the value of a series is in exactly this unit. A timestamp is a moment: seconds, or
 * milliseconds, since 1970.
 */
export const units = ["s", "ms", "timestamp", "timestamp-ms", "bytes", "percent", "ratio", "bool"] as const;
export type Unit = (typeof units)[number];

/** The fault of a text that is not the quantity it should be: `expected` says what would be. */
export class QuantityError extends Error {
  readonly expected: string;
  constructor(text: string, expected: string) {
    super(`${JSON.stringify(text)} is not ${expected}`);
    this.expected = expected;
  }
}

function split(text: string, form: RegExp, expected: string): [number: string, unit: string] {
  const match = form.test(text) ? /^([\d.]+)\/?(.*)$/.exec(text) : null;
  if (!match) throw new QuantityError(text, expected);
  return [match[1] ?? "", match[2] ?? ""];
}

function scale(table: Record<string, Fraction>, unit: string): Fraction {
  const factor = table[unit];
  if (!factor) throw new Error(`no scale for unit ${unit}`);
  return factor;
}

/** A share such as `99.9%`, as an exact fraction of one (999/1000). */
export function parseShare(text: string): Fraction {
  const [number] = split(text, pattern.share, "a share such as 99.9%");
  const share = new Fraction(number).div(100);
  if (share.compare(1) > 0) throw new QuantityError(text, "a share of at most 100%");
  return share;
}

/** A growth such as `50%` or `200%`, as an exact fraction of one; it may be more than the whole. */
export function parseGrowth(text: string): Fraction {
  const [number] = split(text, pattern.growth, "a growth such as 50% or 200%");
  return new Fraction(number).div(100);
}

/** A share of something that may be passed, such as `90%` or `120%`. */
export function parsePart(written: string | number): Fraction {
  const [number] = split(String(written), pattern.part, "a share such as 90% or 120%");
  return new Fraction(number).div(100);
}

/** A duration such as `5m`, in seconds (whole or fractional). */
export const parseDuration = (text: string): number => durationInSeconds(text).valueOf();

/** The same, exactly. */
export function durationInSeconds(text: string): Fraction {
  const [number, unit] = split(text, pattern.duration, "a duration such as 30s, 5m, 6h or 30d");
  return new Fraction(number).mul(scale(seconds, unit));
}

/** Events per time such as `40/h`, as events per second. */
export function parseRate(text: string): Fraction {
  const [number, unit] = split(text, pattern.rate, "a rate such as 40/h");
  return new Fraction(number).div(scale(seconds, unit));
}

/**
 * A threshold in the unit of the metric that it is compared with: `200ms` for a metric in seconds is 1/5, `20%` for a
 * metric in percent is 20 and for a ratio 1/5. A metric without unit takes a bare number.
 *
 * @throws QuantityError when the text has another dimension than the unit.
 */
export function parseValue(written: string | number, unit: Unit | undefined): Fraction {
  const text = String(written);
  switch (unit) {
    case "s":
    case "ms": {
      const [number, written] = split(text, pattern.duration, "a duration such as 200ms or 2s");
      return new Fraction(number).mul(scale(seconds, written)).div(scale(seconds, unit));
    }
    case "timestamp":
    case "timestamp-ms":
      throw new QuantityError(text, "a signal of kind age with older-than, because a timestamp has no threshold of its own");
    case "bytes": {
      const [number, written] = split(text, pattern.size, "a size such as 512MiB");
      return new Fraction(number).mul(scale(bytes, written));
    }
    case "percent":
      return parseShare(text).mul(100);
    case "ratio":
      return parseShare(text);
    case "bool":
      if (written === 0 || written === 1) return new Fraction(written);
      throw new QuantityError(text, "0 or 1");
    case undefined:
      if (typeof written === "number" && Number.isFinite(written)) return exact(written);
      throw new QuantityError(text, "a bare number, because the metric declares no unit");
  }
}

/**
 * A number as its text says, for example 999999.99 as 99999999/100. `new Fraction(number)` would look for a small
 * denominator near it, and take 1000000.
 *
 * @param number finite
 */
export function exact(number: number): Fraction {
  const [digits = "0", exponent = "0"] = String(number).split("e");
  const power = 10n ** BigInt(exponent.replace(/^[-+]/, ""));
  return new Fraction(digits).mul(exponent.startsWith("-") ? new Fraction(1n, power) : new Fraction(power));
}

/** Whether a decimal text is the very number that it is read as: a float holds some seventeen digits, and no more. */
export function isHeldByFloat(text: string): boolean {
  return significant(text) === significant(String(Number(text)));
}

/** `0.0120e3` and `12` alike as `12e0`: the digits that count, and the place of the last one. */
function significant(text: string): string {
  const [, whole = "", part = "", exponent = "0"] = /^[-+]?(\d*)\.?(\d*)(?:e([-+]?\d+))?$/i.exec(text) ?? [];
  const digits = `${whole}${part}`.replace(/^0+/, "");
  const kept = digits.replace(/0+$/, "");
  return kept === "" ? "0" : `${kept}e${Number(exponent) - part.length + digits.length - kept.length}`;
}

/** The exact decimal of a fraction where it ends, however long, else 12 significant digits. Never an exponent. */
export function decimal(value: Fraction): string {
  const ended = endingDecimal(value);
  if (ended !== undefined) return ended;
  const rounded = value.valueOf().toPrecision(12);
  return rounded.includes("e") ? value.valueOf().toFixed(20).replace(/0+$/, "") : rounded.replace(/0+$/, "").replace(/\.$/, "");
}

/** All digits of a fraction whose decimal ends: its denominator has no factors but 2 and 5. */
function endingDecimal({ s: sign, n, d }: Fraction): string | undefined {
  let rest = d;
  let places = 0n;
  for (const prime of [2n, 5n]) {
    let times = 0n;
    for (; rest % prime === 0n; times++) rest /= prime;
    if (times > places) places = times;
  }
  if (rest !== 1n) return undefined;
  const digits = String((n * 10n ** places) / d).padStart(Number(places) + 1, "0");
  const point = digits.length - Number(places);
  return `${sign < 0n ? "-" : ""}${digits.slice(0, point)}${places > 0n ? `.${digits.slice(point)}` : ""}`;
}

const longToShort: [string, number][] = [
  ["w", 604_800],
  ["d", 86_400],
  ["h", 3600],
  ["m", 60],
  ["s", 1],
];

/**
 * Seconds as the shortest whole form: 300 -> `5m`, 5400 -> `90m`, 0.2 -> `200ms`. Weeks are written as days. Parts of a
 * millisecond stay (`799.5ms`): rounded, another time would be told, and a short one would be none.
 */
export function formatDuration(value: number): string {
  if (value === 0) return "0s";
  if (!Number.isInteger(value)) return `${decimal(exact(value).mul(1000))}ms`;
  const fit = longToShort.find(([unit, size]) => unit !== "w" && value % size === 0);
  return fit ? `${value / fit[1]}${fit[0]}` : `${value}s`;
}

/** Seconds as people say them, to the second: 2592 -> `43m 12s`, 12960 -> `3h 36m`. What the catalog writes stays as {@link formatDuration} has it. */
export function formatSpan(seconds: number): string {
  let rest = Math.round(seconds);
  const parts = longToShort.slice(1).flatMap(([unit, size]) => {
    const count = Math.floor(rest / size);
    rest -= count * size;
    return count > 0 ? [`${count}${unit}`] : [];
  });
  return parts.join(" ") || (seconds > 0 ? formatDuration(seconds) : "0s");
}

/** A share as percent text, exact: 3/500 -> `0.6%`. */
export function formatShare(share: Fraction): string {
  return `${decimal(share.mul(100))}%`;
}

/** `1 alert`, `3 alerts`, `3 queries`. */
export function formatCount(count: number, noun: string): string {
  return `${count} ${count === 1 ? noun : plural(noun)}`;
}

/** `alert` -> `alerts`, `saved query` -> `saved queries`. */
export function plural(noun: string): string {
  return /[^aeiou]y$/.test(noun) ? `${noun.slice(0, -1)}ies` : `${noun}s`;
}
