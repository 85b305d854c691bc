import { stateOf } from "../../model/compared.ts";
import type { AlertRule, Condition, Signal, SingleShare, Whole } from "../../model/resolved.ts";
import type { Alert } from "../../monitors/alert.ts";
import { ageCases } from "./age-cases.ts";
import { countedEvents, distinctLabels, exposed, labelsOf, present, simulatedWhole, tooFew } from "./application.ts";
import { changeCases } from "./change-cases.ts";
import { compositeShareCases } from "./composite-cases.ts";
import { forecastCases } from "./forecast-cases.ts";
import { heldFor, leastThat, predictCount, predictShare } from "./predict.ts";
import { gauge, gone, type InputSeries, input, instance, type Sample } from "./series.ts";
import type { Firing, Simulation } from "./simulation.ts";
import { failing, most } from "./slo-cases.ts";
import { following, steady, type Trace } from "./trace.ts";
import { alertOf, type Watched } from "./watched.ts";
import { windowCases } from "./window-cases.ts";

const healthy = 30;

export type RuleOn<Kind extends Condition["kind"]> = AlertRule & { readonly when: Extract<Condition, { kind: Kind }> };
type ShareRule = RuleOn<"bad-share"> & { readonly when: { readonly signal: SingleShare } };
type ValueRule = RuleOn<"value">;
type CountRule = RuleOn<"count">;

/** What an alert rule of a catalog must do: fire on its condition, in the minute, and not just below it. */
export function ruleCases(watched: Watched, rule: AlertRule): Simulation[] {
  const alert = alertOf(watched, rule.path, "threshold");
  switch (rule.when.kind) {
    case "bad-share": {
      const { signal } = rule.when;
      if (signal.kind === "composite") return compositeShareCases(alert, { ...rule, when: { ...rule.when, signal } });
      return shareCases(alert, { ...rule, when: { ...rule.when, signal } });
    }
    case "value":
      return valueCases(alert, { ...rule, when: rule.when });
    case "forecast":
      return forecastCases(alert, { ...rule, when: rule.when });
    case "change":
      return changeCases(alert, { ...rule, when: rule.when });
    case "age":
      return ageCases(alert, { ...rule, when: rule.when });
    case "count":
      return countCases(alert, { ...rule, when: rule.when });
    case "absent":
      return absentCases(alert, rule.when.signal);
    case "groups":
      throw new Error(`${rule.path}: too many groups are watched by an alert that follows from the signal`);
    case "probe-fails":
    case "certificate":
    case "occurs":
      throw new Error(`${rule.path}: Prometheus neither knows events by their cause nor asks endpoints`);
  }
}

function shareCases(alert: Alert, rule: ShareRule): Simulation[] {
  const { signal, over } = rule.when;
  const held = (over + rule.for) / 60 + 15;
  const trace = (level: number): Trace =>
    following(failing(rule.when, healthy, 0), failing(rule.when, held, level), failing(rule.when, 20, 0));
  const least = leastThat(0, most(rule.when), (level) => predictShare(trace(level), rule).length > 0);
  const made = (name: string, level: number): Simulation => ({
    name: `${rule.path} ${name}`,
    alerts: [alert],
    scrape: signal.from.scrape,
    series: exposed(signal, trace(level)),
    minutes: trace(level).length,
    fires: { [alert.name]: predictShare(trace(level), rule) },
  });
  const quiet = tooFew(signal, trace(0).length);
  return [
    made("fires just above its share", least),
    made("is silent at its share", least - 1),
    made("fires in a total outage", most(rule.when)),
    ...(quiet ? [{ ...made("is silent while no minute has enough events", 0), series: quiet }] : []),
  ];
}

/** Events come at an even pace, cease or flood, and come again. */
function countCases(alert: Alert, rule: CountRule): Simulation[] {
  const { signal, compare, threshold, over } = rule.when;
  const window = over / 60;
  // Twice the limit, or half of it: even numbers, so that half of a minute's events is a whole number. Where few are too many, none come.
  const few = 2 * window <= threshold.valueOf() ? 2 : 0;
  const calm = compare === "above" ? few : Math.max(2, Math.ceil((2 * threshold.valueOf()) / window) * 2);
  const odd = compare === "above" ? Math.ceil(threshold.valueOf() / window) * 2 + 2 : 0;
  const trace = (events: number): Trace =>
    following(steady(window + 10, calm), steady(window + rule.for / 60 + 10, events), steady(20, calm));
  const made = (name: string, events: number): Simulation => ({
    name: `${rule.path} ${name}`,
    alerts: [alert],
    scrape: signal.from.scrape,
    series: signal.kind === "count" ? countedEvents(signal, trace(events), calm) : exposed(signal, trace(events)),
    minutes: trace(events).length,
    fires: { [alert.name]: predictCount(trace(events), rule) },
  });
  return [made("fires on its number of events, and resolves", odd), made("is silent at an ordinary pace", calm)];
}

