import type { z } from "zod";
import type { Path } from "../document.ts";
import { recordingLabels } from "../own-labels.ts";
import type { MetricEntry } from "../schema/metric.ts";
import { counterOf, type filter, isBound, type SignalEntry } from "../schema/signal.ts";
import { bucketLabel, labelTaken } from "./label-names.ts";
import { checkLabels, labelsOfEnvironments } from "./labels.ts";
import { type Check, own, type Report } from "./report.ts";
import { type CheckedService, servicesOf, sourceOf } from "./service.ts";

type Filter = z.output<typeof filter>;

/** A signal that is measured for each group by itself, as it is written. */
interface Grouping {
  readonly by: readonly string[];
  /** of what holds `by` */
  readonly path: Path;
  /** metrics whose series are grouped: of a share of two counters both */
  readonly metrics: readonly (MetricEntry | undefined)[];
  readonly where: Filter;
  /** of the gauge of which another is a share, where it has matchers of its own */
  readonly whole?: Filter;
  readonly bad: Filter;
}

/** Groups have a limit, and are distinguished by labels that all their series have, and that nothing else sets or matches. */
export const checkGroups: Check = (checked, report) => {
  for (const scope of servicesOf(checked))
    for (const [id, signal] of Object.entries(scope.service.signals)) {
      const path = [...scope.path, "signals", id];
      const grouping = groupingOf(scope, signal, path);
      const atMost = "at-most" in signal ? signal["at-most"] : undefined;
      if (grouping && atMost === undefined)
        report(scope.part, path, "group-limit", "by makes a series of every recording for each group, and at-most is not set", {
          part: "key",
          way: "write at-most: the highest number of groups, such as 200",
        });
      if (!grouping && atMost !== undefined)
        report(scope.part, [...path, "at-most"], "group-limit", "at-most limits groups, and there is no by", {
          part: "key",
          way: "write by: [label] in the signal, or remove at-most",
        });
      if (grouping) checkGrouping(scope, grouping, report);
    }
};

/** Every grouping of a service, with the paths of its labels. */
export function groupingOf({ service }: CheckedService, signal: SignalEntry, path: Path): Grouping | undefined {
  const metric = (id: string) => own(service.metrics, id);
  const { events, slices, count } = signal;
  if (events?.by) {
    const metrics =
      events.total === undefined
        ? [metric(events.of)]
        : [events.total, events.good ?? events.bad].map((counter) => metric(counterOf(counter).metric));
    const bad = events.of === undefined ? {} : (events.bad ?? (isBound(events.good) ? {} : events.good));
    return { by: events.by, path: [...path, "events"], metrics, where: events.where ?? {}, bad };
  }
  if (slices?.by) {
    const whole = typeof slices["out-of"] === "object" ? { whole: slices["out-of"].where } : {};
    return {
      by: slices.by,
      path: [...path, "slices"],
      metrics: [metric(slices.of)],
      where: slices.where ?? {},
      ...whole,
      bad: slices.bad ?? {},
    };
  }
  if (count?.by) return { by: count.by, path: [...path, "count"], metrics: [metric(count.of)], where: count.where ?? {}, bad: {} };
  return undefined;
}

function checkGrouping(scope: CheckedService, { by, path, metrics, where, whole = {}, bad }: Grouping, report: Report): void {
  const labels = by.map((label, index) => ({ label, path: [...path, "by", index], part: "value" as const }));
  for (const metric of metrics) checkLabels(scope, metric, labels, report);
  const sources = metrics.flatMap((metric) => (metric ? (sourceOf(scope, metric) ?? []) : []));
  const environment = new Set(sources.flatMap((source) => [...labelsOfEnvironments(scope, source)]));
  for (const [index, { label, path: at }] of labels.entries()) {
    if (by.indexOf(label) < index)
      report(scope.part, at, "label-matched-twice", `the signal is already grouped by ${JSON.stringify(label)}`);
    else if (recordingLabels.has(label) || label === bucketLabel || environment.has(label))
      report(scope.part, at, "label-taken", `${labelTaken(label)}, so that nothing can be grouped by it`, {
        way: "group by another label",
      });
    else if ([where[label] ?? scope.service.where[label], whole[label]].some(isOneValue))
      report(scope.part, at, "grouped-by-matched", `${JSON.stringify(label)} is matched at one value, so there is one group`);
    else if (Object.hasOwn(bad, label))
      report(
        scope.part,
        at,
        "grouped-by-matched",
        `${JSON.stringify(label)} decides which events are bad, so a group would be all good or all bad`,
      );
  }
}

const isOneValue = (matcher: Filter[string] | undefined): boolean =>
  typeof matcher === "string" || (Array.isArray(matcher) && matcher.every((one) => one === matcher[0]) && typeof matcher[0] === "string");
