import Fraction from "fraction.js";
import type { Path } from "../document.ts";
import { exact, parseDuration, parseShare } from "../quantity.ts";
import { type SignalEntry, type SignalKind, signalKind } from "../schema/signal.ts";
import { type ConditionEntry, type ConditionKey, type ConditionOf, conditionKey } from "../schema/system.ts";
import type { SourceEntry } from "../vendors.ts";
import { kindOf } from "../vocabulary.ts";
import { boundsOfValue, reach } from "./fireable.ts";
import { unmeasurable } from "./measurable.ts";
import { type Check, own, type Report } from "./report.ts";
import {
  type CheckedService,
  checkState,
  measuredMetric,
  metricKind,
  servicesOf,
  sourceOf,
  sourceOfSignal,
  thresholdIn,
  valueIn,
} from "./service.ts";

/** Which signals a condition can be asked of. */
const kindsOf: Readonly<Record<ConditionKey, readonly SignalKind[]>> = {
  "bad-share": ["events", "slices", "composite"],
  above: ["value"],
  below: ["value"],
  forecast: ["value"],
  change: ["count", "value"],
  "older-than": ["age"],
  is: ["value"],
  count: ["count"],
  occurs: ["count"],
  fails: ["probe"],
  certificate: ["probe"],
  absent: ["events", "slices", "value", "age", "count"],
};

/** Every alert can fire, need not fire, and says what missing data mean. */
export const checkAlerts: Check = (checked, report) => {
  for (const scope of servicesOf(checked))
    for (const [id, alert] of Object.entries(scope.service.alerts)) {
      const path = [...scope.path, "alerts", id];
      if (alert.missing === "quiet" && alert.why === undefined)
        report(scope.part, [...path, "missing"], "quiet-without-why", "missing data notify no one, and no reason is given");
      const signal = own(scope.service.signals, alert.signal);
      const source = sourceOfSignal(scope, alert.signal);
      checkCondition(scope, alert.when, signal, source, [...path, "when"], report);
      for (const [environment, { when }] of Object.entries(alert.environments ?? {}))
        if (when) checkCondition(scope, when, signal, source, [...path, "environments", environment, "when"], report);
    }
};

function checkCondition(
  scope: CheckedService,
  when: ConditionEntry,
  signal: SignalEntry | undefined,
  source: SourceEntry | undefined,
  path: Path,
  report: Report,
): void {
  if (!signal) return;
  const kind = signalKind(signal);
  const key = conditionKey(when);
  if (!kindsOf[key].includes(kind)) {
    const asked = kindsOf[key].join(" or ");
    report(scope.part, [...path, key], "wrong-signal-kind", `${key} needs ${asked}, but the signal is of kind ${kind}`, {
      part: "key",
    });
    return;
  }
  if (signal.value?.["out-of"] !== undefined && when.change) {
    report(scope.part, [...path, key], "wrong-signal-kind", `${key} is asked of one gauge, but the signal is its share of another`, {
      part: "key",
      way: "ask it of a value signal of the gauge alone",
    });
    return;
  }
  const window = signal.value?.over;
  if (window !== undefined && (when.forecast || when.change || when.is !== undefined)) {
    report(
      scope.part,
      [...path, key],
      "wrong-signal-kind",
      `${key} is asked of the present value, but the signal looks back over ${window}`,
      {
        part: "key",
        way: "ask above or below, or remove over and take from the signal",
      },
    );
    return;
  }
  if (signal.value?.take === "changes" && when.below !== undefined) {
    report(scope.part, [...path, key], "wrong-signal-kind", "a gauge that changes too rarely has no simulation that proves it", {
      part: "key",
      way: "export the moment of the last change, and ask for its age",
    });
    return;
  }
  if (signal.raw && (when.forecast || when.change)) {
    report(scope.part, [...path, key], "wrong-signal-kind", `${key} needs the series of one metric, but the signal is a raw query`, {
      part: "key",
      way: `ask for it in the query itself (${when.forecast ? "predict_linear" : "offset"}), with above or below here`,
    });
    return;
  }
  const metric = measuredMetric(scope.service, signal);
  const checkThreshold = (side: "above" | "below", written: string | number) => {
    if (signal.raw) thresholdIn(signal.raw, { aggregation: "max" }, written, scope.part, [...path, side], report);
    if (!metric || !signal.value || metricKind(metric) !== "gauge") return;
    const threshold = thresholdIn(metric, signal.value, written, scope.part, [...path, side], report);
    const told = threshold && reach(side, threshold, boundsOfValue(metric, signal.value));
    if (told) report(scope.part, [...path, side], told.code, told.what, told.detail);
  };
  if (when["bad-share"]) checkShare(scope, source, when["bad-share"], isByMinute(signal), [...path, key], report);
  else if (when.above !== undefined) checkThreshold("above", when.above);
  else if (when.below !== undefined) checkThreshold("below", when.below);
  else if (when.forecast) checkForecast(scope, signal, when.forecast, [...path, key], report);
  else if (when.change) checkChange(scope, signal, when.change, [...path, key], report);
  else if (when["older-than"] !== undefined) checkOver(scope, source, when["older-than"], [...path, key], report, false);
  else if (when.is !== undefined) {
    if (signal.raw) checkState(signal.raw, "max", scope.part, [...path, key], report);
    else if (metric && signal.value?.["out-of"] !== undefined)
      report(scope.part, [...path, key], "unit-mismatch", "a share of another gauge is not 0 or 1", {
        part: "key",
        way: "write a share, such as above: 90%",
      });
    else if (metric && signal.value) checkState(metric, signal.value.aggregation, scope.part, [...path, key], report);
  } else if (when.count) checkCount(scope, source, when.count, [...path, key], report);
  else if (when.occurs) {
    if (source && !kindOf(scope.vocabulary, source).knowsCauses)
      report(scope.part, [...path, key], "occurs-elsewhere", `a source of kind ${source.kind} does not group events by cause`, {
        part: "key",
      });
  } else when satisfies ConditionOf<"fails" | "certificate" | "absent">;
}

