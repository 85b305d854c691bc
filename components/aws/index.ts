import type { Evaluator, Monitoring as Given, Setting } from "../vendor.ts";
import { logGroupsOf } from "./log-group.ts";
import { Monitoring } from "./monitoring.ts";
import { refusals } from "./refusals.ts";

const name = "aws";

/** Credentials are none of these: they come from the environment, as every AWS program takes them. */
const settings: readonly Setting[] = [{ key: "aws:region", secret: false }];

/** The part of it that CloudWatch evaluates. */
function own(monitoring: Given): Given {
  return { ...monitoring, alerts: monitoring.alerts.filter(({ evaluator }) => evaluator.evaluator === name) };
}

const hasWork = ({ resolved, alerts }: Given): boolean => alerts.length > 0 || logGroupsOf(resolved).length > 0;

export const aws: Evaluator = {
  name,
  settings: (monitoring) => (hasWork(own(monitoring)) ? settings : []),
  refusals: (monitoring) => refusals(own(monitoring)),
  provision(monitoring, pages) {
    const given = own(monitoring);
    if (!hasWork(given)) return {};
    const { logGroups, topics, alarms } = new Monitoring("aws-monitoring", { ...given, pages, sender: name });
    return { logGroups, topics, alarms };
  },
};
