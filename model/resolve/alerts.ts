import { exact, parseDuration, parseShare, parseValue } from "../quantity.ts";
import type { AlertRule, Condition, ProbeCondition, ProbeSignal, ShareSignal, Signal, Slo } from "../resolved.ts";
import type { AlertEntry, SloEntry } from "../schema/system.ts";
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

/** @throws Error where condition and signal do not belong together, which the checks refuse. */
export function conditionOf(when: AlertEntry["when"], signal: Signal): Condition {
  if (when.absent) return { kind: "absent", signal };
  if (when.occurs && signal.kind === "count") return { kind: "occurs", signal };
  const share = when["bad-share"];
  if (share && (signal.kind === "events" || signal.kind === "slices"))
    return { kind: "bad-share", signal, above: parseShare(share.above), over: parseDuration(share.over), least: share.least ?? 0 };
  if (when.count && signal.kind === "count") {
    const { above, below, over } = when.count;
    return {
      kind: "count",
      signal,
      compare: above === undefined ? "below" : "above",
      threshold: exact(above ?? below ?? 0),
      over: parseDuration(over),
    };
  }
  const threshold = when.above ?? when.below;
  if (threshold !== undefined && signal.kind === "value")
    return {
      kind: "value",
      signal,
      compare: when.above === undefined ? "below" : "above",
      threshold: parseValue(threshold, signal.metric.unit),
    };
  throw new Error(`the condition does not belong to the signal ${signal.path}`);
}

/** @throws Error where the condition is none of a probe, which the checks refuse. */
function probeCondition(when: AlertEntry["when"], signal: ProbeSignal): ProbeCondition {
  if (when.certificate) return { kind: "certificate", signal, within: parseDuration(when.certificate["expires-in"]) };
  if (when.fails) return { kind: "probe-fails", signal };
  throw new Error(`the condition does not belong to the probe ${signal.path}`);
}

function shareSignal(scope: Scope, id: string): ShareSignal {
  const signal = need(scope.signals, id, "signal");
  if (signal.kind === "events" || signal.kind === "slices") return signal;
  throw new Error(`the signal ${signal.path} has no bad share`);
}

function own<T>(record: Readonly<Record<string, T>> | undefined, id: string): T | undefined {
  return record && Object.hasOwn(record, id) ? record[id] : undefined;
}
