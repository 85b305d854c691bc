import type { VendorModel } from "../../../sandbox/fake-provider/model.ts";
import { functions } from "./functions.ts";
import { escalationPolicy, schedule } from "./on-call.ts";
import { membership, team, user, userContactMethod, userNotificationRule } from "./people.ts";
import { alertGroupingSetting, service, serviceIntegration } from "./service.ts";

/** PagerDuty as its plugin (4.34) and its API present it, as far as this project uses it. */
export const fake: VendorModel = {
  package: "pagerduty",
  version: "4.34.0",
  resources: {
    "pagerduty:index/user:User": user,
    "pagerduty:index/userContactMethod:UserContactMethod": userContactMethod,
    "pagerduty:index/userNotificationRule:UserNotificationRule": userNotificationRule,
    "pagerduty:index/team:Team": team,
    "pagerduty:index/teamMembership:TeamMembership": membership,
    "pagerduty:index/schedule:Schedule": schedule,
    "pagerduty:index/escalationPolicy:EscalationPolicy": escalationPolicy,
    "pagerduty:index/service:Service": service,
    "pagerduty:index/serviceIntegration:ServiceIntegration": serviceIntegration,
    "pagerduty:index/alertGroupingSetting:AlertGroupingSetting": alertGroupingSetting,
  },
  functions,
};
