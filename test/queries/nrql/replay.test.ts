import Fraction from "fraction.js";
import { describe, expect, test } from "vitest";
import { heldFor, intervals, predictCount, predictShare } from "../../../analysis/prove/predict.ts";
import type { Firing } from "../../../analysis/prove/simulation.ts";
import { flapping, following, leak, steady, type Trace } from "../../../analysis/prove/trace.ts";
import type { Condition } from "../../../model/resolved.ts";
import { conditionQuery } from "../../../queries/nrql.ts";
import { alerts } from "./cafe.ts";
import { type Events, replay } from "./evaluator.ts";

/**
 * Alerts that New Relic evaluates, on events minute by minute, against what PromQL's `for` says of them. They fire in the
 * same minute, and a value that must hold one minute sooner. They end as New Relic ends them: `recovering`.
 */

const named = (name: string) => {
  const alert = alerts.get(name);
  if (!alert) throw new Error(`no alert ${name}: ${[...alerts.keys()].join(", ")}`);
  return { when: alert.when, for: alert.for, condition: conditionQuery(alert.when, alert.for) };
};
const seen = (name: string, minutes: readonly (readonly Events[])[]) => replay(named(name).condition, minutes);

const fixed = { appName: "cafe", environment: "production" };
const web = { ...fixed, transactionType: "Web", duration: 0.1, httpResponseCode: "200" };
/** Others of the same type, all bad: of staging, of another application, and jobs. */
const strangers = (bad: Events["attributes"]): Events[] => [
  { type: "Transaction", count: 50, attributes: { ...web, ...bad, environment: "staging" } },
  { type: "Transaction", count: 50, attributes: { ...web, ...bad, appName: "other" } },
  { type: "Transaction", count: 50, attributes: { ...web, ...bad, transactionType: "Other" } },
];
const requests = (trace: Trace, bad: Events["attributes"]): Events[][] =>
  trace.map(({ total, bad: failed }) => [
    { type: "Transaction", count: total - failed, attributes: web },
    { type: "Transaction", count: failed, attributes: { ...web, ...bad } },
    ...strangers(bad),
  ]);

/** The same condition on numbers that are scraped often: the prediction counts no halves. */
function scrapedOften<T extends Extract<Condition, { kind: "bad-share" | "count" }>>(when: T): T {
  return { ...when, signal: { ...when.signal, from: { ...when.signal.from, scrape: 15 } } };
}

/**
 * What `fires` begins is over at the first of as many minutes in a row within the line as had to be `beyond` it, not at the
 * first alone: a shorter break leaves it open.
 */
function recovering(minutes: number, fires: Firing, beyond: Firing, answers: number): Firing {
  const within = (at: Firing, minute: number) => at.some(([from, to]) => from <= minute && minute < to);
  const over = (minute: number) =>
    minute + answers - 1 <= minutes && Array.from({ length: answers }, (_, next) => minute + next).every((one) => !within(beyond, one));
  let open = false;
  return intervals(minutes, (minute) => {
    open = within(fires, minute) || (open && !over(minute));
    return open;
  });
}

const outage = (length: number) => steady(length, 200, 200);
/** Two outages; a window of five minutes is without any in four minutes less than the break. */
const twice = (pause: number) => following(steady(30, 200), outage(20), steady(pause, 200), outage(20), steady(60, 200));

const traces: readonly [string, Trace][] = [
  ["a calm day", steady(120, 200)],
  ["a total outage and its end", following(steady(30, 200), steady(20, 200, 200), steady(60, 200))],
  ["a burst of one minute", following(steady(30, 200), steady(1, 200, 60), steady(60, 200))],
  ["a burst of two minutes", following(steady(30, 200), steady(2, 200, 60), steady(60, 200))],
  ["twenty seconds of a deployment", following(steady(30, 200), steady(1, 200, 67), steady(60, 200))],
  ["two outages and five answers without", twice(9)],
  ["two outages and six answers without", twice(10)],
  ["two outages and eleven answers without", twice(15)],
  ["bad minutes that come and go", flapping(180, 100, 9, 3, 7)],
  ["a leak", leak(240, 150, 10)],
  [
    "exactly at the line, and one above it",
    following(steady(30, 100), steady(20, 100, 5), steady(1, 100, 6), steady(30, 100, 5), steady(20, 100)),
  ],
  ["one failure of three requests at night", following(steady(30, 1), steady(1, 3, 1), steady(30, 1))],
  ["two failures, then three, of few requests", following(steady(20, 1), steady(1, 2, 2), steady(20, 1), steady(1, 3, 3), steady(20, 1))],
];

