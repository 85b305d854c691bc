import { aggregatedUnit, takenUnit } from "../compared.ts";
import type { Path } from "../document.ts";
import type { Part } from "../part.ts";
import { parsePart, parseValue, pattern, QuantityError, type Unit } from "../quantity.ts";
import { pathOfMember, writtenMembers } from "../resolve/composites.ts";
import { kindAndName } from "../resolve/signals.ts";
import type { Across, Metric, ValueWindow } from "../resolved.ts";
import type { MetricEntry } from "../schema/metric.ts";
import type { OrganizationFile } from "../schema/organization.ts";
import { counterOf, type SignalEntry, type SignalOf } from "../schema/signal.ts";
import type { SystemFile } from "../schema/system.ts";
import type { SourceEntry } from "../vendors.ts";
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
  /** the services of all systems, by system/service */
  readonly all: ReadonlyMap<string, CheckedService>;
}

export function servicesOf({ organization, systems, vocabulary }: Checked): CheckedService[] {
  const all = new Map<string, CheckedService>();
  for (const part of systems)
    for (const [id, service] of Object.entries(part.value.services))
      all.set(`${part.value.system}/${id}`, {
        part,
        system: part.value,
        organization: organization.value,
        path: ["services", id],
        service,
        vocabulary,
        all,
      });
  return [...all.values()];
}

/** A signal as it is written, and the service whose metrics it reads. */
export interface CheckedSignal {
  readonly scope: CheckedService;
  readonly id: string;
  /** system/service/signal */
  readonly path: string;
  readonly signal: SignalEntry;
}

/** What is measured of a signal: itself, or of a composite those of its members that exist. */
export function measuredOf(scope: CheckedService, id: string): CheckedSignal[] {
  const signal = own(scope.service.signals, id);
  if (!signal) return [];
  if (!signal.composite) return [{ scope, id, path: `${scope.system.system}/${scope.path[1]}/${id}`, signal }];
  return writtenMembers(signal.composite).flatMap((written) => {
    const path = pathOfMember(written.signal, scope.system.system);
    const [system, service, name = ""] = path.split("/");
    const other = scope.all.get(`${system}/${service}`);
    const member = own(other?.service.signals, name);
    return other && member ? [{ scope: other, id: name, path, signal: member }] : [];
  });
}

/** The source that holds what a signal measures, of a composite its first member; nothing where none does. */
export function sourceOfSignal(scope: CheckedService, id: string): SourceEntry | undefined {
  const [first] = measuredOf(scope, id);
  const metric = first && measuredMetric(first.scope.service, first.signal);
  return metric && sourceOf(first.scope, metric);
}

/** The source that holds a metric; nothing where none of that name exists. */
export function sourceOf({ organization, system }: CheckedService, metric: MetricEntry): SourceEntry | undefined {
  return own(organization.sources, metric.from ?? system.source);
}

export type MetricKind = Metric["kind"];
export const metricKind = (metric: MetricEntry): MetricKind => kindAndName(metric).kind;

/** The metric that a signal measures, of two counters the total; neither a probe nor a composite measures one itself. */
export function measuredMetric({ metrics }: ServiceEntry, signal: SignalEntry): MetricEntry | undefined {
  if (signal.events) return own(metrics, signal.events.total === undefined ? signal.events.of : counterOf(signal.events.total).metric);
  if (signal.slices) return own(metrics, signal.slices.of);
  if (signal.value) return own(metrics, signal.value.of);
  if (signal.raw) return own(metrics, signal.raw.reads[0]);
  if (signal.age) return own(metrics, signal.age.of);
  if (signal.count) return own(metrics, signal.count.of);
  signal satisfies SignalOf<"probe" | "composite">;
  return undefined;
}

/** A bound for an aggregated gauge; nothing, and a problem, where it has another unit, or the gauge is 0 or 1 and needs none. */
export function thresholdIn(
  { unit }: Pick<MetricEntry, "unit">,
  {
    aggregation,
    "out-of": whole,
    take,
  }: { readonly aggregation: Across | "each"; readonly "out-of"?: unknown; readonly take?: ValueWindow["take"] | undefined },
  written: string | number,
  part: Part<unknown>,
  path: Path,
  report: Report,
) {
  if (whole !== undefined) {
    const share = pattern.part.test(String(written)) ? parsePart(written) : undefined;
    if (!share)
      report(part, path, "unit-mismatch", `${JSON.stringify(written)} does not match: the value is a share of another gauge`, {
        way: "write a share, such as 90%",
      });
    return share;
  }
  const compared = aggregatedUnit(takenUnit(unit, take), aggregation);
  if (compared !== "bool") return valueIn(compared, written, part, path, report);
  report(part, path, "unit-mismatch", `${JSON.stringify(written)} does not match: the metric is 0 or 1`, { way: "write is: 0, or is: 1" });
  return undefined;
}

/** Whether an aggregated gauge is 0 or 1 by its contract. */
export function checkState(
  { unit }: Pick<MetricEntry, "unit">,
  aggregation: Across | "each",
  part: Part<unknown>,
  path: Path,
  report: Report,
): void {
  if (aggregatedUnit(unit, aggregation) === "bool") return;
  if (unit !== "bool")
    report(part, path, "unit-mismatch", "the metric is not declared as 0 or 1", {
      part: "key",
      way: "declare unit: bool, or write a bound",
    });
  else
    report(part, path, "unit-mismatch", `the ${aggregation} of a gauge of 0 and 1 is not 0 or 1`, {
      part: "key",
      way: `write aggregation: min or max, or a bound: ${aggregation === "avg" ? "a share, such as 90%" : "a number of series"}`,
    });
}

/** A threshold in the unit of its metric; nothing, and a problem, where it has another. */
export function valueIn(unit: Unit | undefined, written: string | number, part: Part<unknown>, path: Path, report: Report) {
  try {
    return parseValue(written, unit);
  } catch (fault) {
    if (!(fault instanceof QuantityError)) throw fault;
    report(part, path, "unit-mismatch", `${JSON.stringify(written)} does not match: the metric ${unit ? `is in ${unit}` : "has no unit"}`, {
      way: `write ${fault.expected}`,
    });
    return undefined;
  }
}
