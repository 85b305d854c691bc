import type * as vendor from "@pulumi/pagerduty";
import type { Input } from "@pulumi/pulumi";
import type { Environment, OnCall } from "../../model/resolved.ts";
import { description } from "./description.ts";
import type { AlertGroupingSettingArgs } from "./raw.ts";

/** The account is shared by environments, so that whatever belongs to one carries its name. */
function physicalName(onCall: OnCall, environment: Environment): string {
  return `${onCall.name} (${environment.id})`;
}

/** Timeouts are seconds as text; `"null"` switches them off. Left out, the plugin would fill in 14400 and 1800. */
function timeout(seconds: number | undefined): string {
  return seconds === undefined ? "null" : String(seconds);
}

/**
 * A page service: high urgency at all hours, because hours belong to what posts, never to what pages.
 *
 * @param escalation id of the escalation policy at the vendor
 */
export function serviceArgs(onCall: OnCall, environment: Environment, escalation: Input<string>): vendor.ServiceArgs {
  return {
    name: physicalName(onCall, environment),
    description,
    escalationPolicy: escalation,
    incidentUrgencyRule: { type: "constant", urgency: "high" },
    alertCreation: "create_alerts_and_incidents",
    autoResolveTimeout: timeout(onCall.autoResolve),
    acknowledgementTimeout: timeout(onCall.acknowledged),
  };
}

/** What CloudWatch sends through SNS has a form of its own, which the Events API does not read. */
const ownForm: Readonly<Record<string, string>> = { aws: "aws_cloudwatch_inbound_integration" };

/**
 * One integration a sending vendor, so that a key can be replaced without muting the others. The Events API v2 resolves
 * what it has triggered; most of the vendor-specific integrations differ from it by their icon alone.
 *
 * @param service id of the service at the vendor
 */
export function integrationArgs(sender: string, service: Input<string>): vendor.ServiceIntegrationArgs {
  return { name: sender, service, type: ownForm[sender] ?? "events_api_v2_inbound_integration" };
}

/**
 * Alerts that arrive within `seconds` of the first are one incident.
 *
 * @param service id of the service at the vendor; grouping by time takes exactly one
 */
export function groupingArgs(onCall: OnCall, environment: Environment, seconds: number, service: Input<string>): AlertGroupingSettingArgs {
  return {
    name: physicalName(onCall, environment),
    description,
    type: "time",
    config: { timeout: seconds },
    services: [service],
  };
}
