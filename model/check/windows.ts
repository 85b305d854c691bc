import { parseWindow } from "../calendar-window.ts";
import type { Path } from "../document.ts";
import { formatDuration, parseDuration } from "../quantity.ts";
import type { OrganizationFile } from "../schema/organization.ts";
import type { AlertEntry, ConditionEntry, ConditionOf, SloEntry } from "../schema/system.ts";
import { longestDelay } from "../schema/text.ts";
import { kindOf } from "../vocabulary.ts";
import { unmeasurable } from "./measurable.ts";
import { type Check, own, type Report } from "./report.ts";
import { type CheckedService, servicesOf, sourceOfSignal } from "./service.ts";

type PolicyEntry = OrganizationFile["policies"][string];

/** Every window is one that the evaluator of its source looks back on. Burn tiers that it does not are reported at the alert. */
export const checkWindows: Check = (checked, report) => {
  for (const scope of servicesOf(checked)) {
    for (const [id, slo] of Object.entries(scope.service.slos)) checkSlo(scope, slo, [...scope.path, "slos", id], report);
    for (const [id, alert] of Object.entries(scope.service.alerts)) checkAlert(scope, alert, [...scope.path, "alerts", id], report);
  }
};

function limitsOfSignal(scope: CheckedService, id: string) {
  const source = sourceOfSignal(scope, id);
  return source && kindOf(scope.vocabulary, source).traits.limits;
}

function checkSlo(scope: CheckedService, slo: SloEntry, path: Path, report: Report): void {
  const all: readonly (readonly [at: Path, window: string | undefined, policy: string | undefined])[] = [
    [path, slo.window, slo.policy],
    ...Object.entries(slo.environments ?? {}).flatMap(([environment, { off, window, policy }]) =>
      off || (window === undefined && policy === undefined)
        ? []
        : [[[...path, "environments", environment], window ?? slo.window, policy ?? slo.policy] as const],
    ),
  ];
  for (const [at, ownWindow, policyId] of all) {
    const policy = own(scope.organization.policies, policyId ?? scope.system.policy);
    const fault = ownWindow === undefined || parseWindow(ownWindow).calendar ? undefined : unmeasurable(ownWindow);
    if (fault !== undefined) report(scope.part, [...at, "window"], "window-unmeasurable", fault);
    const window = ownWindow ?? policy?.window;
    if (window === undefined) continue;
    if (policy) checkTiers(scope, slo.signal, policy, at, report);
    const { window: seconds, calendar } = parseWindow(window);
    const limits = limitsOfSignal(scope, slo.signal);
    const why = calendar && rollsOnly(scope, slo.signal);
    if (why !== undefined) {
      const rolling = limits?.sloWindows?.map(formatDuration) ?? [formatDuration(seconds)];
      const kinds = scope.vocabulary.sources.flatMap((kind) => (kind.calendar ? [kind.kind] : []));
      const ways = [
        ...(rolling.length > 0 ? [`write a rolling window (${rolling.join(", ")})`] : []),
        `measure the SLO in a source of kind ${kinds.join(" or ")} that counts by the calendar`,
      ];
      report(
        scope.part,
        ownWindow === undefined ? at : [...at, "window"],
        "window-beyond-evaluator",
        `the first of a ${calendar} is no beginning of a window: ${why}`,
        { ...(ownWindow === undefined && { part: "key" }), way: ways.join(", or ") },
      );
    } else if (limits?.sloWindows && !limits.sloWindows.includes(seconds))
      report(scope.part, at, "window-beyond-evaluator", `${limits.name} does not support an SLO window of ${window}`, {
        part: "key",
        way:
          limits.sloWindows.length > 0
            ? `choose one of ${limits.sloWindows.map(formatDuration).join(", ")}`
            : "measure the SLO in another source, and keep an alert here",
      });
    else if (slo.floor !== undefined && !limits?.sloWindows) {
      // Where objectives have windows of their own, a floor is one of them.
      const signal = typeof slo.floor === "string" ? slo.signal : slo.floor.signal;
      tooLong(scope, signal, window, [...path, "floor"], report);
    }
  }
}

