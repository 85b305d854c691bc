import type { Input } from "@pulumi/pulumi";
import type { Weekday } from "../../model/resolved.ts";
import type { dayName } from "../../model/weekday.ts";

/* Inputs of the resources that are used, spelled by hand after the schema of opsgenie/opsgenie 0.6.40. */

export interface UserArgs {
  /** address, in lower case as the API answers it */
  readonly username: string;
  readonly fullName: string;
  readonly role: "User";
}

export type ContactMethod = "sms" | "voice";
export interface UserContactArgs {
  readonly username: string;
  readonly method: ContactMethod;
  /** secret: country code, hyphen, number */
  readonly to: Input<string>;
  readonly enabled: true;
}

export interface NotificationRuleArgs {
  readonly name: string;
  readonly username: string;
  readonly actionType: "create-alert";
  readonly enabled: true;
  /** minutes after the alert was given to the person */
  readonly steps: readonly {
    readonly contacts: readonly { readonly method: ContactMethod; readonly to: Input<string> }[];
    readonly enabled: true;
    readonly sendAfter: number;
  }[];
}

export interface TeamArgs {
  readonly name: string;
  readonly description: string;
  readonly members: readonly { readonly id: Input<string>; readonly role: "user" }[];
  readonly ignoreMembers: false;
  /** the schedule, escalation and routing that Opsgenie would make by itself */
  readonly deleteDefaultResources: true;
}

export interface ScheduleArgs {
  readonly name: string;
  readonly description: string;
  readonly timezone: string;
  readonly enabled: true;
  readonly ownerTeamId: Input<string>;
}

type Day = (typeof dayName)[Weekday];
interface Clock {
  readonly startHour: number;
  readonly startMin: number;
  readonly endHour: number;
  readonly endMin: number;
}
export type TimeRestriction =
  | { readonly type: "time-of-day"; readonly restriction: Clock }
  | {
      readonly type: "weekday-and-time-of-day";
      readonly restrictions: readonly (Clock & { readonly startDay: Day; readonly endDay: Day })[];
    };

export interface ScheduleRotationArgs {
  readonly name: string;
  readonly scheduleId: Input<string>;
  /** RFC 3339, in UTC */
  readonly startDate: string;
  readonly type: "hourly" | "daily" | "weekly";
  /** of these units */
  readonly length: number;
  readonly participants: readonly { readonly type: "user"; readonly id: Input<string> }[];
  readonly timeRestriction?: TimeRestriction;
}

export interface EscalationArgs {
  readonly name: string;
  readonly description: string;
  readonly ownerTeamId: Input<string>;
  readonly rules: readonly {
    readonly condition: "if-not-acked";
    readonly notifyType: "default";
    /** minutes since the alert, not since the level before */
    readonly delay: number;
    readonly recipients: readonly [{ readonly type: "schedule" | "user"; readonly id: Input<string> }];
  }[];
  readonly repeats?: readonly {
    /** minutes after the last rule */
    readonly waitInterval: number;
    readonly count: number;
    readonly resetRecipientStates: true;
    readonly closeAlertAfterAll: false;
  }[];
}

export interface ApiIntegrationArgs {
  readonly name: string;
  readonly type: "API";
  /** false: whatever it is sent is refused */
  readonly enabled: boolean;
  readonly ownerTeamId: Input<string>;
  readonly responders: readonly [{ readonly type: "escalation"; readonly id: Input<string> }];
  readonly ignoreRespondersFromPayload: true;
  readonly suppressNotifications: false;
  readonly allowWriteAccess: true;
  readonly allowConfigurationAccess: false;
}
