import { parseWindow } from "../calendar-window.ts";
import { formatDuration, parseDuration, parseRate, parseShare } from "../quantity.ts";
import { alwaysOf, type SignalOf, signalKind } from "../schema/signal.ts";
import type { SloEntry } from "../schema/system.ts";
import { kindOf } from "../vocabulary.ts";
import { tellsSilenceOf } from "./outage.ts";
import { longestPart } from "./policies.ts";
import { type Check, own, type Report } from "./report.ts";
import { type CheckedService, type CheckedSignal, measuredMetric, measuredOf, servicesOf, sourceOf } from "./service.ts";

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
  if (kind && kind !== "events" && kind !== "slices" && kind !== "composite")
    report(
      scope.part,
      path,
      "wrong-signal-kind",
      `${JSON.stringify(id)} is a ${kind}; an objective needs a signal of kind events, slices or composite`,
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

/** Failures that are counted, of which a quiet hour may have too few; slices come at one pace at all hours. */
const countedOf = (scope: CheckedService, id: string) => measuredOf(scope, id).filter(isCounted);

type Counted = CheckedSignal & { readonly signal: SignalOf<"events"> };
const isCounted = (one: CheckedSignal): one is Counted => one.signal.events !== undefined;

/**
 * Events in the quietest hour that come to fail in a total outage: of a composite those of the quietest member, and where the
 * worst is enough those of the busiest.
 */
function quietestOf(scope: CheckedService, id: string): string | undefined {
  const all = countedOf(scope, id).map(({ signal }) => alwaysOf(signal["minimum-traffic"]));
  const known = all.filter((rate) => rate !== undefined).sort((one, other) => parseRate(one).compare(parseRate(other)));
  if (own(scope.service.signals, id)?.composite?.["worst-of"]) return known.at(-1);
  return known.length === all.length ? known[0] : undefined;
}

const routeOf = ({ organization }: CheckedService, severity: string) => own(organization.severities, severity)?.route;

/** Whether minutes with a failure are counted: where series are recorded, and good events are no counter of their own (see monitors/slo-alerts.ts). */
function recordsMinutes(scope: CheckedService, id: string): boolean {
  const signal = own(scope.service.signals, id);
  const metric = signal && measuredMetric(scope.service, signal);
  const source = metric && sourceOf(scope, metric);
  const isRest = signal?.events !== undefined && "good" in signal.events && "total" in signal.events;
  return source !== undefined && kindOf(scope.vocabulary, source).traits.series !== undefined && !isRest;
}

function checkCountable(scope: CheckedService, slo: SloEntry, path: (string | number)[], report: Report): void {
  const quiet = quietestOf(scope, slo.signal);
  const policy = own(scope.organization.policies, slo.policy ?? scope.system.policy);
  if (tellsSilenceOf(scope, slo) || quiet === undefined || !policy) return;
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
    const quiet = quietestOf(scope, alert.signal);
    const tooFew =
      quiet !== undefined && share.least !== undefined && parseRate(quiet).mul(parseDuration(share.over)).compare(share.least) < 0;
    if (tooFew && !tellsSilenceOf(scope, alert))
      report(
        scope.part,
        [...scope.path, "alerts", id],
        "probe-missing",
        `at ${quiet} a total outage has fewer than ${share.least} failures in ${share.over}`,
        { part: "key" },
      );
  }
  const missing = new Map<string, Counted & { readonly by: string }>();
  for (const [id, by] of paging)
    for (const one of countedOf(scope, id)) if (one.signal["minimum-traffic"] === undefined) missing.set(one.path, { ...one, by });
  for (const { scope: of, id, by } of missing.values()) {
    const name = JSON.stringify(of === scope ? by : `${scope.system.system}/${scope.path[1]}/${by}`);
    report(of.part, [...of.path, "signals", id], "quiet-traffic-missing", `${name} counts its failures, so it needs a minimum traffic`, {
      part: "key",
    });
  }
}
