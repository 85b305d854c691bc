import Fraction from "fraction.js";
import { baseUnit, boundOfState, parseCompared } from "../compared.ts";
import { isShareSignal } from "../condition.ts";
import { exact, parseDuration, parseGrowth, parseShare, parseValue } from "../quantity.ts";
import type { AlertRule, CompositeSignal, Condition, ProbeCondition, ProbeSignal, ShareSignal, Signal, Slo } from "../resolved.ts";
import { type AlertEntry, alert, type ConditionEntry, type ConditionOf, type SloEntry, slo } from "../schema/system.ts";
import { carriedOf } from "./carried.ts";
import { derive } from "./derive.ts";
import { need, wordsOf } from "./entries.ts";
import type { SystemScope } from "./scope.ts";
import type { ServiceScope } from "./signals.ts";

interface Scope extends ServiceScope {
  readonly signals: ReadonlyMap<string, Signal | CompositeSignal>;
  readonly probes: readonly ProbeSignal[];
  /** of the service, for titles */
  readonly name: string;
}

const sloKeys = slo.omit({ signal: true, floor: true, environments: true });

/** The SLO in this environment; nothing where it is off. */
export function resolveSlo(system: SystemScope, scope: Scope, id: string, entry: SloEntry): Slo | undefined {
  const override = own(entry.environments, system.environment);
  if (override?.off) return undefined;
  const { floor, ...written } = { ...entry, ...override } as SloEntry;
  const { known } = system;
  const { title, window, policy = need(known.policy, system.file.policy, "policy"), stage, ...keys } = derive(sloKeys, written, known);
  const signal = shareSignal(scope, entry.signal);
  const { window: length, calendar } = window ?? policy;
  return {
    ...keys,
    ...carriedOf(entry),
    id,
    path: `${scope.path}/${id}`,
    title: title ?? `${scope.name} ${wordsOf(id)}`,
    signal,
    window: length,
    ...(calendar && { calendar }),
    ...(floor === undefined ? {} : { floor: floorOf(scope, signal, floor) }),
    policy,
    ...stageOf(stage),
  };
}

const stageOf = (stage: SloEntry["stage"]): Pick<Slo, "stage"> => (stage === undefined || stage === "page" ? {} : { stage });

function floorOf(scope: Scope, signal: ShareSignal, floor: NonNullable<SloEntry["floor"]>): NonNullable<Slo["floor"]> {
  return typeof floor === "string"
    ? { signal, share: parseShare(floor) }
    : { signal: shareSignal(scope, floor.signal), share: parseShare(floor.share) };
}

const alertKeys = alert.omit({ signal: true, when: true, why: true, environments: true });

/** The alert in this environment; nothing where it is off, or where there is no address to ask. */
export function resolveAlert(system: SystemScope, scope: Scope, id: string, entry: AlertEntry): AlertRule | undefined {
  const override = own(entry.environments, system.environment);
  if (override?.off) return undefined;
  const written = { ...entry, ...override } as AlertEntry;
  const { when } = written;
  const probe = scope.probes.find((one) => one.id === entry.signal);
  if (!probe && (when.fails || when.certificate)) return undefined;
  const { title, stage, ...keys } = derive(alertKeys, written, system.known);
  return {
    ...keys,
    ...carriedOf(entry),
    id,
    path: `${scope.path}/${id}`,
    title: title ?? `${scope.name} ${wordsOf(id)}`,
    when: probe ? probeCondition(when, probe) : conditionOf(when, need(scope.signals, entry.signal, "signal")),
    ...stageOf(stage),
  };
}

/** @throws Error if condition and signal do not belong together, which the checks refuse. */
function conditionOf(when: ConditionEntry, signal: Signal | CompositeSignal): Condition {
  const foreign = () => new Error(`the condition does not belong to the signal ${signal.path}`);
  const valueCondition = (compare: "above" | "below", written: string | number): Condition => {
    if (signal.kind !== "value") throw foreign();
    return { kind: "value", signal, compare, threshold: parseCompared(written, signal) };
  };
  if (when.absent) {
    if (signal.kind === "composite") throw foreign();
    return { kind: "absent", signal };
  }
  if (when.above !== undefined) return valueCondition("above", when.above);
  if (when.below !== undefined) return valueCondition("below", when.below);
  if (when.is !== undefined) {
    if (signal.kind !== "value") throw foreign();
    const { compare, threshold } = boundOfState(when.is);
    return { kind: "value", signal, compare, threshold: new Fraction(threshold) };
  }
  if (when["bad-share"]) {
    if (!isShareSignal(signal)) throw foreign();
    const { above, over, least = 0 } = when["bad-share"];
    return { kind: "bad-share", signal, above: parseShare(above), over: parseDuration(over), least };
  }
  if (when.forecast) {
    if (signal.kind !== "value") throw foreign();
    const { forecast } = when;
    const value = (written: string | number) => parseCompared(written, signal);
    const side =
      forecast.above !== undefined
        ? { compare: "above" as const, threshold: value(forecast.above) }
        : { compare: "below" as const, threshold: value(forecast.below) };
    return {
      kind: "forecast",
      signal,
      ...side,
      within: parseDuration(forecast.within),
      from: parseDuration(forecast.from),
      ...(forecast.now !== undefined && { now: value(forecast.now) }),
    };
  }
  if (when.change) {
    if (signal.kind !== "count" && signal.kind !== "value") throw foreign();
    const { change } = when;
    const side =
      change.falls !== undefined
        ? { compare: "falls" as const, by: parseShare(change.falls) }
        : { compare: "rises" as const, by: parseGrowth(change.rises) };
    return {
      kind: "change",
      signal,
      ...side,
      over: parseDuration(change.over),
      against: parseDuration(change.against),
      least: parseValue(change.least, baseUnit(signal)),
    };
  }
  if (when["older-than"] !== undefined) {
    if (signal.kind !== "age") throw foreign();
    return { kind: "age", signal, olderThan: parseDuration(when["older-than"]) };
  }
  if (when.count) {
    if (signal.kind !== "count") throw foreign();
    const { count } = when;
    const side =
      count.above !== undefined
        ? { compare: "above" as const, threshold: exact(count.above) }
        : { compare: "below" as const, threshold: exact(count.below) };
    return { kind: "count", signal, ...side, over: parseDuration(count.over) };
  }
  if (when.occurs) {
    if (signal.kind !== "count") throw foreign();
    return { kind: "occurs", signal };
  }
  when satisfies ConditionOf<"fails" | "certificate">;
  throw foreign();
}

/** @throws Error if the condition is none of a probe, which the checks refuse. */
function probeCondition(when: ConditionEntry, signal: ProbeSignal): ProbeCondition {
  if (when.certificate) return { kind: "certificate", signal, within: parseDuration(when.certificate["expires-in"]) };
  if (when.fails) return { kind: "probe-fails", signal };
  when satisfies Exclude<ConditionEntry, ConditionOf<"fails" | "certificate">>;
  throw new Error(`the condition does not belong to the probe ${signal.path}`);
}

function shareSignal(scope: Scope, id: string): ShareSignal {
  const signal = need(scope.signals, id, "signal");
  if (isShareSignal(signal)) return signal;
  throw new Error(`the signal ${signal.path} has no bad share`);
}

function own<T>(record: Readonly<Record<string, T>> | undefined, id: string): T | undefined {
  return record && Object.hasOwn(record, id) ? record[id] : undefined;
}
