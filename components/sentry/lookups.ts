import type * as pulumi from "@pulumi/pulumi";
import { lookUp } from "../bridged.ts";
import { bridged } from "./resources.ts";

/*
 * What is at Sentry before this project: installed or invited by hand, or made by Sentry itself. Each look-up is a
 * secretless id; one that finds nothing fails the preview, before anything is changed.
 */

type Options = pulumi.InvokeOutputOptions;

/** Id of an installed integration. `name` is what Sentry lists it under: the Slack workspace, the PagerDuty account. */
export function integrationId(
  args: { readonly organization: string; readonly providerKey: "slack" | "pagerduty"; readonly name: string },
  options: Options,
): pulumi.Output<string> {
  return lookUp<{ id: string }>(bridged, "getOrganizationIntegration", args, options).id;
}

/** Id of the monitor that Sentry makes for the errors of every project. */
export function errorMonitorId(args: { readonly organization: string; readonly project: string }, options: Options): pulumi.Output<string> {
  return lookUp<{ id: string }>(bridged, "getProjectErrorMonitor", args, options).id;
}

export function teamId(args: { readonly organization: string; readonly slug: string }, options: Options): pulumi.Output<string> {
  return lookUp<{ internalId: string }>(bridged, "getTeam", args, options).internalId;
}

/** Id of the user who has this address, not of the membership (the provider fills `internal_id` with the user's). */
export function userId(args: { readonly organization: string; readonly email: string }, options: Options): pulumi.Output<string> {
  return lookUp<{ internalId: string }>(bridged, "getOrganizationMember", args, options).internalId;
}
