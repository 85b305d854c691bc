import * as pulumi from "@pulumi/pulumi";
import { type Bridged, findId, providerOf, resourceOf } from "../bridged.ts";
import type { Resources } from "../vendor.ts";
import { hostOf } from "./host.ts";
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
import type { Opsgenie } from "./kinds.ts";
import { listers } from "./listing.ts";

/** The vendor's own Terraform provider; it has no SDK on npm. */
export const bridged: Bridged = { address: "registry.opentofu.org/opsgenie/opsgenie", name: "opsgenie", version: "0.6.40" };

/** @param apiUrl `api.opsgenie.com` or `api.eu.opsgenie.com` */
export class Provider extends providerOf<{ readonly apiKey: pulumi.Input<string>; readonly apiUrl: string }>(bridged, ["apiKey"]) {}

export class User extends resourceOf<UserArgs>(bridged, "User") {}
export class UserContact extends resourceOf<UserContactArgs>(bridged, "UserContact", { secrets: ["to"] }) {}
export class NotificationRule extends resourceOf<NotificationRuleArgs>(bridged, "NotificationRule", { secrets: ["steps"] }) {}
export class Team extends resourceOf<TeamArgs>(bridged, "Team") {}
export class Schedule extends resourceOf<ScheduleArgs>(bridged, "Schedule") {}
export class ScheduleRotation extends resourceOf<ScheduleRotationArgs>(bridged, "ScheduleRotation") {}
export class Escalation extends resourceOf<EscalationArgs>(bridged, "Escalation") {}

export class ApiIntegration extends resourceOf<ApiIntegrationArgs>(bridged, "ApiIntegration", {
  secrets: ["apiKey"],
  outputs: ["apiKey"],
}) {}

export const resources: Resources<Opsgenie> = {
  classes: {
    user: User,
    contactMethod: UserContact,
    notificationRule: NotificationRule,
    team: Team,
    schedule: Schedule,
    rotation: ScheduleRotation,
    escalation: Escalation,
    integration: ApiIntegration,
  },
  lookUps: {
    user: (by, options) => findId(bridged, "getUser", by, options),
    team: (by, options) => findId(bridged, "getTeam", by, options),
  },
  provider() {
    return new Provider("opsgenie", { apiKey: new pulumi.Config("opsgenie").requireSecret("apiKey"), apiUrl: hostOf() });
  },
  listers,
};
