import type { Path } from "../document.ts";
import { takenLabels } from "../own-labels.ts";
import { labelsOf } from "./labels.ts";
import type { Check } from "./report.ts";
import { type CheckedService, servicesOf, sourceOf } from "./service.ts";

/**
 * The labels of services, SLOs and alerts are only carried: none is called as what is set by itself, and none as what the series have,
 * which it would replace in every alert.
 */
export const checkCarried: Check = (checked, report) => {
  for (const scope of servicesOf(checked)) {
    const ofSeries = seriesLabels(scope);
    for (const { path, labels } of carriers(scope))
      for (const name of Object.keys(labels)) {
        const at = [...path, "labels", name];
        if (takenLabels.has(name) || name.startsWith("slostack_"))
          report(scope.part, at, "label-taken", `alerts and objectives already have a label or tag ${JSON.stringify(name)}`, another);
        else if (ofSeries.has(name))
          report(
            scope.part,
            at,
            "label-taken",
            `series of the service have a label ${JSON.stringify(name)}, which this one would replace`,
            another,
          );
      }
  }
};

/** How to go on where the name of a label is taken. */
export const another = { part: "key", way: "use another name, such as cost_center" } as const;

/** The labels of a service and of its SLOs and alerts, each with the place of its entry. */
export function carriers({ path, service }: CheckedService): { path: Path; labels: Readonly<Record<string, string>> }[] {
  return [
    { path, labels: service.labels ?? {} },
    ...(["slos", "alerts"] as const).flatMap((kind) =>
      Object.entries(service[kind]).map(([id, { labels = {} }]) => ({ path: [...path, kind, id], labels })),
    ),
  ];
}

const seriesLabels = (scope: CheckedService): Set<string> =>
  new Set(
    Object.values(scope.service.metrics).flatMap((metric) => {
      const source = sourceOf(scope, metric);
      return source ? [...labelsOf(scope, metric, source)] : [];
    }),
  );
