import Fraction from "fraction.js";
import { single, weightOf } from "../../model/composite.ts";
import { type Measure, mostShown } from "../../model/measure.ts";
import { isNative } from "../../model/native-histogram.ts";
import { decimal, formatDuration } from "../../model/quantity.ts";
import type { JourneyBudget, Slo } from "../../model/resolved.ts";
import { isEach } from "../../model/slices.ts";
import { ageOf } from "./age.ts";
import { countSince, shareOfWhole } from "./calendar.ts";
import { composedShare } from "./composite.ts";
import { gaugeValue } from "./gauge.ts";
import { countOver } from "./recording.ts";
import { aggregate, selector } from "./selector.ts";
import { badEvents, badSeries, eventsOf, increaseOver, perSecond, totalEvents } from "./tile.ts";

/** Panels show rates over this many seconds: smooth enough to read, and five scrapes even at one a minute. */
const panelWindow = 300;

/** What a panel shows, as PromQL. SLO figures read the recordings of the alerts, so that both agree. */
export function measureQuery(measure: Measure): string {
  switch (measure.kind) {
    case "rate":
      return eventsOf(measure.metric, measure.metric.where, perSecond(panelWindow), aggregate("sum", measure.by));
    case "count":
      return eventsOf(measure.metric, measure.metric.where, increaseOver(measure.metric.from, measure.over), aggregate("sum", measure.by));
    case "value":
      return gaugeValue({ ...measure, where: measure.metric.where });
    case "age":
      return ageOf(measure.metric, measure.by);
    case "quantile": {
      if (isNative(measure.metric)) {
        const histogram = `rate(${selector(measure.metric.name, measure.metric.where)}[${formatDuration(panelWindow)}])`;
        return `histogram_quantile(\n  ${decimal(measure.quantile)},\n  ${aggregate("sum", measure.by)}(${histogram})\n)`;
      }
      const buckets = `rate(${selector(`${measure.metric.name}_bucket`, measure.metric.where)}[${formatDuration(panelWindow)}])`;
      return `histogram_quantile(\n  ${decimal(measure.quantile)},\n  ${aggregate("sum", ["le", ...measure.by])}(${buckets})\n)`;
    }
    case "share": {
      if (isEach(measure.signal)) {
        const { metric, where } = measure.signal;
        return `(\n  ${badSeries(measure.signal, aggregate("sum", measure.by)).replaceAll("\n", "\n  ")}\n)\n/\n${aggregate("count", measure.by)}(${selector(metric.name, where)})`;
      }
      const sum = aggregate("sum", measure.by);
      const counting = perSecond(panelWindow);
      const bad = badEvents(measure.signal, counting, sum);
      // Of two counters that are scraped apart, a moment may have more good events than there are.
      const shown = "good" in measure.signal.bad ? `clamp_min(\n  ${bad.replaceAll("\n", "\n  ")},\n  0\n)` : bad;
      return `${shown}\n/\n(${totalEvents(measure.signal, counting, sum)} > 0)`;
    }
    case "sli":
      return worst("bottomk", measure.slo, `1 - ${badInWindow(measure.slo)}`);
    case "budget-left":
      return worst("bottomk", measure.slo, `1 - ${spentPart(measure.slo, budgetOf(measure.slo))}`);
    case "budget":
      return budgetOfAll(measure);
    case "burn-rate":
      return worst("topk", measure.slo, badPart(measure.slo, measure.over, budgetOf(measure.slo)));
  }
}

/** Hundreds of groups are no panel. */
function worst(operator: "topk" | "bottomk", { signal }: Slo, expression: string): string {
  if (!signal.groups || signal.groups.atMost <= mostShown) return expression;
  return `${operator}(\n  ${mostShown},\n  ${expression.replaceAll("\n", "\n  ")}\n)`;
}

/**
 * The least of several budgets that is left, of those that have events; or what is left of one: `1 - sum(weight x bad share) /
 * sum(weight x (1 - target))`, which is nothing while one of them has no events.
 */
function budgetOfAll({ join, of }: JourneyBudget): string {
  if (join === "worst") return `min(\n  ${of.map(({ slo }) => indented(`1 - ${spentPart(slo, budgetOf(slo))}`)).join("\n  or\n  ")}\n)`;
  const parts = of.map(({ slo, weight }) => {
    const part = `sum(\n  ${indented(spentPart(slo, whole))}\n)`;
    return weight.equals(1) ? part : `${decimal(weight)} * ${part}`;
  });
  const budget = of.reduce((sum, { slo, weight }) => sum.add(weight.mul(budgetOf(slo))), new Fraction(0));
  return `1 - (\n  ${parts.map(indented).join("\n  +\n  ")}\n)\n/\n${decimal(budget)}`;
}

const indented = (text: string): string => text.replaceAll("\n", "\n  ");

const budgetOf = (slo: Slo): Fraction => new Fraction(1).sub(slo.target);

const whole = new Fraction(1);

/** Bad events of the window as a part of all of it, so far. */
const badInWindow = (slo: Slo): string =>
  slo.calendar
    ? `${countSince("bad", single(slo.signal), slo.calendar)}\n/\n(${countSince("total", single(slo.signal), slo.calendar)} > 0)`
    : badPart(slo, slo.window, whole);

/** The same as a part of what is `allowed` in the window: by the calendar, in all of the month or quarter. */
const spentPart = (slo: Slo, allowed: Fraction): string =>
  slo.calendar
    ? `${countSince("bad", single(slo.signal), slo.calendar)}\n/\n(${shareOfWhole(allowed, single(slo.signal), slo.calendar)} > 0)`
    : badPart(slo, slo.window, allowed);

/** Bad events as a part of the `allowed` share of all; nothing where there were no events at all. */
function badPart({ signal }: Slo, over: number, allowed: Fraction): string {
  if (signal.kind === "composite") {
    const whole = signal.join === "worst" ? allowed : allowed.mul(weightOf(signal));
    const share = composedShare(signal, over, 0);
    return whole.equals(1) ? share : `${share}\n/\n${decimal(whole)}`;
  }
  const total = countOver("total", signal, over);
  const scaled = allowed.equals(1) ? total : `${decimal(allowed)} * ${total}`;
  return `${countOver("bad", signal, over)}\n/\n(${scaled} > 0)`;
}
