import { isShareSignal } from "../condition.ts";
import { exact, parseDuration, parseShare, parseValue } from "../quantity.ts";
import type { AlertRule, Condition, ProbeCondition, ProbeSignal, ShareSignal, Signal, Slo } from "../resolved.ts";
import type { AlertEntry, ConditionEntry, ConditionOf, SloEntry } from "../schema/system.ts";
import { need, provenanceOf, wordsOf } from "./entries.ts";
import type { SystemScope } from "./scope.ts";
import type { ServiceScope } from "./signals.ts";

interface Scope extends ServiceScope {
  readonly signals: ReadonlyMap<string, Signal>;
  readonly probes: readonly ProbeSignal[];
  /** of the service, for titles */
  readonly name: string;
}

/** The SLO in this environment; nothing where it is off. */
export function resolveSlo(system: SystemScope, scope: Scope, id: string, entry: SloEntry): Slo | undefined {
  const override = own(entry.environments, system.environment);
  if (override?.off) return undefined;
  const { organization, file } = system;
  const policy = need(organization.policies, override?.policy ?? entry.policy ?? file.policy, "policy");
  const window = override?.window ?? entry.window;
  const floor = override?.floor ?? entry.floor;
  const signal = shareSignal(scope, entry.signal);
  return {
    id,
    formerly: entry.formerly ?? [],
    ...provenanceOf(entry),
    path: `${scope.path}/${id}`,
    title: entry.title ?? `${scope.name} ${wordsOf(id)}`,
    signal,
    target: parseShare(override?.target ?? entry.target),
    window: window === undefined ? policy.window : parseDuration(window),
    ...(floor === undefined ? {} : { floor: floorOf(scope, signal, floor) }),
    policy,
    runbook: organization.runbook(entry.runbook),
    ...judged(override?.stage ?? entry.stage, entry.unseen),
  };
}

function judged(stage: AlertEntry["stage"], unseen: string | undefined): Pick<AlertRule, "stage" | "unseen"> {
  return { ...(stage !== undefined && stage !== "page" && { stage }), ...(unseen !== undefined && { unseen }) };
}

function floorOf(scope: Scope, signal: ShareSignal, floor: NonNullable<SloEntry["floor"]>): NonNullable<Slo["floor"]> {
  return typeof floor === "string"
    ? { signal, share: parseShare(floor) }
    : { signal: shareSignal(scope, floor.signal), share: parseShare(floor.share) };
}

/** The alert in this environment; nothing where it is off, or where there is no address to ask. */
export function resolveAlert(system: SystemScope, scope: Scope, id: string, entry: AlertEntry): AlertRule | undefined {
  const override = own(entry.environments, system.environment);
  if (override?.off) return undefined;
  const when = override?.when ?? entry.when;
  const probe = scope.probes.find((one) => one.id === entry.signal);
  if (!probe && (when.fails || when.certificate)) return undefined;
  const { organization, severities } = system;
  return {
    id,
    formerly: entry.formerly ?? [],
    ...provenanceOf(entry),
    path: `${scope.path}/${id}`,
    title: entry.title ?? `${scope.name} ${wordsOf(id)}`,
    when: probe ? probeCondition(when, probe) : conditionOf(when, need(scope.signals, entry.signal, "signal")),
    for: parseDuration(override?.for ?? entry.for),
    missing: entry.missing,
    severity: need(severities, override?.severity ?? entry.severity, "severity"),
    ...(entry.channel === undefined ? {} : { channel: need(organization.channels, entry.channel, "channel") }),
    runbook: organization.runbook(entry.runbook),
    ...judged(override?.stage ?? entry.stage, entry.unseen),
  };
}

/** @throws Error if condition and signal do not belong together, which the checks refuse. */
function conditionOf(when: ConditionEntry, signal: Signal): Condition {
  const foreign = () => new Error(`the condition does not belong to the signal ${signal.path}`);
  const valueCondition = (compare: "above" | "below", written: string | number): Condition => {
    if (signal.kind !== "value") throw foreign();
    return { kind: "value", signal, compare, threshold: parseValue(written, signal.metric.unit) };
  };
  if (when.absent) return { kind: "absent", signal };
  if (when.above !== undefined) return valueCondition("above", when.above);
  if (when.below !== undefined) return valueCondition("below", when.below);
  if (when["bad-share"]) {
    if (!isShareSignal(signal)) throw foreign();
    const { above, over, least = 0 } = when["bad-share"];
    return { kind: "bad-share", signal, above: parseShare(above), over: parseDuration(over), least };
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
