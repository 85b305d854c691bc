import { grafana } from "../components/grafana/index.ts";
import { pagerduty } from "../components/pagerduty/index.ts";
import { plannedObjects } from "../components/print.ts";
import type { Monitoring } from "../components/vendor.ts";

/** The arguments of every object, one after the other, as the plans of two vendors hand them to the engine. */
export function* argumentsOf(monitoring: Monitoring): Generator<unknown> {
  const stack = { senders: ["grafana"], setting: () => undefined, required: (key: string) => `\${${key}}` };
  for (const { args } of plannedObjects([pagerduty, grafana], monitoring, stack)) yield args;
}
