import { describe, expect, test } from "vitest";
import { labelsOf } from "../../../analysis/prove/application.ts";
import { intervals, leastThat, predictShare, predictSlo } from "../../../analysis/prove/predict.ts";
import { counter, flapping, following, steady, type Trace } from "../../../analysis/prove/trace.ts";
import { alarmsOf } from "../../../components/aws/alarms.ts";
import { single } from "../../../model/composite.ts";
import { leavesOf, singleLeavesOf } from "../../../model/condition.ts";
import { nginxCombinedFields } from "../../../model/log-format.ts";
import type { AlertRule, Condition, Matchers, Signal, Slo } from "../../../model/resolved.ts";
import { monitoringOf } from "./catalog.ts";
import { type Log, replay } from "./replay.ts";

const { resolved, alerts } = monitoringOf();
const services = resolved.systems.flatMap((system) => system.services);
const slos = services.flatMap(({ slos }) => slos).filter(({ signal }) => signal.from.evaluator === "aws");
const rules = services.flatMap((service) => service.alerts).filter(({ when }) => when.signal.from.evaluator === "aws");

/** A line as the application writes it, with these fields. */
function lineOf({ from }: Signal, fields: Readonly<Record<string, string>>): string {
  if (from.kind === "cloudwatch-logs" && from.format === "json") return JSON.stringify(fields);
  return nginxCombinedFields
    .map((field) =>
      field === "timestamp"
        ? "[21/Nov/2026:12:00:00 +0000]"
        : field === "request"
          ? `"${fields[field] ?? "GET / HTTP/1.1"}"`
          : (fields[field] ?? "-"),
    )
    .join(" ");
}

/** What an application writes that lives through a trace: lines of the signal, some of them bad. */
function written(signal: Signal, trace: Trace): Log {
  const bad: Matchers = signal.kind === "events" && "filter" in signal.bad ? signal.bad.filter : {};
  const [fine, failed] = [Object.fromEntries(Object.keys(bad).map((field) => [field, "200"])), labelsOf(bad)].map((fields) =>
    lineOf(signal, { ...labelsOf(signal.where), ...fields }),
  );
  return trace.map((minute) => [
    { line: fine ?? "", count: minute.total - minute.bad },
    { line: failed ?? "", count: minute.bad },
  ]);
}

/** Lines are counted in the minute in which they came. The prediction knows that of sources that are scraped within it. */
function counted<T extends Signal>(signal: T): T {
  return { ...signal, from: { ...signal.from, scrape: 15 } };
}
const predicted = (trace: Trace, slo: Slo) => predictSlo(trace, { ...slo, signal: counted(single(slo.signal)) });

function firing(entry: { readonly path: string }, kind: string, log: Log) {
  const own = alerts.filter((alert) => alert.entry === entry.path);
  const name = own.find((alert) => alert.kind === kind)?.name;
  const found = replay(alarmsOf(own), resolved.environment, log).get(name ?? "");
  if (!found) throw new Error(`${entry.path} has no ${kind}`);
  return found;
}

const traffic = 4000;
const hour = 60;
const burst = (history: number, bad: number, burning: number, after: number): Trace =>
  following(steady(history, traffic), steady(burning, traffic, bad), steady(after, traffic));

/** The smallest rate of failures that fires within `burning` minutes after a clean history. */
const leastRate = (slo: Slo, of: "page" | "ticket", history: number, burning: number): number =>
  leastThat(0, traffic, (bad) => predicted(burst(history, bad, burning, 0), slo)[of].length > 0);

/** Does a tier of the SLO look back more than a day? Such an alarm is evaluated once an hour. */
const isHourly = (slo: Slo): boolean =>
  alerts
    .filter(({ entry, kind }) => entry === slo.path && kind === "burn-ticket")
    .flatMap(({ when }) => leavesOf(when))
    .some((leaf) => leaf.kind === "bad-share" && leaf.over > 86_400);

describe.each(slos.map((slo) => ({ path: slo.path, slo })))("$path", ({ slo }) => {
  const page = leastRate(slo, "page", 2 * hour, 13 * hour);
  const cases: [string, Trace][] = [
    ["a total outage", burst(6 * hour, traffic, hour, 2 * hour)],
    ["an outage of a few lines at night, below the guard", following(steady(120, 1), steady(3, 1, 1), steady(120, 1))],
    ["the lowest rate that pages", burst(2 * hour, page, 13 * hour, hour)],
    ["just below that rate", burst(2 * hour, page - 1, 13 * hour, hour)],
    ["failures that come and go", flapping(12 * hour, traffic, 900, 5, 25)],
    ["no traffic at all, before and after failures", following(steady(hour, 0), steady(hour, traffic, 500), steady(2 * hour, 0))],
  ];
  test.each(cases)("pages in the predicted minutes: %s", (_, trace) => {
    expect(firing(slo, "burn-page", written(single(slo.signal), trace))).toEqual(predicted(trace, slo).page);
  });

  const ticket = leastRate(slo, "ticket", 6 * hour, 30 * hour);
  test.each([
    ["the lowest rate that makes a ticket", ticket],
    ["just below that rate", ticket - 1],
  ] as const)("makes a ticket in the predicted minutes: %s", (_, bad) => {
    const trace = burst(6 * hour, bad, 30 * hour, 8 * hour);
    const found = firing(slo, "burn-ticket", written(single(slo.signal), trace));
    const exact = predicted(trace, slo).ticket;
    if (!isHourly(slo)) return expect(found).toEqual(exact);
    // A tier over three days is looked at once an hour: each edge is late by less than one.
    expect(found).toHaveLength(exact.length);
    for (const [index, edge] of found.flat().entries()) {
      const late = edge - (exact.flat()[index] ?? 0);
      expect(late).toBeGreaterThanOrEqual(0);
      expect(late).toBeLessThan(hour);
    }
    return undefined;
  });

  test("is silent as a ticket while it pages", () => {
    const trace = burst(6 * hour, traffic, hour, 8 * hour);
    const log = written(single(slo.signal), trace);
    const pages = firing(slo, "burn-page", log);
    const tickets = firing(slo, "burn-ticket", log);
    expect(pages.length).toBeGreaterThan(0);
    expect(tickets.length).toBeGreaterThan(0);
    for (const [from, to] of pages) for (const [start, end] of tickets) expect(start >= to || end <= from).toBe(true);
  });
});

