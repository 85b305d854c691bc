import { describe } from "vitest";
import { exposed } from "../../analysis/prove/application.ts";
import { floorCase, floorCases, withWindow } from "../../analysis/prove/floor-cases.ts";
import { intervals } from "../../analysis/prove/predict.ts";
import { missed, resetAt, type Sample } from "../../analysis/prove/series.ts";
import type { Simulation } from "../../analysis/prove/simulation.ts";
import { type EventsSlo, isEvents } from "../../analysis/prove/slo-cases.ts";
import { counter, daily, flapping, following, leak, steady, type Trace } from "../../analysis/prove/trace.ts";
import { alertOf, sloAt, watch } from "../../analysis/prove/watched.ts";
import type { Measure } from "../../model/measure.ts";
import type { EventsSignal } from "../../model/resolved.ts";
import { conditionQuery, measureQuery } from "../../queries/promql.ts";
import { resolvedCatalog, soundCatalog } from "./catalog.ts";
import { holds } from "./suite.ts";

const day = 1440;
const path = "hastecrm/api/availability";

function eventsSlo(watched: ReturnType<typeof watch>, at = path): EventsSlo {
  const slo = sloAt(watched, at);
  if (!isEvents(slo)) throw new Error(`${at} does not count events`);
  return slo;
}

/** 1 where a query is within one per cent of `expected`. */
const near = (query: string, expected: string): string => `abs(sum(${query}) / ${expected} - 1) < bool 0.01`;

/** A month of days and nights, with a spell of four hours without any request, and a bad day at its end. */
const month = following(daily(10 * day, 2, 60, 0.001), steady(240, 0), daily(17 * day, 2, 60, 0.001), daily(3 * day, 2, 60, 0.08));

const catalog = soundCatalog("test/products/catalog");
const thirty = withWindow(catalog, "prod", "30d", "60s");
const monthly = eventsSlo(thirty);
const whole = counter(month)(Math.floor(month.length / 60) * 60, 30 * day);
const figure = (kind: "sli" | "budget-left"): string => measureQuery({ kind, slo: monthly } satisfies Measure);
const allowed = monthly.target.neg().add(1).valueOf();
const floor = alertOf(thirty, path, "floor");
const hours = (figures: readonly [hour: number, holds: boolean][]) =>
  figures.map(([hour, holds]) => ({ query: `sum(${conditionQuery(floor.when)}) > bool 0`, at: hour * 60, is: holds ? 1 : undefined }));
const monthFloor = floorCase(thirty, monthly, [month], 30, "keeps its 30-day figures through a spell without requests");
const [[floorFrom] = [0, 0]] = monthFloor.fires[floor.name] ?? [];
const thirtyDays: Simulation = {
  ...monthFloor,
  recordOnly: true,
  fires: {},
  values: [
    { query: near(`1 - (${figure("sli")})`, `${whole.bad / whole.total}`), at: month.length, is: 1 },
    { query: near(`1 - (${figure("budget-left")})`, `${whole.bad / whole.total / allowed}`), at: month.length, is: 1 },
    // The floor is crossed at a full hour: not in the hour before, and from then on.
    ...hours([
      [floorFrom / 60 - 1, false],
      [floorFrom / 60, true],
      [floorFrom / 60 + 1, true],
    ]),
  ],
};

/** Bad share over a window, straight from the raw counters. */
function direct(signal: EventsSignal, window: string): string {
  const all = `${signal.metric.name}{env="prod",service="api"}`;
  const bad = `${signal.metric.name}{env="prod",service="api",status=~"5.*"}`;
  return `sum(increase(${bad}[${window}])) / sum(increase(${all}[${window}]))`;
}

const lengths: [string, number][] = [
  ["5m", 300],
  ["1h", 3600],
  ["6h", 21_600],
];
const traces: [string, Trace, (samples: Sample[]) => Sample[]][] = [
  ["a steady rate", steady(480, 400, 4), (samples) => samples],
  ["failures that come and go", flapping(480, 400, 40, 7, 13), (samples) => samples],
  ["a leak", leak(480, 400, 10), (samples) => samples],
  ["day and night", daily(480, 200, 4000, 0.02), (samples) => samples],
  ["a counter reset", steady(480, 400, 4), (samples) => resetAt(samples, 1900)],
  ["missed scrapes", steady(480, 400, 4), (samples) => missed(missed(samples, 1000, 1001), 1500, 1502)],
];
/** A minute at whose end the failures that come and go have been there for seven minutes. */
const failing = 467;
const plain = watch(resolvedCatalog("test/products/catalog"));
const availability = eventsSlo(plain);
const budget = availability.target.neg().add(1).valueOf();
const agreements = traces.map(
  ([name, trace, change]): Simulation => ({
    name: `burn rates from recorded minutes agree with the raw counters within 1 %: ${name}`,
    alerts: [alertOf(plain, "hastecrm/api/errors", "threshold")],
    scrape: availability.signal.from.scrape,
    series: exposed(availability.signal, trace, { all: change }),
    minutes: trace.length,
    fires: { "hastecrm--api--errors": errorsFire(trace) },
    values: lengths.map(([window, over]) => ({
      query: near(
        `${measureQuery({ kind: "burn-rate", slo: availability, over })}`,
        `(${direct(availability.signal, window)}) * ${budget}`,
      ),
      at: failing,
      is: 1,
    })),
  }),
);

/** More than 5 % of five minutes, for five minutes. */
function errorsFire(trace: Trace): [number, number][] {
  const count = counter(trace);
  const holding = (minute: number) => {
    const { total, bad } = count(minute, 5);
    return bad >= 10 && bad * 20 > total;
  };
  return intervals(trace.length, (minute) => [0, 1, 2, 3, 4, 5].every((ago) => holding(minute - ago))).map(([from, to]) => [from, to]);
}

describe("long windows", () => {
  holds([...floorCases(catalog, "prod", watch(resolvedCatalog("test/products/catalog")).slos), thirtyDays, ...agreements]);
});
