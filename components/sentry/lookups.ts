import type * as pulumi from "@pulumi/pulumi";
import { lookUp } from "../bridged.ts";
import { bridged } from "./bridge.ts";

/*
 * What is at Sentry before this project: installed or invited by hand, or made by Sentry itself. Each look-up is a
 * secretless id; one that finds nothing fails the preview, before anything is changed.
 */

type Options = pulumi.InvokeOutputOptions;

/** `name` is what Sentry lists an installed integration under: the Slack workspace, the PagerDuty account. */
export type IntegrationBy = { readonly organization: string; readonly providerKey: "slack" | "pagerduty"; readonly name: string };
export type ErrorMonitorBy = { readonly organization: string; readonly project: string };
export type TeamBy = { readonly organization: string; readonly slug: string };
export type UserBy = { readonly organization: string; readonly email: string };

export function integrationId(by: IntegrationBy, options: Options): pulumi.Output<string> {
  return lookUp<{ id: string }>(bridged, "getOrganizationIntegration", by, options).id;
}

/** Id of the monitor that Sentry makes for the errors of every project. */
export function errorMonitorId(by: ErrorMonitorBy, options: Options): pulumi.Output<string> {
  return lookUp<{ id: string }>(bridged, "getProjectErrorMonitor", by, options).id;
}

export function teamId(by: TeamBy, options: Options): pulumi.Output<string> {
  return lookUp<{ internalId: string }>(bridged, "getTeam", by, options).internalId;
}

/** Id of the user who has this address, not of the membership (the provider fills `internal_id` with the user's). */
export function userId(by: UserBy, options: Options): pulumi.Output<string> {
  return lookUp<{ internalId: string }>(bridged, "getOrganizationMember", by, options).internalId;
}
