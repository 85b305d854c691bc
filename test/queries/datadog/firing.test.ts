import { describe, expect, test } from "vitest";
import { heldFor, intervals, leastThat, predictShare, predictSlo } from "../../../analysis/prove/predict.ts";
import { counter, flapping, following, steady, type Trace } from "../../../analysis/prove/trace.ts";
import type { DatadogAlert } from "../../../components/datadog/select.ts";
import type { Condition, EventsSignal, Matcher, Matchers, Slo } from "../../../model/resolved.ts";
import { alertNamed, datadogOf } from "../../components/datadog/catalog.ts";
import { replay, type Series } from "./evaluate.ts";

const own = datadogOf();
const hour = 60;
/** Events a minute: enough that one more or less is less than a step of any threshold. */
const traffic = 400;

/** Tag values that a matcher selects. */
function selected(matcher: Matcher): string {
  if ("is" in matcher) return matcher.is;
  if ("anyOf" in matcher) return matcher.anyOf[0] ?? "";
  if ("startsWith" in matcher) return `${matcher.startsWith}00`;
  throw new Error(`no value is known of ${JSON.stringify(matcher)}`);
}
const tagsOf = (where: Matchers) => Object.fromEntries(Object.entries(where).map(([key, matcher]) => [key, selected(matcher)]));

/** What an application sends that lives through a trace, as Datadog holds it. */
function sent(signal: EventsSignal, trace: Trace): Series[] {
  const tags = tagsOf(signal.where);
  const metric = signal.metric.name;
  const series = (name: string, further: object, value: number, of: (minute: Trace[number]) => number): Series => ({
    metric: name,
    tags: { ...tags, ...further },
    minutes: trace.map((minute) => (of(minute) > 0 ? { value, count: of(minute) } : undefined)),
  });
  const good = (minute: Trace[number]) => minute.total - minute.bad;
  const bad = (minute: Trace[number]) => minute.bad;
  if ("overBound" in signal.bad) {
    const bound = signal.bad.overBound.valueOf();
    return [series(metric, {}, bound, good), series(metric, { other: "series" }, bound + 1, bad)];
  }
  if ("metric" in signal.bad) return [series(metric, {}, 1, ({ total }) => total), series(signal.bad.metric.name, {}, 1, bad)];
  if (!("filter" in signal.bad)) throw new Error(`${signal.path}: only filters of bad events are sent here`);
  const failed = tagsOf(signal.bad.filter);
  const fine = Object.fromEntries(Object.keys(failed).map((key) => [key, "fine"]));
  return [series(metric, fine, 1, good), series(metric, failed, 1, bad)];
}

function firing(alert: DatadogAlert, data: readonly Series[], minutes: number) {
  const states = replay(alert, data, minutes);
  return intervals(minutes, (minute) => states[minute - 1] === "Alert");
}

const eventsOf = (slo: Slo): EventsSignal => {
  if (slo.signal.kind !== "events") throw new Error(`${slo.path} counts no events`);
  return slo.signal;
};

describe("page and ticket of an SLO fire in the minutes that the words of the policy say", () => {
  const burst = (history: number, bad: number, burning: number, after: number): Trace =>
    following(steady(history, traffic), steady(burning, traffic, bad), steady(after, traffic));

  describe.each(["availability", "latency"])("%s", (id) => {
    const page = alertNamed(own, `mail--api--${id}--page`);
    const ticket = alertNamed(own, `mail--api--${id}--ticket`);
    const { slo } = page;
    if (!slo) throw new Error("a page has an SLO");
    const pageRate = leastThat(0, traffic, (bad) => predictSlo(burst(2 * hour, bad, 7 * hour, 0), slo).page.length > 0);
    const ticketRate = leastThat(0, traffic, (bad) => predictSlo(burst(6 * hour, bad, 26 * hour, 0), slo).ticket.length > 0);
    const traces: [string, Trace][] = [
      ["a total outage", burst(3 * hour, traffic, hour, 2 * hour)],
      ["the lowest rate that spends its share", burst(2 * hour, pageRate, 7 * hour, hour)],
      ["just below that rate", burst(2 * hour, pageRate - 1, 7 * hour, hour)],
      ["a slow burn", burst(6 * hour, ticketRate, 26 * hour, 3 * hour)],
      ["just below a slow burn", burst(6 * hour, ticketRate - 1, 26 * hour, hour)],
      [
        "failures that come and go",
        following(steady(hour, traffic), flapping(4 * hour, traffic, traffic / 2, 3, 7), steady(hour, traffic)),
      ],
      ["a night with hardly any traffic", following(steady(2 * hour, 1), steady(hour, 1, 1), steady(hour, 1))],
    ];
    test.each(traces)("in %s", (_, trace) => {
      const data = sent(eventsOf(slo), trace);
      const predicted = predictSlo(trace, slo);
      expect(firing(page, data, trace.length)).toEqual(predicted.page);
      expect(firing(ticket, data, trace.length)).toEqual(predicted.ticket);
    });
    test("while nobody calls after an outage it stays open, as nothing says that it is over; the first traffic ends it", () => {
      const [before, silence] = [2 * hour + 40, 2 * hour];
      const trace = following(steady(2 * hour, traffic), steady(40, traffic, traffic), steady(silence, 0), steady(hour, traffic));
      const [[, end = 0] = []] = predictSlo(trace, slo).page;
      expect(end).toBeLessThanOrEqual(before + 30);
      const [[from, to] = [], ...more] = firing(page, sent(eventsOf(slo), trace), trace.length);
      expect(more).toEqual([]);
      expect(from).toBeLessThan(before);
      expect(to).toBe(before + silence + 1);
    });
    test("the traces make both of them fire", () => {
      const fired = traces.map(([, trace]) => predictSlo(trace, slo));
      expect(fired.some((one) => one.page.length > 0)).toBe(true);
      expect(fired.some((one) => one.ticket.length > 0)).toBe(true);
    });
  });
});

