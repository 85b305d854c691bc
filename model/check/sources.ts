import { nearest } from "../nearest.ts";
import { kindAndName } from "../resolve/signals.ts";
import type { MetricEntry } from "../schema/metric.ts";
import type { SourceKind } from "../source-kind.ts";
import { kindOf } from "../vocabulary.ts";
import type { Check, Report } from "./report.ts";
import { type CheckedService, servicesOf, sourceOf } from "./service.ts";

/** Every source can be distinguished by environment, and holds only what its kind can hold. */
export const checkSources: Check = (checked, report) => {
  const { organization, vocabulary } = checked;
  const { sources, environments } = organization.value;
  const told = new Set<SourceKind>();
  for (const [id, source] of Object.entries(sources)) {
    const kind = kindOf(vocabulary, source);
    const key = kind.environment?.key;
    if (key === undefined || told.has(kind)) continue;
    told.add(kind);
    for (const [environment, { is }] of Object.entries(environments))
      if (is[key] === undefined)
        report(
          organization,
          ["environments", environment, "is"],
          "environment-unwritten",
          `it is unknown how ${JSON.stringify(environment)} appears in the data of ${JSON.stringify(id)}`,
          { part: "key", way: `set ${key} to the value used in the data` },
        );
  }
  for (const scope of servicesOf(checked))
    for (const [id, metric] of Object.entries(scope.service.metrics)) {
      const source = sourceOf(scope, metric);
      if (source) checkMetric(scope, id, metric, kindOf(vocabulary, source), report);
    }
};

function checkMetric(scope: CheckedService, id: string, metric: MetricEntry, source: SourceKind, report: Report): void {
  const { kind, name } = kindAndName(metric);
  const at = [...scope.path, "metrics", id, kind];
  const form = source.metrics[kind];
  if (!form) {
    const kinds = Object.keys(source.metrics);
    report(
      scope.part,
      at,
      "kind-not-in-source",
      `a source of kind ${source.kind} cannot hold a ${kind}${kinds.length > 0 ? `, only ${kinds.join(", ")}` : " or any other metric"}`,
      { part: "key" },
    );
  } else if (form.names ? !form.names.includes(name) : !form.form.test(name))
    report(
      scope.part,
      at,
      "invalid-metric-name",
      `${JSON.stringify(name)} is not a valid name for a ${kind} in a source of kind ${source.kind}`,
      {
        nearest: form.names && nearest(name, form.names),
        way: `write one such as ${form.names?.join(" or ") ?? form.example}`,
      },
    );
}
