import type { Path } from "../document.ts";
import type { Part } from "../part.ts";
import { kindAndName } from "../resolve/signals.ts";
import type { MetricEntry } from "../schema/metric.ts";
import type { Check, Report } from "./report.ts";
import { servicesOf, valueIn } from "./service.ts";

interface Contract {
  readonly kind: string;
  readonly unit: string | undefined;
  readonly where: string;
}

/** What metrics promise is consistent: one contract a series, bounds that ascend, a range that is one. */
export const checkMetrics: Check = (checked, report) => {
  const contracts = new Map<string, Contract>();
  for (const { part, path, service, system } of servicesOf(checked))
    for (const [id, metric] of Object.entries(service.metrics)) {
      const at = [...path, "metrics", id];
      const { kind, name } = kindAndName(metric);
      const series = `${metric.from ?? system.source}\0${name}`;
      const known = contracts.get(series);
      if (!known) contracts.set(series, { kind, unit: metric.unit, where: `${part.prefix}/${at.slice(1).join("/")}` });
      else if (known.kind !== kind) report(part, [...at, kind], "metric-contradiction", `${name} is a ${known.kind} in ${known.where}`);
      else if (known.unit !== metric.unit)
        report(part, at, "metric-contradiction", `${name} ${known.unit ? `is in ${known.unit}` : "has no unit"} in ${known.where}`, {
          part: "key",
        });
      checkBounds(metric, part, at, report);
    }
};

function checkBounds(metric: MetricEntry, part: Part<unknown>, at: Path, report: Report): void {
  if ("buckets" in metric) {
    const bounds = metric.buckets.map((bound, index) => valueIn(metric.unit, bound, part, [...at, "buckets", index], report));
    const fall = bounds.findIndex((bound, index) => {
      const before = index > 0 ? bounds[index - 1] : undefined;
      return bound && before && bound.compare(before) <= 0;
    });
    if (fall !== -1)
      report(part, [...at, "buckets", fall], "buckets-not-ascending", `${metric.buckets[fall]} is not above ${metric.buckets[fall - 1]}`);
  }
  if ("range" in metric && metric.range) {
    const [least, greatest] = metric.range.map((bound, index) => valueIn(metric.unit, bound, part, [...at, "range", index], report));
    if (least && greatest && least.compare(greatest) >= 0)
      report(part, [...at, "range"], "range-inverted", `${metric.range[0]} is not below ${metric.range[1]}`);
  }
}
