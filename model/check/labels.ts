import type { Path } from "../document.ts";
import { nearest } from "../nearest.ts";
import { environmentLabels } from "../resolve/source.ts";
import type { MetricEntry } from "../schema/metric.ts";
import type { SourceEntry } from "../vendors.ts";
import { kindOf } from "../vocabulary.ts";
import { isComplete, own, type Report } from "./report.ts";
import { type CheckedService, sourceOf } from "./service.ts";

/** Labels that the source matches by itself: those by which environments are distinguished in its data, and those of its own. */
export function labelsOfEnvironments({ organization, vocabulary }: CheckedService, source: SourceEntry): Set<string> {
  const kind = kindOf(vocabulary, source);
  const labels = Object.values(organization.environments).flatMap(({ is }) => Object.keys(environmentLabels(kind, is)));
  return new Set([...labels, ...(kind.matched?.(source) ?? [])]);
}

/** Labels that a series of a metric has: from the application, from scraping, from the service and the environment. */
export function labelsOf(scope: CheckedService, metric: MetricEntry, source: SourceEntry): Set<string> {
  return new Set([...metric.labels, ...source.labels, ...Object.keys(scope.service.where), ...labelsOfEnvironments(scope, source)]);
}

/** Every label that is matched or grouped by exists. Says nothing where the source is unknown. */
export function checkLabels(
  scope: CheckedService,
  metric: MetricEntry | undefined,
  labels: readonly { label: string; path: Path; part: "key" | "value" }[],
  report: Report,
): void {
  const source = metric && sourceOf(scope, metric);
  if (!source || labels.length === 0) return;
  const known = labelsOf(scope, metric, source);
  for (const { label, path, part } of labels)
    if (!known.has(label))
      report(scope.part, path, "unknown-label", `no series of the metric has the label ${JSON.stringify(label)}`, {
        part,
        nearest: nearest(label, known),
      });
}

/** Labels of a filter, each with the path of its matcher. */
export function labelsIn(filter: Readonly<Record<string, unknown>> | undefined, path: Path): { label: string; path: Path; part: "key" }[] {
  return Object.keys(filter ?? {}).map((label) => ({ label, path: [...path, label], part: "key" as const }));
}

/** The service's own matchers: on labels that every source or a metric in it has, and not on the environment. */
export function checkServiceLabels(scope: CheckedService, report: Report): void {
  if (!isComplete(scope.part, [...scope.path, "metrics"], scope.service.metrics)) return;
  const metrics = Map.groupBy(Object.values(scope.service.metrics), ({ from }) => from ?? scope.system.source);
  if (metrics.size === 0) metrics.set(scope.system.source, []);
  for (const [id, held] of metrics) {
    const source = own(scope.organization.sources, id);
    if (source) checkServiceLabelsIn(scope, id, source, held, report);
  }
}

function checkServiceLabelsIn(
  scope: CheckedService,
  id: string,
  source: SourceEntry,
  metrics: readonly MetricEntry[],
  report: Report,
): void {
  const environment = labelsOfEnvironments(scope, source);
  const known = new Set([...source.labels, ...metrics.flatMap(({ labels }) => labels)]);
  for (const { label, path, part } of labelsIn(scope.service.where, [...scope.path, "where"])) {
    if (environment.has(label))
      report(scope.part, path, "label-matched-twice", `${JSON.stringify(label)} is already matched by the environment or the source`, {
        part,
      });
    else if (!known.has(label))
      report(
        scope.part,
        path,
        "unknown-label",
        `neither the source ${JSON.stringify(id)} nor any of the service's metrics in it has the label ${JSON.stringify(label)}`,
        {
          part,
          nearest: nearest(label, known),
        },
      );
  }
}

/** No label of a signal's filter is matched by the service, the environment or an earlier filter already. */
export function checkMatchedOnce(
  scope: CheckedService,
  metric: MetricEntry | undefined,
  filters: readonly { label: string; path: Path }[],
  report: Report,
): void {
  const source = metric && sourceOf(scope, metric);
  const matched = new Set([...Object.keys(scope.service.where), ...(source ? labelsOfEnvironments(scope, source) : [])]);
  for (const { label, path } of filters) {
    if (matched.has(label))
      report(
        scope.part,
        path,
        "label-matched-twice",
        `${JSON.stringify(label)} is already matched by the service, the environment or the signal`,
        { part: "key" },
      );
    matched.add(label);
  }
}
