import type * as newrelic from "@pulumi/newrelic";
import type { Kind, KindOf, Shape } from "../plan.ts";

/** What New Relic's objects take. */
export interface NewRelic extends Shape {
  readonly objects: {
    readonly destination: newrelic.NotificationDestinationArgs;
    readonly channel: newrelic.NotificationChannelArgs;
    readonly policy: newrelic.AlertPolicyArgs;
    readonly workflow: newrelic.WorkflowArgs;
    readonly condition: newrelic.NrqlAlertConditionArgs;
    readonly dashboard: newrelic.OneDashboardJsonArgs;
  };
  readonly lookUps: Readonly<Record<never, never>>;
}

/** Of the destinations, and of the channels of a page's route, one reaches the pager; its way is the last of its name. */
const calling = /--page$/;

export const kinds: { readonly [K in KindOf<NewRelic>]: Kind } = {
  destination: {
    type: "newrelic:index/notificationDestination:NotificationDestination",
    noun: "destination",
    effect: "other",
    calling,
    secretOutputs: ["secureUrl", "authToken"],
  },
  channel: { type: "newrelic:index/notificationChannel:NotificationChannel", noun: "notification channel", effect: "other", calling },
  policy: { type: "newrelic:index/alertPolicy:AlertPolicy", noun: "alert policy", effect: "alerts" },
  workflow: { type: "newrelic:index/workflow:Workflow", noun: "workflow", effect: "calls" },
  condition: { type: "newrelic:index/nrqlAlertCondition:NrqlAlertCondition", noun: "condition", effect: "alerts" },
  dashboard: { type: "newrelic:index/oneDashboardJson:OneDashboardJson", noun: "dashboard", effect: "shows" },
};
