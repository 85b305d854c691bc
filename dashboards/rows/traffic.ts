import { logicalName } from "../../model/ids.ts";
import type { Service } from "../../model/resolved.ts";
import type { DashboardPanel } from "../dashboard.ts";
import { heading, trendOf } from "../panel.ts";
import type { Expectations } from "../threshold.ts";

/** How much happens: the rate of every counter. A service without counters is measured by what its histograms count. */
export function trafficPanels(service: Service, expected: Expectations): DashboardPanel[] {
  const of = (kind: "counter" | "histogram") => service.metrics.filter((metric) => metric.kind === kind);
  const counted = of("counter").length > 0 ? of("counter") : of("histogram");
  return counted.map((metric) =>
    trendOf(
      { id: logicalName("rate", metric.id), title: `${heading(metric.id)} per second`, provenance: metric },
      { kind: "rate", metric, by: [] },
      expected,
    ),
  );
}
