import type { Kind, KindOf, Shape } from "../plan.ts";
import type {
  ApiIntegrationArgs,
  EscalationArgs,
  NotificationRuleArgs,
  ScheduleArgs,
  ScheduleRotationArgs,
  TeamArgs,
  UserArgs,
  UserContactArgs,
} from "./inputs.ts";

/** What Opsgenie's objects take. */
export interface Opsgenie extends Shape {
  readonly objects: {
    readonly user: UserArgs;
    readonly contactMethod: UserContactArgs;
    readonly notificationRule: NotificationRuleArgs;
    readonly team: TeamArgs;
    readonly schedule: ScheduleArgs;
    readonly rotation: ScheduleRotationArgs;
    readonly escalation: EscalationArgs;
    readonly integration: ApiIntegrationArgs;
  };
  readonly lookUps: {
    readonly user: readonly [by: { readonly username: string }, id: string];
    readonly team: readonly [by: { readonly name: string }, id: string];
  };
}

export const kinds: { readonly [K in KindOf<Opsgenie>]: Kind } = {
  user: { type: "opsgenie:index/user:User", noun: "person", effect: "calls", of: "person", shared: true },
  contactMethod: { type: "opsgenie:index/userContact:UserContact", noun: "contact method of a person", effect: "calls", of: "person" },
  notificationRule: {
    type: "opsgenie:index/notificationRule:NotificationRule",
    noun: "notification rule of a person",
    effect: "calls",
    of: "person",
  },
  team: { type: "opsgenie:index/team:Team", noun: "team", effect: "on-call", of: "team", shared: true },
  schedule: { type: "opsgenie:index/schedule:Schedule", noun: "schedule", effect: "calls", of: "schedule" },
  rotation: { type: "opsgenie:index/scheduleRotation:ScheduleRotation", noun: "rotation of a schedule", effect: "calls", of: "schedule" },
  escalation: { type: "opsgenie:index/escalation:Escalation", noun: "escalation", effect: "calls", of: "escalation" },
  integration: { type: "opsgenie:index/apiIntegration:ApiIntegration", noun: "integration key", effect: "calls", bySender: true },
};
