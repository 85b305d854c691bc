import { logicalName } from "../../model/ids.ts";
import type { Metric, Service } from "../../model/resolved.ts";
import type { DashboardPanel } from "../dashboard.ts";
import { heading, trendOf } from "../panel.ts";
import type { Expectations } from "../threshold.ts";

/** How much happens: the rate of every counter. A service without counters is measured by how many durations it reports. */
export function trafficPanels(service: Service, expected: Expectations): DashboardPanel[] {
  const of = (...kinds: Metric["kind"][]) => service.metrics.filter((metric) => kinds.includes(metric.kind));
  const counted = of("counter").length > 0 ? of("counter") : of("histogram", "distribution");
  return counted.map((metric) =>
    trendOf(
      { id: logicalName("rate", metric.id), title: `${heading(metric.id)} per second`, provenance: metric },
      { kind: "rate", metric, by: [] },
      expected,
    ),
  );
}