/** Whether there is one slice a minute; of single series there are as many as series. */
const isByMinute = ({ slices }: SignalEntry): boolean => slices !== undefined && slices.aggregation !== "each";

function checkShare(
  scope: CheckedService,
  source: SourceEntry | undefined,
  share: ConditionOf<"bad-share">["bad-share"],
  byMinute: boolean,
  path: Path,
  report: Report,
): void {
  checkOver(scope, source, share.over, [...path, "over"], report);
  if (parseShare(share.above).compare(1) >= 0)
    report(scope.part, [...path, "above"], "cannot-fire", "the share of bad events never exceeds 100%");
  const minutes = parseDuration(share.over) / 60;
  if (byMinute && share.least !== undefined && share.least > minutes)
    report(scope.part, [...path, "least"], "cannot-fire", `${share.over} has only ${minutes} minutes, so never ${share.least} bad ones`);
}

function checkCount(
  scope: CheckedService,
  source: SourceEntry | undefined,
  count: ConditionOf<"count">["count"],
  path: Path,
  report: Report,
): void {
  checkOver(scope, source, count.over, [...path, "over"], report);
  const [side, written] = count.above !== undefined ? (["above", count.above] as const) : (["below", count.below] as const);
  const told = reach(side, exact(written), { least: new Fraction(0) });
  if (told) report(scope.part, [...path, side], told.code, told.what.replace("value", "count"));
}

/** A trend may lead anywhere, so that only what the value is now has bounds. */
function checkForecast(
  scope: CheckedService,
  signal: SignalEntry,
  forecast: ConditionOf<"forecast">["forecast"],
  path: Path,
  report: Report,
): void {
  const metric = measuredMetric(scope.service, signal);
  if (!metric || !signal.value || metricKind(metric) !== "gauge") return;
  checkOver(scope, sourceOf(scope, metric), forecast.from, [...path, "from"], report, false);
  const [side, written] = forecast.above !== undefined ? (["above", forecast.above] as const) : (["below", forecast.below] as const);
  const gauge = signal.value;
  const bound = (value: string | number, key: string) => thresholdIn(metric, gauge, value, scope.part, [...path, key], report);
  const threshold = bound(written, side);
  const now = forecast.now === undefined ? undefined : bound(forecast.now, "now");
  if (!now) return;
  const told = reach(side, now, boundsOfValue(metric, gauge));
  if (told) report(scope.part, [...path, "now"], told.code, told.what, told.detail);
  else if (threshold && (side === "above" ? now.compare(threshold) >= 0 : now.compare(threshold) <= 0))
    report(scope.part, [...path, "now"], "forecast-too-late", `it is ${side} ${forecast.now} when it is ${side} ${written} already`);
}

function checkChange(
  scope: CheckedService,
  signal: SignalEntry,
  change: ConditionOf<"change">["change"],
  path: Path,
  report: Report,
): void {
  const metric = measuredMetric(scope.service, signal);
  const source = metric && sourceOf(scope, metric);
  checkOver(scope, source, change.over, [...path, "over"], report, signal.count !== undefined);
  checkOver(scope, source, change.against, [...path, "against"], report, false);
  if (parseDuration(change.against) < parseDuration(change.over))
    report(scope.part, [...path, "against"], "window-unmeasurable", `${change.against} before, a part of ${change.over} is the same time`, {
      way: "compare with a time that is at least `over` earlier",
    });
  if (change.falls !== undefined && parseShare(change.falls).equals(0))
    report(scope.part, [...path, "falls"], "always-fires", "whatever is no more than before has fallen by 0%");
  const at = [...path, "least"];
  const least =
    metric && signal.value
      ? thresholdIn(metric, signal.value, change.least, scope.part, at, report)
      : valueIn(undefined, change.least, scope.part, at, report);
  if (least && (least.compare(0) <= 0 || (signal.count !== undefined && !least.mod(1).equals(0))))
    report(
      scope.part,
      at,
      "change-without-base",
      `${change.least} is no ${signal.count ? "number of events" : "value"} to fall or rise from`,
    );
}

/** @param recorded whether it is counted in recorded increments, which above three days are those of hours */
function checkOver(
  scope: CheckedService,
  source: SourceEntry | undefined,
  over: string,
  path: Path,
  report: Report,
  recorded = true,
): void {
  if (!source) return;
  const { byTheHour, ...pace } = kindOf(scope.vocabulary, source).pace(source);
  const fault = unmeasurable(over, recorded && byTheHour ? { ...pace, byTheHour } : pace);
  if (fault !== undefined) report(scope.part, path, "window-unmeasurable", fault);
}
