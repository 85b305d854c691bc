import fc from "fast-check";
import Fraction from "fraction.js";
import { describe, expect, it } from "vitest";
import type { AlertCondition } from "../../model/condition.ts";
import type { BadShare } from "../../model/resolved.ts";
import { timeUntil } from "../../monitors/detection.ts";
import { firstWithin } from "../../monitors/first-within.ts";
import { undetectedOf } from "../../monitors/undetected.ts";
import { resolvedCatalog } from "../prometheus/catalog.ts";

const services = resolvedCatalog("test/products/catalog").systems.flatMap((system) => system.services);
const signalOf = <Kind extends "events" | "slices">(kind: Kind) => {
  const found = services.flatMap(({ signals }) => signals).find((signal) => signal.kind === kind);
  if (!found || (found.kind !== "events" && found.kind !== "slices")) throw new Error(`no signal of ${kind}`);
  return found;
};
const [events, slices] = [signalOf("events"), signalOf("slices")];

interface Share {
  readonly above: Fraction;
  readonly minutes: number;
  readonly least: number;
  readonly inclusive: boolean;
}
const leaf = ({ above, minutes, least, inclusive }: Share, signal = events): BadShare => ({
  kind: "bad-share",
  signal,
  above,
  over: minutes * 60,
  least,
  ...(inclusive && { inclusive: true }),
});
const all = (shares: readonly Share[]): AlertCondition => ({ kind: "all", of: shares.map((share) => leaf(share)) });

/**
 * The first full minute of so many from which all shares hold for `held` minutes, and those minutes: a plain count, at every
 * `tick` part of a minute in between as well. The last failure of a part counts at its end.
 */
function firstMinute(shares: readonly Share[], rate: Fraction, pace: Fraction, held: number, minutes: number, tick = 1) {
  const often = rate.mul(pace).div(tick);
  const failures = (at: number) => (at <= 0 ? 0n : often.mul(at).floor().n);
  let from: number | undefined;
  for (let at = 1; at <= minutes * tick; at++) {
    const holds = shares.every(({ above, minutes: window, least, inclusive }) => {
      const bad = failures(at) - failures(at - window * tick);
      const order = new Fraction(bad).compare(pace.mul(window).mul(above));
      return bad > 0n && bad >= BigInt(least) && (inclusive ? order >= 0 : order > 0);
    });
    if (!holds) from = undefined;
    else if (at % tick === 0) from ??= at / tick;
    if (from !== undefined && at === (from + held) * tick) return from + held;
  }
  return undefined;
}

const share = fc.record({
  above: fc.integer({ min: 0, max: 20 }).map((n) => new Fraction(n, 20)),
  minutes: fc.integer({ min: 2, max: 30 }),
  least: fc.integer({ min: 0, max: 12 }),
  inclusive: fc.boolean(),
});
const shares = fc.array(share, { minLength: 1, maxLength: 2 });
const between = (low: number, high: number, by: number) => fc.integer({ min: low, max: high }).map((n) => new Fraction(n, by));

/** Minutes after which the even failures are at full minutes again as they were. */
const period = (rate: Fraction, pace: Fraction) => Number(rate.mul(pace).d);