describe.each([
  ["api--errors-at-once", 0, { httpResponseCode: "503" }],
  ["api--errors", 5, { httpResponseCode: "503" }],
  ["api--slow-for-a-minute", 1, { duration: 2.001 }],
  ["api--slow", 10, { duration: 2.001 }],
] as const)("%s, for %d minutes, fires in the same minutes as the share says", (name, held, bad) => {
  const { when, for: seconds } = named(name);
  if (when.kind !== "bad-share") throw new Error(`${name} is no share`);
  const predicted = (trace: Trace) => {
    const [fires, beyond] = [seconds, 0].map((one) => predictShare(trace, { when: scrapedOften(when), for: one }));
    return recovering(trace.length, fires ?? [], beyond ?? [], held + 1);
  };
  test.each(traces)("%s", (_, trace) => {
    expect(seconds).toBe(held * 60);
    expect(seen(name, requests(trace, bad))).toEqual(predicted(trace));
  });

  test("it fires at all, and ends five minutes after nothing comes any more", () => {
    expect(
      seen(
        name,
        requests(following(steady(30, 200, 100), steady(60, 0)), bad).map((events, minute) => (minute < 30 ? events : [])),
      ),
    ).toEqual([[1 + held, 35]]);
  });

  test("a share of exactly the good ones is none: exactly 2 s, and a status of 404", () => {
    expect(seen(name, requests(steady(60, 200, 200), { duration: 2, httpResponseCode: "404" }))).toEqual([]);
  });
});

test("nothing at all ends what a window of two minutes opened after five, where PromQL ends after two", () => {
  const { when } = named("api--errors-at-once");
  if (when.kind !== "bad-share") throw new Error("it is no share");
  const short = { ...scrapedOften(when), over: 120 };
  const trace = following(outage(20), steady(20, 0));
  const silent = requests(trace, { httpResponseCode: "503" }).map((events, minute) => (minute < 20 ? events : []));
  expect(predictShare(trace, { when: short, for: 0 })).toEqual([[1, 22]]);
  expect(replay(conditionQuery(short, 0), silent)).toEqual([[1, 25]]);
});

describe("what has to hold for five minutes", () => {
  const minutes = (trace: Trace) => seen("api--errors", requests(trace, { httpResponseCode: "503" }));
  test("is not what one bad minute leaves in five windows", () => {
    expect(minutes(following(steady(30, 200), outage(1), steady(60, 200)))).toEqual([]);
    expect(minutes(following(steady(30, 200), outage(2), steady(60, 200)))).toEqual([[36, 37]]);
  });
  test("a break of five answers leaves one incident open, of six makes two", () => {
    expect(minutes(twice(9))).toEqual([[36, 84]]);
    expect(minutes(twice(10))).toEqual([
      [36, 55],
      [66, 85],
    ]);
  });
});

describe("payments--many-errors fires in the same minutes as the count says", () => {
  test.each([
    ["one bad minute", [0, 9, 0]],
    ["two bad minutes", [0, 9, 9, 0]],
    ["exactly at the threshold", [0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0]],
    ["a break", [0, 9, 9, 9, 0, 0, 0, 0, 0, 0, 0, 0, 9, 9, 9]],
  ])("%s", (_, bad) => {
    const { when, for: seconds } = named("payments--many-errors");
    if (when.kind !== "count") throw new Error("it counts nothing");
    const failures = [...steady(10, 0), ...bad.map((total) => ({ total, bad: total })), ...steady(30, 0)];
    const events = failures.map(({ total }): Events[] => [
      { type: "PaymentAttempt", count: total, attributes: { ...fixed, outcome: "gateway-error" } },
      { type: "PaymentAttempt", count: 20, attributes: { ...fixed, outcome: "paid" } },
    ]);
    const [fires, beyond] = [seconds, 0].map((one) => predictCount(failures, { when: scrapedOften(when), for: one }));
    expect(seen("payments--many-errors", events)).toEqual(recovering(failures.length, fires ?? [], beyond ?? [], 6));
  });
});

describe("payments--gateway-errors", () => {
  const attempts = (outcomes: readonly (string | undefined)[]): Events[][] =>
    outcomes.map((outcome) => (outcome === undefined ? [] : [{ type: "PaymentAttempt", count: 1, attributes: { ...fixed, outcome } }]));
  const night = (length: number) => Array.from({ length }, () => undefined);
  const paid = (length: number) => Array.from({ length }, () => "paid");

  test("one error tells, and five minutes after the last one it is over", () => {
    expect(seen("payments--gateway-errors", attempts([...paid(10), "gateway-error", ...paid(20)]))).toEqual([[11, 16]]);
  });
  test("one error at night tells, and it is over although nobody pays", () => {
    expect(seen("payments--gateway-errors", attempts([...night(10), "gateway-error", ...night(20)]))).toEqual([[11, 16]]);
  });
  test("a declined card is no error", () => {
    expect(seen("payments--gateway-errors", attempts(Array.from({ length: 30 }, () => "declined")))).toEqual([]);
  });
});

