import { parseWindow } from "../calendar-window.ts";
import { formatDuration, parseDuration, parseRate, parseShare } from "../quantity.ts";
import { signalKind } from "../schema/signal.ts";
import type { SloEntry } from "../schema/system.ts";
import { kindOf } from "../vocabulary.ts";
import { tellsSilence } from "./outage.ts";
import { longestPart } from "./policies.ts";
import { type Check, own, type Report } from "./report.ts";
import { type CheckedService, measuredMetric, servicesOf, sourceOf } from "./service.ts";

/** A total outage pages within this many seconds at any target (see monitors/burn-rate.ts), if it can be counted. */
const pagesWithin = 1800;

/** Every SLO has a budget, tiers that apply, and enough failures at night to be seen, or a probe. */
export const checkObjectives: Check = (checked, report) => {
  for (const scope of servicesOf(checked)) {
    for (const [id, slo] of Object.entries(scope.service.slos)) {
      const path = [...scope.path, "slos", id];
      checkSignalOf(scope, slo.signal, [...path, "signal"], report);
      checkTarget(scope, slo, path, report);
      for (const [environment, override] of Object.entries(slo.environments ?? {})) {
        const { target = slo.target, floor = slo.floor } = override;
        const effective = {
          ...slo,
          target,
          ...(floor === undefined ? {} : { floor }),
          ...(override.policy === undefined ? {} : { policy: override.policy }),
          ...(override.window === undefined ? {} : { window: override.window }),
        };
        if (!override.off && Object.keys(override).length > 0)
          checkTarget(scope, effective, [...path, "environments", environment], report, slo);
      }
      checkCountable(scope, slo, path, report);
    }
    checkQuietTraffic(scope, report);
  }
};

function checkSignalOf(scope: CheckedService, id: string, path: (string | number)[], report: Report): void {
  const signal = own(scope.service.signals, id);
  const kind = signal && signalKind(signal);
  if (kind && kind !== "events" && kind !== "slices")
    report(
      scope.part,
      path,
      "wrong-signal-kind",
      `${JSON.stringify(id)} is a ${kind}; an objective needs a signal of kind events or slices`,
    );
}

/** `base` is the SLO without override: what it says itself is reported there, once. */
function checkTarget(scope: CheckedService, slo: SloEntry, path: (string | number)[], report: Report, base?: SloEntry): void {
  const changed = (key: "target" | "floor" | "window" | "policy") => base === undefined || base[key] !== slo[key];
  const target = parseShare(slo.target);
  if (changed("target")) {
    if (target.compare(1) >= 0) report(scope.part, [...path, "target"], "target-of-100", "no event may fail, so there is no error budget");
    // A factor is at most 0.5 / (1 - target): below 50 % that is less than 1, and no tier is left.
    else if (target.compare("1/2") < 0)
      report(
        scope.part,
        [...path, "target"],
        "tier-cannot-apply",
        `a target of ${slo.target} is too low: even with half of all events bad, no burn rate is exceeded`,
      );
  }
  const { floor } = slo;
  if (floor !== undefined && typeof floor !== "string" && changed("floor"))
    checkSignalOf(scope, floor.signal, [...path, "floor", "signal"], report);
  const sameSignal = typeof floor === "string" ? floor : floor?.signal === slo.signal ? floor.share : undefined;
  if (sameSignal !== undefined && (changed("floor") || changed("target")) && parseShare(sameSignal).compare(target) >= 0)
    report(
      scope.part,
      [...path, changed("floor") ? "floor" : "target"],
      "floor-above-target",
      `the floor of ${sameSignal} is not below the target of ${slo.target}`,
    );
  if (changed("window") || changed("policy")) checkWindow(scope, slo, path, report);
}

function checkWindow(scope: CheckedService, slo: SloEntry, path: (string | number)[], report: Report): void {
  const policy = own(scope.organization.policies, slo.policy ?? scope.system.policy);
  if (!policy || slo.window === undefined || slo.window === policy.window) return;
  const longest = parseWindow(slo.window).window / longestPart;
  for (const kind of ["page", "ticket"] as const)
    if (!policy[kind].some((tier) => parseDuration(tier.in) <= longest))
      report(
        scope.part,
        [...path, "window"],
        "tier-cannot-apply",
        `the policy has no ${kind} tier of at most ${formatDuration(longest)}, a quarter of ${slo.window}`,
      );
}

/** The signal of failures that is counted, of which a quiet hour may have too few; slices come at one pace at all hours. */
function eventsOf(scope: CheckedService, id: string) {
  const signal = own(scope.service.signals, id);
  return signal?.events ? signal : undefined;
}

const routeOf = ({ organization }: CheckedService, severity: string) => own(organization.severities, severity)?.route;

/** Whether minutes with a failure are counted: where series are recorded, and good events are no counter of their own (see monitors/slo-alerts.ts). */
function recordsMinutes(scope: CheckedService, id: string): boolean {
  const signal = eventsOf(scope, id);
  const metric = signal && measuredMetric(scope.service, signal);
  const source = metric && sourceOf(scope, metric);
  const isRest = signal?.events !== undefined && "good" in signal.events && "total" in signal.events;
  return source !== undefined && kindOf(scope.vocabulary, source).traits.series !== undefined && !isRest;
}

function checkCountable(scope: CheckedService, slo: SloEntry, path: (string | number)[], report: Report): void {
  const quiet = eventsOf(scope, slo.signal)?.["minimum-traffic"];
  const policy = own(scope.organization.policies, slo.policy ?? scope.system.policy);
  if (tellsSilence(scope, slo) || quiet === undefined || !policy) return;
  const least = Math.min(
    policy["least-bad-events"],
    recordsMinutes(scope, slo.signal) ? (policy["least-bad-minutes"] ?? Infinity) : Infinity,
  );
  if (parseRate(quiet).mul(pagesWithin).compare(least) < 0)
    report(
      scope.part,
      path,
      "probe-missing",
      `at ${quiet} a total outage has fewer than ${least} failures in ${formatDuration(pagesWithin)}`,
      { part: "key" },
    );
}

/** Whoever counts failures says how many events a quiet hour has. */
function checkQuietTraffic(scope: CheckedService, report: Report): void {
  const { slos, alerts } = scope.service;
  const paging = new Map<string, string>();
  for (const [id, slo] of Object.entries(slos)) paging.set(slo.signal, id);
  for (const [id, alert] of Object.entries(alerts)) {
    if (!alert.when["bad-share"] || routeOf(scope, alert.severity) !== "page") continue;
    const share = alert.when["bad-share"];
    paging.set(alert.signal, id);
    const quiet = eventsOf(scope, alert.signal)?.["minimum-traffic"];
    const tooFew =
      quiet !== undefined && share.least !== undefined && parseRate(quiet).mul(parseDuration(share.over)).compare(share.least) < 0;
    if (tooFew && !tellsSilence(scope, alert))
      report(
        scope.part,
        [...scope.path, "alerts", id],
        "probe-missing",
        `at ${quiet} a total outage has fewer than ${share.least} failures in ${share.over}`,
        { part: "key" },
      );
  }
  for (const [id, by] of paging) {
    const signal = eventsOf(scope, id);
    if (signal && signal["minimum-traffic"] === undefined)
      report(
        scope.part,
        [...scope.path, "signals", id],
        "quiet-traffic-missing",
        `${JSON.stringify(by)} counts its failures, so it needs a minimum traffic`,
        {
          part: "key",
        },
      );
  }
}
