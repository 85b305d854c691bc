import * as pagerduty from "@pulumi/pagerduty";
import type { Resources } from "../vendor.ts";
import type { PagerDuty } from "./kinds.ts";
import { listers } from "./listing.ts";
import { pluginVersion, provider } from "./provider.ts";
import { AlertGroupingSetting } from "./raw.ts";

export const resources: Resources<PagerDuty> = {
  classes: {
    user: pagerduty.User,
    contactMethod: pagerduty.UserContactMethod,
    notificationRule: pagerduty.UserNotificationRule,
    team: pagerduty.Team,
    membership: pagerduty.TeamMembership,
    schedule: pagerduty.Schedule,
    escalationPolicy: pagerduty.EscalationPolicy,
    service: pagerduty.Service,
    grouping: AlertGroupingSetting,
    integration: pagerduty.ServiceIntegration,
  },
  lookUps: {
    escalationPolicy: ({ name }, options) => pagerduty.getEscalationPolicyOutput({ name }, options).id,
    user: async (by, options) => (await pagerduty.getUser(by, { ...options, version: pluginVersion })).id,
    team: async (by, options) => (await pagerduty.getTeam(by, { ...options, version: pluginVersion })).id,
  },
  provider,
  listers,
};
