import type { Path } from "../document.ts";
import { nearest } from "../nearest.ts";
import type { MetricEntry } from "../schema/metric.ts";
import { isComplete, type Report } from "./report.ts";
import type { CheckedService } from "./service.ts";

/** Labels by which the organization tells environments apart. */
export function environmentLabels({ organization }: CheckedService): Set<string> {
  return new Set(Object.values(organization.environments).flatMap(({ is }) => Object.keys(is.prometheus ?? {})));
}

/** Labels that a series of a metric has: from the application, from scraping, from the service and the environment. */
function labelsOf(scope: CheckedService, metric: MetricEntry): Set<string> {
  return new Set([...metric.labels, ...(scope.source?.labels ?? []), ...Object.keys(scope.service.where), ...environmentLabels(scope)]);
}

/** Every label that is matched or grouped by exists. Says nothing where the source is unknown. */
export function checkLabels(
  scope: CheckedService,
  metric: MetricEntry | undefined,
  labels: readonly { label: string; path: Path; part: "key" | "value" }[],
  report: Report,
): void {
  if (!metric || !scope.source || labels.length === 0) return;
  const known = labelsOf(scope, metric);
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

/** The service's own matchers: on labels that the source or a metric has, and not on the environment. */
export function checkServiceLabels(scope: CheckedService, report: Report): void {
  if (!scope.source || !isComplete(scope.part, [...scope.path, "metrics"], scope.service.metrics)) return;
  const environment = environmentLabels(scope);
  const known = new Set([...scope.source.labels, ...Object.values(scope.service.metrics).flatMap(({ labels }) => labels)]);
  for (const { label, path, part } of labelsIn(scope.service.where, [...scope.path, "where"])) {
    if (environment.has(label))
      report(scope.part, path, "label-matched-twice", `${JSON.stringify(label)} is the environment's label`, { part });
    else if (!known.has(label))
      report(scope.part, path, "unknown-label", `neither the source nor a metric of the service has the label ${JSON.stringify(label)}`, {
        part,
        nearest: nearest(label, known),
      });
  }
}

/** No label of a signal's filter is matched by the service, the environment or an earlier filter already. */
export function checkMatchedOnce(scope: CheckedService, filters: readonly { label: string; path: Path }[], report: Report): void {
  const matched = new Set([...Object.keys(scope.service.where), ...environmentLabels(scope)]);
  for (const { label, path } of filters) {
    if (matched.has(label))
      report(
        scope.part,
        path,
        "label-matched-twice",
        `${JSON.stringify(label)} is matched by the service, the environment or the signal already`,
        { part: "key" },
      );
    matched.add(label);
  }
}