test("SLOs of both kinds were replayed: with a tier beyond a day, and without", () => {
  expect(new Set(slos.map(isHourly))).toEqual(new Set([true, false]));
});

type Over<K extends Condition["kind"]> = AlertRule & { readonly when: Extract<Condition, { kind: K }> };
const of = <K extends Condition["kind"]>(kind: K) =>
  rules.filter((rule): rule is Over<K> => rule.when.kind === kind).map((rule) => ({ path: rule.path, rule }));

describe.each(of("bad-share"))("$path", ({ rule }) => {
  const minutes = rule.when.over / 60;
  const share = rule.when.above.valueOf();
  const at = (bad: number) => following(steady(hour, 100), steady(2 * minutes, 100, bad), steady(hour, 100));
  test.each<[string, Trace]>([
    ["exactly at the line", at(100 * share)],
    ["one line above it", at(100 * share + 1)],
    ["a total outage", at(100)],
    ["few lines, all bad", following(steady(hour, 1), steady(minutes, 1, 1), steady(hour, 1))],
    ["nothing before, nothing after", following(steady(hour, 0), steady(minutes, 100, 100), steady(hour, 0))],
  ])("fires in the minutes that the condition says: %s", (_, trace) => {
    expect(firing(rule, "threshold", written(single(rule.when.signal), trace))).toEqual(
      predictShare(trace, { ...rule, when: { ...rule.when, signal: counted(single(rule.when.signal)) } }),
    );
  });
});

describe.each(of("count"))("$path", ({ rule }) => {
  const { over, compare, threshold } = rule.when;
  const traces: [string, Trace][] = [
    ["a flood", following(steady(hour, 1), steady(20, 30), steady(hour, 1))],
    ["a trickle that just reaches the threshold", following(steady(3 * hour, threshold.valueOf() / (over / 60)))],
    ["silence", following(steady(2 * hour, 2), steady(2 * hour, 0), steady(hour, 2))],
  ];
  test.each(traces)("fires in the minutes that the condition says: %s", (_, trace) => {
    const count = counter(trace);
    const exact = intervals(trace.length, (minute) => {
      const { total } = count(minute, over / 60);
      const passed = compare === "above" ? total > threshold.valueOf() : total < threshold.valueOf();
      return passed || (rule.missing === "fire" && total === 0);
    });
    expect(firing(rule, "threshold", written(single(rule.when.signal), trace))).toEqual(exact);
  });
});

test("too few lines are told, none at all are left to the alert on absence, where the rule says so", () => {
  const quiet = monitoringOf("prod", ({ systems }) => {
    const idle = systems.find(({ system }) => system === "gates")?.services.entry?.alerts.idle;
    Object.assign(idle ?? {}, { missing: "absence", when: { count: { below: 60, over: "1h" } } });
  }).alerts.find(({ name }) => name === "gates--entry--idle");
  if (quiet?.when.kind !== "count") throw new Error("it counts lines, without an answer for silence");
  const trace = following(steady(hour, 2), steady(2 * hour, 0), steady(hour, 2));
  const found = replay(alarmsOf([quiet]), resolved.environment, written(quiet.when.signal, trace)).get(quiet.name);
  // Below 60 lines an hour until there is not one line left in it, and again until there are enough.
  expect(found).toEqual([
    [1, 30],
    [91, 120],
    [181, 210],
  ]);
});

describe.each(of("absent"))("$path", ({ rule }) => {
  test("fires when no line has come for as long as it says, and ends with the first", () => {
    const trace = following(steady(hour, 3), steady(2 * hour, 0), steady(hour, 3));
    const last = hour + rule.for / 60;
    expect(firing(rule, "threshold", written(single(rule.when.signal), trace))).toEqual([[last, 3 * hour + 1]]);
  });
});

test("lines of others do not hide that a metric's own are gone", () => {
  const alert = alerts.find(({ when }) => when.kind === "absent" && when.signal.from.id === "gate-logs");
  const [leaf] = alert ? singleLeavesOf(alert.when) : [];
  if (!alert || !leaf) throw new Error("no alert asks for absent lines of nginx");
  const log = Array.from({ length: 180 }, (_, minute) => [
    { line: lineOf(leaf.signal, labelsOf(leaf.signal.where)), count: minute < hour ? 5 : 0 },
    { line: "another line", count: 5 },
  ]);
  const found = replay(alarmsOf([alert]), resolved.environment, log).get(alert.name);
  expect(found).toEqual([[hour + alert.for / 60, 181]]);
});
