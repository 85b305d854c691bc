import { factorOf } from "../../model/condition.ts";
import type { AlertRule, Condition, CountSignal, ValueSignal } from "../../model/resolved.ts";
import type { Alert } from "../../monitors/alert.ts";
import { countedEvents, labelsOf } from "./application.ts";
import { heldFor, predictChange } from "./predict.ts";
import { gauge, input, instance } from "./series.ts";
import type { Firing, Simulation } from "./simulation.ts";
import { following, steady, type Trace } from "./trace.ts";

export type ChangeRule = AlertRule & { readonly when: Extract<Condition, { kind: "change" }> };

/** All is even until a while after the time that is compared with; then there is less, or more, for a while. */
export function changeCases(alert: Alert, rule: ChangeRule): Simulation[] {
  const { signal } = rule.when;
  return signal.kind === "count" ? ofCount(alert, rule, signal) : ofValue(alert, rule, signal);
}

/** Minutes before the change, in it, and after it. */
function phases({ when: { over, against }, for: held }: ChangeRule): [before: number, during: number, after: number] {
  return [(against + over) / 60 + 10, (over + held) / 60 + 5, 10];
}

function ofCount(alert: Alert, rule: ChangeRule, signal: CountSignal): Simulation[] {
  const { compare, by, over, least } = rule.when;
  const [before, during, after] = phases(rule);
  const window = over / 60;
  // Twice the number that is asked for at the least, and so many that a step is a small part.
  const usual = 100 * Math.ceil((2 * least.valueOf()) / window / 100);
  const turn = factorOf(compare, by).mul(usual);
  // Past its share by one: at the very share the last bits of the averages decide.
  const at = compare === "falls" ? Math.max(0, turn.ceil().valueOf() - 1) : turn.floor().valueOf() + 1;
  const few = Math.floor((least.valueOf() - 1) / window);
  const trace = (pace: number, changed: number): Trace => following(steady(before, pace), steady(during, changed), steady(after, pace));
  const made = (name: string, of: Trace): Simulation => ({
    name: `${rule.path} ${name}`,
    alerts: [alert],
    scrape: signal.from.scrape,
    // Other groups go on as before.
    series: countedEvents(signal, of, of[0]?.total ?? 0),
    minutes: of.length,
    fires: { [alert.name]: predictChange(of, { ...rule, when: { ...rule.when, signal } }) },
  });
  return [
    made("fires when it has changed by its share, and resolves", trace(usual, at)),
    made("is silent when it has changed by less", trace(usual, compare === "falls" ? at + 2 : at - 2)),
    made("is silent where there were too few before", trace(few, compare === "falls" ? 0 : 10 * (few + 1))),
  ];
}

function ofValue(alert: Alert, rule: ChangeRule, signal: ValueSignal): Simulation[] {
  const { compare, by, over, against, least } = rule.when;
  const lengths = phases(rule);
  const [usual, factor] = [2 * least.valueOf(), factorOf(compare, by).valueOf()];
  const more = compare === "rises" ? 1 : -1;
  const values = (pace: number, changed: number): number[] =>
    [pace, changed, pace].flatMap((value, index) => Array<number>(lengths[index] ?? 0).fill(value));
  const perMinute = 60 / signal.from.scrape;
  const predicted = (all: readonly number[]): Firing => {
    const samples = gauge(all, signal.from.scrape).map(Number);
    const average = (minute: number) => {
      const end = minute * perMinute + 1;
      const window = samples.slice(Math.max(0, end - (over / 60) * perMinute), Math.max(0, end));
      return window.reduce((sum, value) => sum + value, 0) / window.length;
    };
    return heldFor(all.length - 1, rule.for, (minute) => {
      const [now, then] = [average(minute), average(minute - against / 60)];
      return then >= least.valueOf() && (compare === "falls" ? now <= factor * then : now >= factor * then);
    });
  };
  const series = (name: string, all: readonly number[]) =>
    input(signal.metric.name, { ...instance(signal.by, name), ...labelsOf(signal.where) }, gauge(all, signal.from.scrape));
  const made = (name: string, all: readonly number[]): Simulation => ({
    name: `${rule.path} ${name}`,
    alerts: [alert],
    scrape: signal.from.scrape,
    series: [series("one", all), ...(signal.by.length > 0 ? [series("two", Array<number>(all.length).fill(usual))] : [])],
    minutes: all.length - 1,
    fires: { [alert.name]: predicted(all) },
  });
  const small = usual / 64;
  return [
    made("fires when it has changed by its share, and resolves", values(usual, factor * usual + more * small)),
    made("is silent when it has changed by less", values(usual, factor * usual - more * small)),
    made("is silent where it was too low before", values(least.valueOf() - small, compare === "falls" ? 0 : usual * factor * 4)),
  ];
}
