import Fraction from "fraction.js";
import { describe, expect, test } from "vitest";
import type { Condition } from "../../../model/resolved.ts";
import { alertsOf } from "../../../monitors/alerts.ts";
import { heldFor, predictShare } from "../../../prove/predict.ts";
import { flapping, following, leak, steady, type Trace } from "../../../prove/trace.ts";
import { conditionQuery } from "../../../queries/nrql.ts";
import { resolvedCatalog } from "../../components/sentry/catalog.ts";
import { type Events, replay } from "./evaluator.ts";

/** Each alert of Not a Label that New Relic evaluates, on events minute by minute: it fires, and not below. */

const alerts = new Map(
  alertsOf(resolvedCatalog("catalog", "prod"))
    .filter(({ evaluator }) => evaluator.kind === "newrelic")
    .map((alert) => [alert.name.replace("not-a-label--", ""), alert]),
);
const named = (name: string) => {
  const alert = alerts.get(name);
  if (!alert) throw new Error(`no alert ${name}: ${[...alerts.keys()].join(", ")}`);
  return { when: alert.when, for: alert.for, condition: conditionQuery(alert.when, alert.for) };
};
const seen = (name: string, minutes: readonly (readonly Events[])[]) => replay(named(name).condition, minutes);

const fixed = { appName: "not-a-label", environment: "production" };
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
function scrapedOften<T extends Extract<Condition, { kind: "bad-share" }>>(when: T): T {
  return { ...when, signal: { ...when.signal, from: { ...when.signal.from, scrape: 15 } } };
}

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
  ["one failure of three requests at night", following(steady(30, 1), steady(1, 3, 1), steady(30, 1))],
  ["two failures, then three, of few requests", following(steady(20, 1), steady(1, 2, 2), steady(20, 1), steady(1, 3, 3), steady(20, 1))],
];

describe.each([
  ["api--errors", { httpResponseCode: "503" }],
  ["api--slow", { duration: 2.001 }],
] as const)("%s fires in the same minutes as the share says", (name, bad) => {
  test.each(traces)("%s", (_, trace) => {
    const { when, for: held } = named(name);
    if (when.kind !== "bad-share") throw new Error(`${name} is no share`);
    expect(seen(name, requests(trace, bad))).toEqual(predictShare(trace, { when: scrapedOften(when), for: held }));
  });

  test("it fires at all, and ends when nothing comes any more", () => {
    const over = name === "api--errors" ? 5 : 10;
    expect(
      seen(
        name,
        requests(following(steady(30, 200, 100), steady(60, 0)), bad).map((events, minute) => (minute < 30 ? events : [])),
      ),
    ).toEqual([[1, 30 + over]]);
  });

  test("a share of exactly the good ones is none: exactly 2 s, and a status of 404", () => {
    expect(seen(name, requests(steady(60, 200, 200), { duration: 2, httpResponseCode: "404" }))).toEqual([]);
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
  /** Asked at the end of each minute, so that five answers are five minutes. */
  const predicted = (levels: readonly number[]) => heldFor(levels.length, 300 - 60, (minute) => (levels[minute - 1] ?? 0) > 90);

  test.each<[string, readonly number[]]>([
    ["five minutes above", [...at(50, 10), ...at(91, 8), ...at(50, 10)]],
    ["four minutes above are not enough", [...at(50, 10), ...at(99, 4), ...at(50, 10)]],
    ["exactly at the threshold", at(90, 30)],
  ])("%s", (_, levels) => {
    expect(seen("database--pool", samples(levels))).toEqual(predicted(levels));
  });
  test("a minute that a sample misses by a moment has the value before", () => {
    expect(seen("database--pool", samples([...at(50, 5), 95, 95, undefined, 95, 95, 95, ...at(50, 5)]))).toEqual([[10, 12]]);
  });
});

describe("what is silent", () => {
  const some = (type: string, attributes: Events["attributes"]): Events[] => [{ type, count: 1, attributes: { ...fixed, ...attributes } }];
  test.each([
    ["api--requests--absent", "Transaction", {}],
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