describe("a share of bad events fires in the minutes of the prediction", () => {
  test.each(["mail--api--errors", "mail--api--some-errors", "mail--api--refusals"])("%s", (name) => {
    const alert = alertNamed(own, name);
    const { when } = alert;
    if (when.kind !== "bad-share" || when.signal.kind !== "events") throw new Error(`${name} is no share of events`);
    for (const bad of [0, 4, 5, 20, 21, 40, 41, traffic]) {
      const trace = following(steady(30, traffic), steady(20, traffic, bad), steady(30, traffic), steady(20, 3, 3), steady(20, 0));
      expect(firing(alert, sent(when.signal, trace), trace.length), `${bad} a minute`).toEqual(predictShare(trace, { for: 0, when }));
    }
  });
});

test("a count fires in the minute in which the window has emptied", () => {
  const alert = alertNamed(own, "mail--api--idle");
  const { when } = alert;
  if (when.kind !== "count") throw new Error("idle is a count");
  const trace = following(steady(10, 1), steady(30 * hour, 0), steady(10, 1));
  const data: Series[] = [
    { metric: when.signal.metric.name, tags: tagsOf(when.signal.where), minutes: trace.map(({ total }) => ({ value: 1, count: total })) },
  ];
  const count = counter(trace);
  const predicted = intervals(trace.length, (minute) => count(minute, when.over / 60).total < when.threshold.valueOf());
  expect(firing(alert, data, trace.length)).toEqual(predicted);
  expect(predicted).toHaveLength(1);
});

describe("a value", () => {
  function valueAlert(name: string): DatadogAlert & { readonly when: Extract<Condition, { kind: "value" }> } {
    const alert = alertNamed(own, name);
    const when = alert.when.kind === "or-absent" ? alert.when.of : alert.when;
    if (when.kind !== "value") throw new Error(`${name} is no value`);
    return { ...alert, when };
  }
  const gauge = ({ when }: ReturnType<typeof valueAlert>, values: readonly (number | undefined)[], tags: object = {}): Series => ({
    metric: when.signal.metric.name,
    tags: { ...tagsOf(when.signal.where), ...tags },
    minutes: values.map((value) => (value === undefined ? undefined : { value, count: 1 })),
  });
  const run = (length: number, value: number): number[] => Array.from({ length }, () => value);

  test("fires one minute sooner than Prometheus, which sees both ends of the duration, and ends in the same minute", () => {
    const alert = valueAlert("mail--api--crowded");
    const values = [...run(30, 10), ...run(20, 25), ...run(10, 10), ...run(9, 25), ...run(10, 10)];
    const [prometheus, ...more] = heldFor(values.length, alert.for, (minute) => (values[minute - 1] ?? 0) > 20);
    expect(more).toEqual([]);
    const [from = 0, to = 0] = prometheus ?? [];
    expect(firing(alert, [gauge(alert, values, { pool: "a" })], values.length)).toEqual([[from - 1, to]]);
  });

  test("fires for each group by itself, and a calm one does not calm the other", () => {
    const alert = valueAlert("mail--api--crowded");
    const [calm, busy] = [gauge(alert, run(40, 1), { pool: "a" }), gauge(alert, run(40, 30), { pool: "b" })];
    expect(firing(alert, [calm, busy], 40)).toEqual([[1, 41]]);
    expect(firing(alert, [calm], 40)).toEqual([]);
  });

  test("with missing: fire tells when the series is gone for its whole window", () => {
    const alert = alertNamed(own, "mail--api--gone");
    const values = [...run(10, 5), ...run(10, 0), ...run(10, 5), ...Array.from({ length: 20 }, () => undefined)];
    const series = gauge(valueAlert("mail--api--gone"), values);
    const states = replay(alert, [series], values.length);
    expect(intervals(values.length, (minute) => states[minute - 1] === "Alert")).toEqual([[15, 21]]);
    expect(intervals(values.length, (minute) => states[minute - 1] === "No Data")).toEqual([[35, 51]]);
  });
});

test.each(["mail--api--requests--absent", "source--app"])("%s tells after its window without data, and is quiet with data", (name) => {
  const alert = alertNamed(own, name);
  const metric = name === "source--app" ? "datadog.agent.running" : "mail.api.requests";
  const minutes = Array.from({ length: 60 }, (_, minute) => (minute < 20 || minute >= 50 ? { value: 1, count: 1 } : undefined));
  const states = replay(alert, [{ metric, tags: { env: "production", service: "web" }, minutes }], minutes.length);
  const after = alert.for / 60;
  expect(intervals(60, (minute) => states[minute - 1] === "No Data")).toEqual([[20 + after, 51]]);
  expect(states).not.toContain("Alert");
});
