import type { Path } from "../document.ts";
import type { Part } from "../part.ts";
import { parseValue, QuantityError, type Unit } from "../quantity.ts";
import { kindAndName } from "../resolve/signals.ts";
import type { Metric } from "../resolved.ts";
import type { MetricEntry } from "../schema/metric.ts";
import type { OrganizationFile } from "../schema/organization.ts";
import type { SignalEntry } from "../schema/signal.ts";
import type { SystemFile } from "../schema/system.ts";
import type { SourceEntry } from "../source-kind.ts";
import type { Vocabulary } from "../vocabulary.ts";
import { type Checked, own, type Report } from "./report.ts";

export type ServiceEntry = SystemFile["services"][string];

/** One service with what surrounds it. */
export interface CheckedService {
  readonly part: Part<SystemFile>;
  readonly system: SystemFile;
  readonly organization: OrganizationFile;
  /** of the service in its file */
  readonly path: Path;
  readonly service: ServiceEntry;
  readonly vocabulary: Vocabulary;
}

export function servicesOf({ organization, systems, vocabulary }: Checked): CheckedService[] {
  return systems.flatMap((part) =>
    Object.entries(part.value.services).map(([id, service]) => ({
      part,
      system: part.value,
      organization: organization.value,
      path: ["services", id],
      service,
      vocabulary,
    })),
  );
}

/** The source that holds a metric; nothing where none of that name exists. */
export function sourceOf({ organization, system }: CheckedService, metric: MetricEntry): SourceEntry | undefined {
  return own(organization.sources, metric.from ?? system.source);
}

export type MetricKind = Metric["kind"];
export const metricKind = (metric: MetricEntry): MetricKind => kindAndName(metric).kind;

export const signalKinds = ["events", "slices", "value", "count", "probe"] as const;
export type SignalKind = (typeof signalKinds)[number];

/** The kind of a signal that has exactly one. */
export function signalKind(signal: SignalEntry): SignalKind | undefined {
  const kinds = signalKinds.filter((kind) => signal[kind] !== undefined);
  return kinds.length === 1 ? kinds[0] : undefined;
}

/** The metric that a signal measures; of two counters the total. */
export function measuredMetric(service: ServiceEntry, signal: SignalEntry): MetricEntry | undefined {
  const { events, slices, value, count } = signal;
  const id = events ? ("total" in events ? events.total : events.of) : (slices ?? value ?? count)?.of;
  return own(service.metrics, id);
}

/** Says that one of several keys is needed, unless it is so. */
export function exactlyOne<K extends string>(
  entry: Readonly<Partial<Record<K, unknown>>>,
  keys: readonly K[],
  part: Part<unknown>,
  path: Path,
  report: Report,
): boolean {
  const present = keys.filter((key) => entry[key] !== undefined);
  if (present.length === 1) return true;
  const found = present.length === 0 ? "none of them is written" : `${present.join(" and ")} are written`;
  report(part, path, "exactly-one", `exactly one of ${keys.join(", ")} is needed; ${found}`, { part: "key" });
  return false;
}

/** A threshold in the unit of its metric; nothing, and a problem, where it has another. */
export function valueIn(unit: Unit | undefined, written: string | number, part: Part<unknown>, path: Path, report: Report) {
  try {
    return parseValue(written, unit);
  } catch (fault) {
    if (!(fault instanceof QuantityError)) throw fault;
    report(part, path, "unit-mismatch", `${JSON.stringify(written)} does not fit; the metric ${unit ? `is in ${unit}` : "has no unit"}`, {
      way: `write ${fault.expected}`,
    });
    return undefined;
  }
}
