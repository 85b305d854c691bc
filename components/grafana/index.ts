import * as pulumi from "@pulumi/pulumi";
import type { Evaluator, Setting } from "../vendor.ts";
import { Monitoring } from "./monitoring.ts";
import { refusals } from "./refusals.ts";

const name = "grafana";

const settings: readonly Setting[] = [
  { key: "grafana:url", secret: false },
  { key: "grafana:auth", secret: true },
  { key: "slostack:slackToken", secret: true },
];

export const grafana: Evaluator = {
  name,
  settings: ({ alerts }) => (alerts.length > 0 ? settings : []),
  refusals,
  provision(monitoring, pages) {
    if (monitoring.alerts.length === 0) return {};
    const slackToken = new pulumi.Config("slostack").requireSecret("slackToken");
    const { dashboards, contactPoints, rules } = new Monitoring("monitoring", { ...monitoring, pages, sender: name, slackToken });
    return { dashboards, contactPoints, rules };
  },
};
