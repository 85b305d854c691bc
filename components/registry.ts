import { grafana } from "./grafana/index.ts";
import { pagerduty } from "./pagerduty/index.ts";
import type { Registry } from "./selection.ts";

/** Every vendor that the project knows, one line each. */
export const registry: Registry = {
  pagers: [pagerduty],
  evaluators: [grafana],
};
