import Fraction from "fraction.js";
import type { Path } from "../document.ts";
import { exact, parseDuration, parseShare } from "../quantity.ts";
import type { SignalEntry } from "../schema/signal.ts";
import type { AlertEntry } from "../schema/system.ts";
import type { SourceEntry } from "../source-kind.ts";
import { kindOf } from "../vocabulary.ts";
import { boundsOf, reach } from "./fireable.ts";
import { unmeasurable } from "./measurable.ts";
import { type Check, own, type Report } from "./report.ts";
import {
  type CheckedService,
  exactlyOne,
  measuredMetric,
  metricKind,
  type SignalKind,
  servicesOf,
  signalKind,
  sourceOf,
  valueIn,
} from "./service.ts";

type When = AlertEntry["when"];
type Key = (typeof keys)[number];
const keys = ["bad-share", "above", "below", "count", "occurs", "fails", "certificate"] as const;

/** Which signals a condition can be asked of. `absent` can be asked of all that are measured. */
const kindsOf: Readonly<Record<Key, readonly SignalKind[]>> = {
  "bad-share": ["events", "slices"],
  above: ["value"],
  below: ["value"],
  count: ["count"],
  occurs: ["count"],
  fails: ["probe"],
  certificate: ["probe"],
};

/** Every alert can fire, need not fire, and says what missing data mean. */
export const checkAlerts: Check = (checked, report) => {
  for (const scope of servicesOf(checked))
    for (const [id, alert] of Object.entries(scope.service.alerts)) {
      const path = [...scope.path, "alerts", id];
      if (alert.missing === "quiet" && alert.why === undefined)
        report(scope.part, [...path, "missing"], "quiet-without-why", "nobody is told when the data are gone, and no reason is given");
      const signal = own(scope.service.signals, alert.signal);
      checkCondition(scope, alert.when, signal, [...path, "when"], report);
      for (const [environment, { when }] of Object.entries(alert.environments ?? {}))
        if (when) checkCondition(scope, when, signal, [...path, "environments", environment, "when"], report);
    }
};

function checkCondition(scope: CheckedService, when: When, signal: SignalEntry | undefined, path: Path, report: Report): void {
  if (!exactlyOne(when, [...keys, "absent"], scope.part, path, report)) return;
  const kind = signal && signalKind(signal);
  if (!signal || !kind) return;
  for (const key of keys)
    if (when[key] !== undefined && !kindsOf[key].includes(kind)) {
      report(
        scope.part,
        [...path, key],
        "wrong-signal-kind",
        `${key} asks for ${kindsOf[key].join(" or ")}, and the signal is of the kind ${kind}`,
        { part: "key" },
      );
      return;
    }
  const metric = measuredMetric(scope.service, signal);
  const source = metric && sourceOf(scope, metric);
  if (when.occurs && source && !kindOf(scope.vocabulary, source).knowsCauses)
    report(scope.part, [...path, "occurs"], "occurs-elsewhere", `a source of the kind ${source.kind} does not know an event by its cause`, {
      part: "key",
    });
  if (when["bad-share"]) checkShare(scope, source, when["bad-share"], kind, [...path, "bad-share"], report);
  if (when.count) checkCount(scope, source, when.count, [...path, "count"], report);
  for (const key of ["above", "below"] as const) {
    const written = when[key];
    if (written === undefined || !metric || !signal.value || metricKind(metric) !== "gauge") continue;
    const threshold = valueIn(metric.unit, written, scope.part, [...path, key], report);
    const told = threshold && reach(key, threshold, boundsOf(metric, signal.value.across));
    if (told) report(scope.part, [...path, key], told.code, told.what, told.detail);
  }
}

function checkShare(
  scope: CheckedService,
  source: SourceEntry | undefined,
  share: NonNullable<When["bad-share"]>,
  kind: SignalKind,
  path: Path,
  report: Report,
): void {
  checkOver(scope, source, share.over, [...path, "over"], report);
  if (parseShare(share.above).compare(1) >= 0)
    report(scope.part, [...path, "above"], "cannot-fire", "a share of bad events is never above 100%");
  const minutes = parseDuration(share.over) / 60;
  if (kind === "slices" && share.least !== undefined && share.least > minutes)
    report(scope.part, [...path, "least"], "cannot-fire", `${share.over} has ${minutes} minutes, never ${share.least} bad ones`);
}

function checkCount(
  scope: CheckedService,
  source: SourceEntry | undefined,
  count: NonNullable<When["count"]>,
  path: Path,
  report: Report,
): void {
  checkOver(scope, source, count.over, [...path, "over"], report);
  if (!exactlyOne(count, ["above", "below"], scope.part, path, report)) return;
  for (const key of ["above", "below"] as const) {
    const written = count[key];
    const told = written === undefined ? undefined : reach(key, exact(written), { least: new Fraction(0) });
    if (told) report(scope.part, [...path, key], told.code, told.what.replace("value", "count"));
  }
}

function checkOver(scope: CheckedService, source: SourceEntry | undefined, over: string, path: Path, report: Report): void {
  const fault = source && unmeasurable(over, kindOf(scope.vocabulary, source).pace(source));
  if (fault !== undefined) report(scope.part, path, "window-unmeasurable", fault);
}
