import * as newrelic from "@pulumi/newrelic";
import type { Resources } from "../vendor.ts";
import type { NewRelic } from "./kinds.ts";

export const resources: Resources<NewRelic> = {
  classes: {
    destination: newrelic.NotificationDestination,
    channel: newrelic.NotificationChannel,
    policy: newrelic.AlertPolicy,
    workflow: newrelic.Workflow,
    condition: newrelic.NrqlAlertCondition,
    dashboard: newrelic.OneDashboardJson,
  },
  lookUps: {},
};
