import type { Monitoring } from "../vendor.ts";
import { logGroupsOf } from "./log-group.ts";

/** The part of it that CloudWatch evaluates. */
export function forAws(monitoring: Monitoring): Monitoring {
  return { ...monitoring, alerts: monitoring.alerts.filter(({ evaluator }) => evaluator.evaluator === "aws") };
}

/** Does this environment have anything at AWS? */
export const hasWork = ({ resolved, alerts }: Monitoring): boolean => alerts.length > 0 || logGroupsOf(resolved).length > 0;
