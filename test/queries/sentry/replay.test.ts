import Fraction from "fraction.js";
import { describe, expect, test } from "vitest";
import { predictCount, predictShare } from "../../../analysis/prove/predict.ts";
import { flapping, following, leak, steady, type Trace } from "../../../analysis/prove/trace.ts";
import type { Condition } from "../../../model/resolved.ts";
import { monitorQuery } from "../../../queries/sentry.ts";
import { type Items, replay } from "./evaluator.ts";
import { countOf, slowerThan } from "./signals.ts";

const traces: readonly [string, Trace][] = [
  ["a calm day", steady(120, 200)],
  ["a total outage and its end", following(steady(30, 200), steady(20, 200, 200), steady(60, 200))],
  ["a burst of one minute", following(steady(30, 200), steady(1, 200, 60), steady(60, 200))],
  ["bad minutes that come and go", flapping(180, 100, 9, 3, 7)],
  ["a leak", leak(240, 150, 10)],
  [
    "exactly at the line, and one above it",
    following(steady(30, 100), steady(20, 100, 5), steady(1, 100, 6), steady(30, 100, 5), steady(20, 100)),
  ],
];

/** The same condition on numbers that are scraped often: what the PromQL form is predicted to do. */
function scrapedOften<T extends { readonly signal: { readonly from: object } }>(when: T): T {
  return { ...when, signal: { ...when.signal, from: { ...when.signal.from, scrape: 15 } } };
}

/** What the count's signal selects. */
const onlyBad = (trace: Trace): Trace => trace.map(({ bad }) => ({ total: bad, bad }));

describe("a monitor of a count fires in the same minutes as the count says", () => {
  const when = {
    kind: "count",
    signal: countOf({ level: { anyOf: ["error", "fatal"] } }),
    compare: "above",
    threshold: new Fraction(30),
    over: 300,
  } as const;
  const logged = (trace: Trace): Items[][] =>
    trace.map(({ total, bad }) => [
      { count: total - bad, tags: { level: "warning" } },
      { count: Math.floor(bad / 2), tags: { level: "fatal" } },
      { count: Math.ceil(bad / 2), tags: { level: "error" } },
    ]);

  test.each(traces)("%s", (_, trace) => {
    expect(replay(monitorQuery(when), logged(trace))).toEqual(predictCount(onlyBad(trace), { when: scrapedOften(when), for: 0 }));
  });

  test("below a count: it opens while too few come, and resolves when enough do", () => {
    const few = { ...when, compare: "below", threshold: new Fraction(10) } as const;
    const trace = following(steady(20, 3, 3), steady(20, 0), steady(20, 3, 3));
    expect(replay(monitorQuery(few), logged(trace))).toEqual(predictCount(onlyBad(trace), { when: scrapedOften(few), for: 0 }));
  });
});

describe("a monitor of a percentile fires in the same minutes as the share says", () => {
  const slow = (above: Fraction): Extract<Condition, { kind: "bad-share" }> => ({
    kind: "bad-share",
    signal: slowerThan(2000, { transaction: { startsWith: "GET /api/" } }),
    above,
    over: 600,
    least: 0,
  });
  /** The good ones are exactly at the bound, the bad ones just above it; other transactions are all slow. */
  const traced = (trace: Trace): Items[][] =>
    trace.map(({ total, bad }) => [
      { count: total - bad, tags: { is_transaction: "true", transaction: "GET /api/mails" }, duration: 2000 },
      { count: bad, tags: { is_transaction: "true", transaction: "GET /api/mails" }, duration: 2001 },
      { count: 500, tags: { is_transaction: "true", transaction: "POST /upload" }, duration: 60_000 },
      { count: 500, tags: { is_transaction: "false", transaction: "GET /api/mails" }, duration: 60_000 },
    ]);

  describe.each([new Fraction(1, 20), new Fraction(1, 100), new Fraction(1, 2)])("share $n/$d", (share) => {
    test.each(traces)("%s", (_, trace) => {
      const when = slow(share);
      expect(replay(monitorQuery(when), traced(trace))).toEqual(predictShare(trace, { when: scrapedOften(when), for: 0 }));
    });
  });

  test("without any traffic it stays as it was until traffic is back, where the share would say healthy", () => {
    const trace = following(steady(30, 200), steady(10, 200, 200), steady(30, 0), steady(30, 200));
    const when = slow(new Fraction(1, 20));
    const [[start, end] = [0, 0]] = predictShare(trace, { when: scrapedOften(when), for: 0 });
    expect(end).toBe(50);
    // The first good minute after the silence resolves it: 200 good ones are alone in the window.
    expect(replay(monitorQuery(when), traced(trace))).toEqual([[start, 71]]);
  });
});

describe("a long window is evaluated less often", () => {
  // Minutes between two evaluations by window in minutes (getsentry/sentry, `incidents/logic.py`).
  test.each([
    [30, 2],
    [60, 3],
    [120, 3],
    [240, 5],
    [1440, 15],
  ])("a window of %d minutes: what fires, fires at most %d minutes later", (window, every) => {
    const trace = following(steady(61, 10), steady(1, 10, 10), steady(2 * window, 10));
    const monitor = monitorQuery({ kind: "count", signal: countOf(), compare: "above", threshold: new Fraction(9), over: window * 60 });
    const [exact, late] = [1, every].map(
      (minutes) =>
        replay(
          monitor,
          trace.map(({ bad }) => [{ count: bad, tags: {} }]),
          minutes,
        )[0],
    );
    const delay = (late?.[0] ?? Number.NaN) - (exact?.[0] ?? Number.NaN);
    expect(delay).toBeGreaterThanOrEqual(0);
    expect(delay).toBeLessThan(every);
  });
});