/** Everything that the alert watches vanishes for a while; and never does. */
export function absentCases(alert: Alert, signal: Signal): Simulation[] {
  const back = healthy + Math.ceil(alert.for / 60) + 10;
  const minutes = back + 10;
  const perMinute = 60 / signal.from.scrape;
  const made = (name: string, change: (samples: Sample[]) => Sample[], fires: Firing): Simulation => ({
    name: `${alert.name} ${name}`,
    alerts: [alert],
    scrape: signal.from.scrape,
    series: present(signal, minutes + 1, change),
    minutes,
    // What was never there at the beginning is absent as well.
    fires: { [alert.name]: fires },
  });
  const missing = (minute: number) => minute >= healthy && minute < back;
  return [
    made(
      "fires while its series are gone",
      (samples) => gone(samples, healthy * perMinute, back * perMinute),
      heldFor(minutes, alert.for, missing),
    ),
    made("is silent while they are there", (samples) => samples, []),
  ];
}

function valueCases(alert: Alert, rule: ValueRule): Simulation[] {
  const { signal, compare, threshold } = rule.when;
  const limit = threshold.valueOf();
  const step = limit === 0 || stateOf(rule.when) !== undefined ? 1 : Math.abs(limit) / 16;
  const wrong = compare === "above" ? limit + step : limit - step;
  const held = Math.ceil(rule.for / 60) + 5;
  if (signal.window) {
    const inside = Array<number>(healthy + held + 10).fill(limit - (wrong - limit));
    return [...windowCases(alert, rule, signal.window), ...(rule.missing === "fire" ? [vanished(alert, rule, inside)] : [])];
  }
  const curve = (value: number, minutes: number) => [
    ...Array(healthy).fill(limit),
    ...Array(minutes).fill(value),
    ...Array(10).fill(limit),
  ];
  const { outOf } = signal;
  const seriesOf = ({ metric, where }: Whole, name: string, values: readonly number[]): InputSeries => {
    const labels = { ...instance(signal.by, name), ...labelsOf(where), ...distinctLabels(signal, name === "one" ? 0 : 1) };
    return input(metric.name, labels, gauge(values, signal.from.scrape));
  };
  const scale = outOf ? simulatedWhole() : 1;
  const one = (name: string, values: readonly number[]): InputSeries =>
    seriesOf(
      signal,
      name,
      values.map((value) => value * scale),
    );
  // A second series that changes nothing: at the bound beside a lowest or highest, nothing in a sum, none in an average;
  // none either beside a highest that must fall, which it would hold up.
  const beside =
    signal.across === (compare === "above" ? "min" : "max") ? [] : { min: [limit], max: [limit], sum: [0], avg: [] }[signal.across];
  const series = (values: readonly number[]): InputSeries[] => [
    one("one", values),
    ...beside.map((value) => one("two", Array(values.length).fill(value))),
    ...wholes(values.length),
  ];
  // Beside a sum that gains nothing there is no limit either: 0 is no limit, and adds none.
  const wholes = (length: number): InputSeries[] =>
    outOf
      ? [
          seriesOf(outOf, "one", Array(length).fill(scale)),
          ...beside.map(() => seriesOf(outOf, "two", Array(length).fill(signal.across === "sum" ? 0 : scale))),
        ]
      : [];
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
    ...(outOf ? unlimited(made("is silent without a limit", wrong, held), alert, one, seriesOf, outOf) : []),
    ...(rule.missing === "fire" ? [vanished(alert, rule, curve(limit, held))] : []),
  ];
}

/** No limit at all, and one of 0: whatever is used, there is no share of it. */
function unlimited(
  base: Simulation,
  alert: Alert,
  one: (name: string, values: readonly number[]) => InputSeries,
  of: (gauge: Whole, name: string, values: readonly number[]) => InputSeries,
  whole: Whole,
): Simulation[] {
  const used = one("one", Array(base.minutes + 1).fill(2));
  const silent = (name: string, series: InputSeries[]): Simulation => ({
    ...base,
    name: `${base.name}${name}`,
    series,
    fires: { [alert.name]: [] },
  });
  return [silent("", [used]), silent(" that is 0", [used, of(whole, "one", Array(base.minutes + 1).fill(0))])];
}

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
