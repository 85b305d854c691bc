import type * as pagerduty from "@pulumi/pagerduty";
import type { Kind, KindOf, Shape } from "../plan.ts";
import type { AlertGroupingSettingArgs } from "./raw.ts";

/** What PagerDuty's objects and look-ups take and answer. */
export interface PagerDuty extends Shape {
  readonly objects: {
    readonly user: pagerduty.UserArgs;
    readonly contactMethod: pagerduty.UserContactMethodArgs;
    readonly notificationRule: pagerduty.UserNotificationRuleArgs;
    readonly team: pagerduty.TeamArgs;
    readonly membership: pagerduty.TeamMembershipArgs;
    readonly schedule: pagerduty.ScheduleArgs;
    readonly escalationPolicy: pagerduty.EscalationPolicyArgs;
    readonly service: pagerduty.ServiceArgs;
    readonly grouping: AlertGroupingSettingArgs;
    readonly integration: pagerduty.ServiceIntegrationArgs;
  };
  readonly lookUps: {
    /** the id of an escalation policy of another stack */
    readonly escalationPolicy: readonly [by: { readonly name: string }, id: string];
    readonly user: readonly [by: { readonly email: string }, id: string];
    readonly team: readonly [by: { readonly name: string }, id: string];
  };
}

export const kinds: { readonly [K in KindOf<PagerDuty>]: Kind } = {
  user: { type: "pagerduty:index/user:User", noun: "person", effect: "calls", of: "person", shared: true },
  contactMethod: {
    type: "pagerduty:index/userContactMethod:UserContactMethod",
    noun: "contact method of a person",
    effect: "calls",
    of: "person",
    shared: true,
    secretOutputs: ["address", "countryCode"],
    replaceOnChanges: ["userId", "type"],
  },
  notificationRule: {
    type: "pagerduty:index/userNotificationRule:UserNotificationRule",
    noun: "notification rule of a person",
    effect: "calls",
    of: "person",
    shared: true,
    replaceOnChanges: ["userId"],
  },
  team: { type: "pagerduty:index/team:Team", noun: "team", effect: "on-call", of: "team", shared: true },
  membership: {
    type: "pagerduty:index/teamMembership:TeamMembership",
    noun: "member of a team",
    effect: "on-call",
    of: "person",
    importId: "<user>:<team>, the last parts of their addresses at PagerDuty",
  },
  schedule: { type: "pagerduty:index/schedule:Schedule", noun: "schedule", effect: "calls", of: "schedule" },
  escalationPolicy: { type: "pagerduty:index/escalationPolicy:EscalationPolicy", noun: "escalation", effect: "calls", of: "escalation" },
  service: { type: "pagerduty:index/service:Service", noun: "on-call service", effect: "calls" },
  grouping: {
    type: "pagerduty:index/alertGroupingSetting:AlertGroupingSetting",
    noun: "grouping of incidents",
    effect: "on-call",
    importId: "the last part of its address at PagerDuty",
  },
  integration: {
    type: "pagerduty:index/serviceIntegration:ServiceIntegration",
    noun: "integration key",
    effect: "calls",
    bySender: true,
    secretOutputs: ["integrationKey"],
    importId: "<service>.<integration>, the last parts of their addresses at PagerDuty",
  },
};
