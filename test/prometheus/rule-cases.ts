import type { AlertRule, Condition, EventsSignal } from "../../model/resolved.ts";
import type { Alert } from "../../monitors/alert.ts";
import { exposed, labelsOf } from "./application.ts";
import { alertOf, type Watched } from "./catalog.ts";
import { heldFor, leastThat, predictShare } from "./predict.ts";
import type { Simulation } from "./promtool.ts";
import { gone, type InputSeries, input, type Sample } from "./series.ts";
import { following, steady, type Trace } from "./trace.ts";

const traffic = 4000;
const healthy = 30;

type ShareRule = AlertRule & { readonly when: Extract<Condition, { kind: "bad-share" }> & { readonly signal: EventsSignal } };
type ValueRule = AlertRule & { readonly when: Extract<Condition, { kind: "value" }> };
const isShare = (rule: AlertRule): rule is ShareRule => rule.when.kind === "bad-share" && rule.when.signal.kind === "events";
const isValue = (rule: AlertRule): rule is ValueRule => rule.when.kind === "value";

/** What an alert rule of a catalog must do: fire on its condition, in the minute, and not just below it. */
export function ruleCases(watched: Watched, rule: AlertRule): Simulation[] {
  const alert = alertOf(watched, rule.path, "threshold");
  if (isShare(rule)) return shareCases(alert, rule);
  return isValue(rule) ? valueCases(alert, rule) : [];
}

function shareCases(alert: Alert, rule: ShareRule): Simulation[] {
  const trace = (bad: number): Trace => following(steady(healthy, traffic), steady(25, traffic, bad), steady(20, traffic));
  const least = leastThat(0, traffic, (bad) => predictShare(trace(bad), rule).length > 0);
  const made = (name: string, bad: number): Simulation => ({
    name: `${rule.path} ${name}`,
    alerts: [alert],
    scrape: rule.when.signal.from.scrape,
    series: exposed(rule.when.signal, trace(bad)),
    minutes: trace(bad).length,
    fires: { [alert.name]: predictShare(trace(bad), rule) },
  });
  return [made("fires just above its share", least), made("is silent at its share", least - 1), made("fires in a total outage", traffic)];
}

/** A gauge with one value a minute: minute `m` holds from the scrape at its beginning to before its end. */
export function gauge(values: readonly number[], scrape: number): Sample[] {
  return values.flatMap((value) => Array.from({ length: 60 / scrape }, () => value));
}

function valueCases(alert: Alert, rule: ValueRule): Simulation[] {
  const { signal, compare, threshold } = rule.when;
  const limit = threshold.valueOf();
  const step = limit === 0 ? 1 : Math.abs(limit) / 16;
  const wrong = compare === "above" ? limit + step : limit - step;
  const held = Math.ceil(rule.for / 60) + 5;
  const curve = (value: number, minutes: number) => [
    ...Array(healthy).fill(limit),
    ...Array(minutes).fill(value),
    ...Array(10).fill(limit),
  ];
  const series = (values: readonly number[]): InputSeries[] => [
    input(signal.metric.name, { ...labelsOf(signal.where), ...instance(signal.by, "one") }, gauge(values, signal.from.scrape)),
    input(
      signal.metric.name,
      { ...labelsOf(signal.where), ...instance(signal.by, "two") },
      gauge(Array(values.length).fill(limit), signal.from.scrape),
    ),
  ];
  const made = (name: string, value: number, minutes: number): Simulation => {
    const values = curve(value, minutes);
    const fires = heldFor(values.length - 1, rule.for, (minute) =>
      compare === "above" ? (values[minute] ?? 0) > limit : (values[minute] ?? 0) < limit,
    );
    return {
      name: `${rule.path} ${name}`,
      alerts: [alert],
      scrape: signal.from.scrape,
      series: series(values),
      minutes: values.length - 1,
      fires: { [alert.name]: fires },
    };
  };
  return [
    made("fires when one of its series is out of bounds, and resolves", wrong, held),
    made("is silent at its bound", limit, held),
    ...(rule.for >= 120 ? [made("is silent when it holds a minute too short", wrong, Math.ceil(rule.for / 60))] : []),
    ...(rule.missing === "fire" ? [vanished(alert, rule, curve(limit, held))] : []),
  ];
}

/** Two series of a gauge, apart by what the rule groups by, or by instance. */
const instance = (by: readonly string[], name: string): Record<string, string> =>
  Object.fromEntries((by.length > 0 ? by : ["instance"]).map((label) => [label, name]));

/** `up == 0` says nothing here: the series is not 0, it is not there. */
function vanished(alert: Alert, rule: ValueRule, values: readonly number[]): Simulation {
  const { signal } = rule.when;
  const perMinute = 60 / signal.from.scrape;
  const samples = gone(gauge(values, signal.from.scrape), healthy * perMinute, (values.length - 5) * perMinute);
  const missing = (minute: number) => minute >= healthy && minute < values.length - 5;
  return {
    name: `${rule.path} fires when its target vanishes, where a plain comparison is silent`,
    alerts: [alert],
    scrape: signal.from.scrape,
    series: [input(signal.metric.name, labelsOf(signal.where), samples)],
    minutes: values.length - 1,
    fires: { [alert.name]: heldFor(values.length - 1, rule.for, missing) },
    values: [{ query: `sum(${signal.metric.name} == 0)`, at: healthy + 5, is: undefined }],
  };
}