describe("database--pool", () => {
  const samples = (levels: readonly (number | undefined)[]): Events[][] =>
    levels.map((databasePoolUsage) =>
      databasePoolUsage === undefined
        ? []
        : [
            { type: "PlatformSample", count: 1, attributes: { ...fixed, databasePoolUsage: 10 } },
            { type: "PlatformSample", count: 1, attributes: { ...fixed, databasePoolUsage } },
            { type: "PlatformSample", count: 1, attributes: { ...fixed, environment: "staging", databasePoolUsage: 100 } },
          ],
    );
  const at = (level: number, length: number) => Array.from({ length }, () => level);
  /** Five answers are five minutes, where PromQL looks at both ends of them: what holds fires one minute sooner. */
  const predicted = (levels: readonly number[], held: number) => {
    const above = (minute: number) => (levels[minute - 1] ?? 0) > 90;
    const fires = heldFor(levels.length, Math.max(0, held - 1) * 60, above);
    return recovering(levels.length, fires, heldFor(levels.length, 0, above), Math.max(1, held));
  };

  describe.each([
    ["database--pool-at-once", 0],
    ["database--pool", 5],
  ])("%s, for %d minutes", (name, held) => {
    test.each<[string, readonly number[]]>([
      ["five minutes above", [...at(50, 10), ...at(91, 5), ...at(50, 10)]],
      ["eight minutes above", [...at(50, 10), ...at(91, 8), ...at(50, 10)]],
      ["four minutes above", [...at(50, 10), ...at(99, 4), ...at(50, 10)]],
      ["four minutes below between", [...at(99, 8), ...at(50, 4), ...at(99, 2), ...at(50, 10)]],
      ["five minutes below between", [...at(99, 8), ...at(50, 5), ...at(99, 8), ...at(50, 10)]],
      ["exactly at the threshold", at(90, 30)],
    ])("%s", (_, levels) => {
      expect(named(name).for).toBe(held * 60);
      expect(seen(name, samples(levels))).toEqual(predicted(levels, held));
    });
  });
  test("five minutes above are told at their end, four are not", () => {
    expect(seen("database--pool", samples([...at(50, 10), ...at(91, 5), ...at(50, 10)]))).toEqual([[15, 16]]);
    expect(seen("database--pool", samples([...at(50, 10), ...at(91, 4), ...at(50, 10)]))).toEqual([]);
  });
  test("a minute that a sample misses by a moment has the value before", () => {
    expect(seen("database--pool", samples([...at(50, 5), 95, 95, undefined, 95, 95, 95, ...at(50, 5)]))).toEqual([[10, 12]]);
  });
});

describe("what is silent", () => {
  const some = (type: string, attributes: Events["attributes"]): Events[] => [{ type, count: 1, attributes: { ...fixed, ...attributes } }];
  test.each([
    ["api--requests--absent", "Transaction", { transactionType: "Web" }],
    ["database--pool--absent", "PlatformSample", { databasePoolUsage: 50 }],
  ] as const)("%s tells after ten minutes, and until data are back", (name, type, attributes) => {
    const minutes = Array.from({ length: 60 }, (_, minute) => (minute < 10 || minute >= 40 ? some(type, attributes) : []));
    expect(seen(name, minutes)).toEqual([[20, 41]]);
  });
  test("a gap of nine minutes is none, and a sample without the figure is not the figure", () => {
    const gap = Array.from({ length: 40 }, (_, minute) =>
      minute < 10 || minute >= 19 ? some("PlatformSample", { databasePoolUsage: 5 }) : [],
    );
    expect(seen("database--pool--absent", gap)).toEqual([]);
    const without = Array.from({ length: 40 }, (_, minute) =>
      some("PlatformSample", minute < 10 ? { databasePoolUsage: 5 } : { activeUsers: 3 }),
    );
    expect(seen("database--pool--absent", without)).toEqual([[20, 41]]);
  });
});

test("missing: fire opens an incident when nothing comes, and keeps what is above open until data are back", () => {
  const { when } = named("database--pool");
  if (when.kind !== "value") throw new Error("the pool is no value");
  const condition = conditionQuery({ kind: "or-absent", of: { ...when, threshold: new Fraction(90) } }, 300);
  const level = (databasePoolUsage: number): Events[] => [
    { type: "PlatformSample", count: 1, attributes: { ...fixed, databasePoolUsage } },
  ];
  const minutes = Array.from({ length: 40 }, (_, minute) => (minute < 10 || minute >= 30 ? level(10) : []));
  expect(replay(condition, minutes)).toEqual([[15, 31]]);
});