describe("when a constant rate of failures fires an alert", () => {
  it("is the first minute of a plain count, where traffic is low, and never where the count never comes to it", () => {
    fc.assert(
      fc.property(shares, between(1, 24, 24), between(1, 40, 10), (of, rate, pace) => {
        const counted = firstMinute(of, rate, pace, 0, period(rate, pace) * 2 + 60);
        expect(timeUntil({ when: all(of), for: 0 }, rate, pace.mul(60))).toBe(counted === undefined ? undefined : counted * 60);
      }),
      { numRuns: 300 },
    );
  });
  it("with a duration, the count must hold between evaluations too", () => {
    fc.assert(
      fc.property(shares, between(1, 8, 8), between(1, 20, 10), fc.integer({ min: 1, max: 6 }), (of, rate, pace, held) => {
        // Failures come at such parts of a minute.
        const tick = Number(rate.mul(pace).n);
        const counted = firstMinute(of, rate, pace, held, period(rate, pace) * 2 + 60, tick);
        const evaluated = firstMinute(of, rate, pace, held, period(rate, pace) * 2 + 60);
        const time = timeUntil({ when: all(of), for: held * 60 }, rate, pace.mul(60));
        expect(time).toBe(counted === undefined ? undefined : counted * 60);
        // Evaluations that miss a lull of less than a minute fire no later.
        if (time !== undefined) expect(evaluated).toBeLessThanOrEqual(time / 60);
      }),
      { numRuns: 200 },
    );
  });
  it("is that of very high traffic, where traffic is said to be plenty", () => {
    fc.assert(
      fc.property(shares, between(1, 97, 97), fc.integer({ min: 0, max: 6 }), (of, rate, held) => {
        const plenty = new Fraction(1_000_000 * 97);
        const counted = firstMinute(of, rate, plenty, held, 60);
        expect(timeUntil({ when: all(of), for: held * 60 }, rate)).toBe(counted === undefined ? undefined : counted * 60);
      }),
      { numRuns: 200 },
    );
  });
  it("the highest share that is never seen is not seen (or just so, where it says so), and the least bit more is", () => {
    fc.assert(
      fc.property(shares, fc.option(between(1, 400, 10), { nil: undefined }), fc.integer({ min: 0, max: 6 }), (of, hourly, held) => {
        const watched = { when: all(of), for: held * 60 };
        const unseen = undetectedOf(watched, hourly);
        if (!unseen) throw new Error("a share has an end");
        expect(timeUntil(watched, unseen.rate, hourly) !== undefined).toBe(unseen.seen && unseen.rate.compare(0) > 0);
        const [less, more] = [unseen.rate.mul(new Fraction(999_999, 1_000_000)), unseen.rate.add(new Fraction(1, 1_000_000))];
        if (less.compare(0) > 0) expect(timeUntil(watched, less, hourly)).toBeUndefined();
        if (more.compare(1) <= 0) expect(timeUntil(watched, more, hourly)).toBeDefined();
      }),
      { numRuns: 400 },
    );
  });
  it("a higher share is never seen later where traffic is plenty", () => {
    fc.assert(
      fc.property(shares, between(1, 100, 100), between(1, 100, 100), (of, one, other) => {
        const [low, high] = one.compare(other) < 0 ? [one, other] : [other, one];
        const at = (rate: Fraction) => timeUntil({ when: all(of), for: 0 }, rate) ?? Number.POSITIVE_INFINITY;
        expect(at(high)).toBeLessThanOrEqual(at(low));
      }),
    );
  });
  it("an alert is as quick as the quickest of its ways, and each way as slow as the slowest of its windows", () => {
    const [fast, slow] = [leafAt(10, "0.1"), leafAt(60, "0.1")];
    const at = (when: AlertCondition) => timeUntil({ when, for: 0 }, new Fraction("0.5"));
    expect(at(fast)).toBe(180);
    expect(at(slow)).toBe(780);
    expect(at({ kind: "any", of: [fast, slow] })).toBe(180);
    expect(at({ kind: "all", of: [fast, slow] })).toBe(780);
    expect(at({ kind: "all", of: [slow, { kind: "any", of: [fast, slow] }] })).toBe(780);
    expect(at({ kind: "unless", of: slow, unless: fast })).toBe(780);
    expect(at({ kind: "or-absent", of: fast })).toBe(180);
  });
  it("minutes are whole at every hour: of sixty, the ninth bad one is above 14.4 %", () => {
    const when = leaf({ above: new Fraction("0.144"), minutes: 60, least: 0, inclusive: true }, slices);
    expect(timeUntil({ when, for: 0 }, new Fraction(1), new Fraction(1))).toBe(540);
    expect(undetectedOf({ when, for: 0 })).toEqual({ rate: new Fraction(8, 60), seen: false });
  });
  it("windows beyond three days are read by the full hour, so it says the latest", () => {
    const when = leaf({ above: new Fraction("0.5"), minutes: 30 * 1440, least: 0, inclusive: false });
    expect(timeUntil({ when, for: 0 }, new Fraction(1))).toBe((15 * 24 + 1) * 3600);
  });
  it("without events nothing is ever seen, at no share of failures either", () => {
    const when = leafAt(10, "0.1");
    expect(timeUntil({ when, for: 0 }, new Fraction(1), new Fraction(0))).toBeUndefined();
    expect(timeUntil({ when, for: 0 }, new Fraction(0))).toBeUndefined();
    expect(undetectedOf({ when, for: 0 }, new Fraction(0))).toEqual({ rate: new Fraction(1), seen: false });
    expect(() => timeUntil({ when, for: 0 }, new Fraction("1.01"))).toThrow("a share is between 0 and 1, not 101/100");
  });
});

const leafAt = (minutes: number, above: string) => leaf({ above: new Fraction(above), minutes, least: 0, inclusive: false });

describe("the first multiple within a range", () => {
  it("is the one that trying finds", () => {
    const cases = fc.integer({ min: 2, max: 60 }).chain((modulus) =>
      fc.record({
        modulus: fc.constant(modulus),
        step: fc.integer({ min: 0, max: modulus - 1 }),
        low: fc.integer({ min: 1, max: modulus - 1 }),
        more: fc.nat({ max: modulus }),
      }),
    );
    fc.assert(
      fc.property(cases, ({ modulus, step, low, more }) => {
        const high = Math.min(modulus - 1, low + more);
        const tried = Array.from({ length: modulus }, (_, k) => k).find((k) => (k * step) % modulus >= low && (k * step) % modulus <= high);
        const found = firstWithin(BigInt(step), BigInt(modulus), BigInt(low), BigInt(high));
        expect(found).toBe(tried === undefined ? undefined : BigInt(tried));
      }),
      { numRuns: 1000 },
    );
  });
});
