import { boundsOf, type CalendarUnit } from "../../../model/calendar-window.ts";
import { measuredOf } from "../../../model/composite.ts";
import { type AlertCondition, beyondChance, factorOf, measured } from "../../../model/condition.ts";
import { oldestId } from "../../../model/ids.ts";
import { openHours } from "../../../model/open-hours.ts";
import { decimal } from "../../../model/quantity.ts";
import type { BadShare, Condition, CountSignal, Signal, SingleShare, ValueSignal } from "../../../model/resolved.ts";
import { Column } from "./column.ts";
import { composedTest } from "./composed.ts";
import type { Span } from "./grid.ts";
import { incrementSeconds, incrementsOfEvent } from "./reading.ts";
import type { Increments, Recorded } from "./recorded.ts";
import { flappingTest, recoveredTest } from "./recovered.ts";
import { labelsIn, labelsKey, unlabelled } from "./select.ts";
import { calendarWindowOf, countsOf, isNear, lastHour, type Test, type Window, windowOf } from "./window.ts";

/** The series that a condition may return, each a key of its labels, and when it does. */
export type Tests = ReadonlyMap<string, Test>;

/** A condition as PromQL means it that the catalog renders: by series, joined by equal labels. */
export function testsOf(condition: AlertCondition, recorded: Recorded): Tests {
  const when = measured(condition);
  switch (when.kind) {
    case "bad-share":
      if (when.signal.kind === "composite") return new Map([[unlabelled, composedTest({ ...when, signal: when.signal }, recorded)]]);
      return ofEach(when.signal, recorded, (increments) => badShare(when, increments, recorded.span));
    case "count":
      return ofEach(when.signal, recorded, (increments) => counted(when, increments, recorded.span));
    case "value":
      return valued(when, recorded);
    case "age":
      return aged(when, recorded);
    case "change":
      if (when.signal.kind !== "count") throw new Error(`${when.signal.path} is a value, whose average is not recorded`);
      return ofEach(when.signal, recorded, (increments) => changed(when, increments, recorded.span));
    case "absent":
      return new Map([[unlabelled, absent(when.signal, recorded)]]);
    case "or-absent":
      return measuredOf(when.of.signal)
        .map((signal): Tests => new Map([[unlabelled, absent(signal, recorded)]]))
        .reduce(either, testsOf(when.of, recorded));
    case "any":
      return when.of.map((part) => testsOf(part, recorded)).reduce(either);
    case "all":
      return when.of.map((part) => testsOf(part, recorded)).reduce(both);
    case "unless":
      return except(testsOf(when.of, recorded), testsOf(when.unless, recorded));
    case "recovered":
      return ofEach(when.signal, recorded, (increments) => recoveredTest(when, increments, recorded.span));
    case "flapping":
      return ofEach(when.signal, recorded, (increments) => flappingTest(when, increments, recorded.span));
    case "groups":
      return new Map([[unlabelled, tooMany(when, recorded)]]);
    case "forecast":
    case "occurs":
    case "source-silent":
      throw new Error(`${when.kind} is not seen in recorded data`);
  }
}

/** A test of each group of a signal. Recorded series are distinguished by their signal, and by their group. */
function ofEach(signal: SingleShare | CountSignal, recorded: Recorded, test: (increments: Increments) => Test): Tests {
  const own = { system: signal.system, service: signal.service, sli: oldestId(signal) };
  return new Map([...recorded.groups(signal)].map(([group, increments]) => [labelsKey({ ...labelsIn(group), ...own }), test(increments)]));
}

function tooMany({ signal }: Extract<Condition, { kind: "groups" }>, recorded: Recorded): Test {
  const totals = [...recorded.groups(signal).values()].map(({ total }) => total);
  return (moment) => {
    const minute = Math.floor(moment / incrementSeconds);
    // Prometheus answers with the last sample of five minutes; each minute with data has one.
    return totals.filter((total) => total.has(minute, minute + 1)).length > signal.groups.atMost;
  };
}

function either(one: Tests, other: Tests): Tests {
  const joined = new Map(one);
  for (const [series, test] of other) {
    const first = joined.get(series);
    joined.set(series, first ? (moment) => first(moment) || test(moment) : test);
  }
  return joined;
}

function both(one: Tests, other: Tests): Tests {
  const joined = new Map<string, Test>();
  for (const [series, first] of one) {
    const second = other.get(series);
    if (second) joined.set(series, (moment) => first(moment) && second(moment));
  }
  return joined;
}

function except(one: Tests, other: Tests): Tests {
  const joined = new Map<string, Test>();
  for (const [series, test] of one) {
    const not = other.get(series);
    joined.set(series, not ? (moment) => test(moment) && !not(moment) : test);
  }
  return joined;
}

/** Of the whole month or quarter there is what its hours so far had on average. */
function calendarShare(calendar: CalendarUnit, { above, least }: BadShare, { bad, total }: Increments, span: Span): Test {
  if (!bad) throw new Error("a signal that only counts has no failures");
  const [bads, totals] = [bad, total].map((column) => calendarWindowOf(column, span, calendar)) as [Window, Window];
  const share = Number(decimal(above.mul(24)));
  const days = (moment: number) => {
    const { from, to } = boundsOf(calendar, lastHour(span.from + moment));
    return (to - from) / 86_400;
  };
  const holds: Test = (moment) => {
    if (!bads.has(moment) || !totals.has(moment)) return false;
    const failed = bads.value(moment);
    return failed >= least && failed > share * days(moment) * (totals.value(moment) / totals.measured(moment));
  };
  return bads.hours ? onceEach(bads.hours, holds) : holds;
}