/** What keeps the source of a signal from counting by the calendar. */
function rollsOnly(scope: CheckedService, signal: string): string | undefined {
  if (own(scope.service.signals, signal)?.composite) return "the shares of several signals are those of a rolling window";
  const source = sourceOfSignal(scope, signal);
  if (!source) return undefined;
  const { calendar, traits } = kindOf(scope.vocabulary, source);
  return calendar ? calendar(source) : `${traits.limits.name} looks back from now`;
}

/** A tier that a policy may have can still be too short for the pace of a source. */
function checkTiers(scope: CheckedService, signal: string, policy: PolicyEntry, path: Path, report: Report): void {
  const source = sourceOfSignal(scope, signal);
  if (!source) return;
  for (const kind of ["page", "ticket"] as const)
    for (const tier of policy[kind]) {
      const fault = unmeasurable(tier.in) === undefined ? unmeasurable(tier.in, kindOf(scope.vocabulary, source).pace(source)) : undefined;
      if (fault !== undefined)
        report(scope.part, path, "window-unmeasurable", `in the ${kind} tiers of its policy, ${fault}`, { part: "key" });
    }
}

function checkAlert(scope: CheckedService, alert: AlertEntry, path: Path, report: Report): void {
  const written: readonly (readonly [at: Path, when: AlertEntry["when"] | undefined])[] = [
    [[...path, "when"], alert.when],
    ...Object.entries(alert.environments ?? {}).map(
      ([environment, { when }]) => [[...path, "environments", environment, "when"], when] as const,
    ),
  ];
  const limits = limitsOfSignal(scope, alert.signal);
  for (const [at, duration] of [
    [path, alert.for] as const,
    ...Object.entries(alert.environments ?? {}).flatMap(([environment, own]) =>
      own.for === undefined ? [] : [[[...path, "environments", environment], own.for] as const],
    ),
  ])
    if (limits?.held && !limits.held.includes(parseDuration(duration)))
      report(scope.part, [...at, "for"], "window-not-offered", `${limits.name} does not support alerts over ${duration}`, {
        way: `choose one of ${limits.held.map(formatDuration).join(", ")}`,
      });
  for (const [environment, { when, for: held }] of [["", alert] as const, ...Object.entries(alert.environments ?? {})]) {
    const condition = when ?? alert.when;
    const over = windowOf(condition)?.[1];
    const [pending, looked] = [held ?? alert.for, over ?? "0s"].map(parseDuration);
    if ((when ?? held) !== undefined && (pending ?? 0) + (looked ?? 0) > parseDuration(longestDelay))
      report(
        scope.part,
        [...path, ...(environment === "" ? [] : ["environments", environment]), held === undefined ? "when" : "for"],
        "detected-too-late",
        `over ${over} and for ${held ?? alert.for} add up to more than ${longestDelay}`,
      );
  }
  for (const [at, when] of written) {
    const looked = when && windowOf(when);
    if (looked) tooLong(scope, alert.signal, looked[1], [...at, ...looked[0]], report);
  }
}

/** How far a condition looks back, after the keys that say so; nothing where it looks at one moment. */
function windowOf(when: ConditionEntry): readonly [keys: readonly string[], over: string] | undefined {
  if (when["bad-share"]) return [["bad-share", "over"], when["bad-share"].over];
  if (when.count) return [["count", "over"], when.count.over];
  if (when.forecast) return [["forecast", "from"], when.forecast.from];
  if (when.change) return [["change", "over"], when.change.over];
  if (when["older-than"] !== undefined) return [["older-than"], when["older-than"]];
  when satisfies ConditionOf<"above" | "below" | "is" | "occurs" | "fails" | "certificate" | "absent">;
  return undefined;
}

function tooLong(scope: CheckedService, signal: string, window: string, path: Path, report: Report): void {
  const limits = limitsOfSignal(scope, signal);
  if (limits?.longestWindow !== undefined && parseDuration(window) > limits.longestWindow)
    report(
      scope.part,
      path,
      "window-beyond-evaluator",
      `${limits.name} looks back at most ${formatDuration(limits.longestWindow)}, but this window is ${window}`,
    );
}