function badShare(when: BadShare, increments: Increments, span: Span): Test {
  const { above, over, calendar, least, inclusive, leastMinutes } = when;
  if (calendar) return calendarShare(calendar, when, increments, span);
  if (leastMinutes !== undefined) {
    const { leastMinutes: _, ...counted } = when;
    const [enough, spent] = [badShare(counted, increments, span), badShare({ ...counted, least: 0 }, increments, span)];
    const unlikely = noChance(when, leastMinutes, increments, span);
    return (moment) => enough(moment) || (spent(moment) && unlikely(moment));
  }
  const share = Number(decimal(above));
  const holds = (failed: number, all: number) => {
    if (least > 0 ? !(failed >= least) : inclusive && !(failed > 0)) return false;
    return inclusive ? failed >= share * all : failed > share * all;
  };
  const { bad, total } = countsOf(increments, span, over);
  const exactly: Test = (moment) => bad.has(moment) && total.has(moment) && holds(bad.value(moment), total.value(moment));
  if (bad.hours) return onceEach(bad.hours, exactly);
  const [quickBad, quickTotal] = [bad.quick, total.quick];
  if (!quickBad || !quickTotal) return exactly;
  // Most minutes are decided by two differences of running sums.
  const needsFailures = least > 0 || inclusive === true;
  return (moment) => {
    const failed = quickBad(moment);
    if (failed === 0 && needsFailures) return false;
    const all = quickTotal(moment);
    if (isNear(failed, least) || isNear(failed, share * all)) return exactly(moment);
    return holds(failed, all) && bad.has(moment) && total.has(moment);
  };
}

/** Enough minutes with a failure, and more than chance makes of the share. */
function noChance({ signal, above, over }: BadShare, least: number, { bad, total }: Increments, span: Span): Test {
  if (!bad) throw new Error(`${signal.path} only counts`);
  const share = Number(decimal(above));
  const failed = new Column(bad.length, (minute) => (bad.has(minute, minute + 1) ? Number(bad.value(minute, minute + 1) > 0) : undefined));
  const [minutes, all] = [windowOf(failed, span, over), windowOf(total, span, over)];
  return (moment) => {
    const found = minutes.value(moment) / incrementsOfEvent(signal.from);
    const expected = share * all.value(moment);
    return found >= least && found - expected >= beyondChance * Math.sqrt(expected);
  };
}

/** A test that is asked once as long as a number stays the same. */
function onceEach(numberAt: (moment: number) => number, test: Test): Test {
  let known = -1;
  let answer = false;
  return (moment) => {
    const number = numberAt(moment);
    if (number !== known) [known, answer] = [number, test(moment)];
    return answer;
  };
}

function counted({ compare, threshold, over, during }: Extract<Condition, { kind: "count" }>, { total }: Increments, span: Span): Test {
  const window = windowOf(total, span, over);
  const bound = Number(decimal(threshold));
  const hours = during && openHours(during, over);
  return (moment) => {
    if (!window.has(moment) || hours?.isOpen(span.from + moment) === false) return false;
    const count = window.value(moment);
    return compare === "above" ? count > bound : count < bound;
  };
}

function valued(
  { signal, compare, threshold }: { signal: ValueSignal } & Extract<Condition, { kind: "value" }>,
  recorded: Recorded,
): Tests {
  const { grid, groups } = recorded.values(signal);
  const bound = Number(decimal(threshold));
  const tests = [...groups].map(([series, fold]): [string, Test] => [
    series,
    (moment) => {
      const value = fold.value(moment / grid.step);
      return value !== undefined && (compare === "above" ? value > bound : value < bound);
    },
  ]);
  return new Map(tests);
}

/** Before the history there is nothing to compare with. */
function changed({ compare, by, over, against, least }: Extract<Condition, { kind: "change" }>, { total }: Increments, span: Span): Test {
  const window = windowOf(total, span, over);
  const [factor, bound] = [Number(decimal(factorOf(compare, by))), Number(decimal(least))];
  return (moment) => {
    const earlier = moment - against;
    if (earlier < 0 || !window.has(moment) || !window.has(earlier)) return false;
    if (!(window.value(earlier) >= bound)) return false;
    const [now, then] = [moment, earlier].map((at) => window.value(at) / window.measured(at));
    return compare === "falls" ? (now ?? 0) <= factor * (then ?? 0) : (now ?? 0) >= factor * (then ?? 0);
  };
}

/** @throws Error for a counter, which `canReplay` refuses */
function aged({ signal, olderThan }: Extract<Condition, { kind: "age" }>, recorded: Recorded): Tests {
  const { grid, groups } = recorded.values(signal);
  const perSecond = signal.metric.unit === "timestamp-ms" ? 1000 : 1;
  const tests = [...groups].map(([series, fold]): [string, Test] => [
    series,
    (moment) => {
      const value = fold.value(moment / grid.step);
      return value !== undefined && recorded.span.from + moment - value / perSecond > olderThan;
    },
  ]);
  return new Map(tests);
}

function absent(signal: Signal, recorded: Recorded): Test {
  const { grid, groups } = recorded.presence(signal);
  const [fold] = groups.values();
  return (moment) => !fold?.has(moment / grid.step);
}
