import * as pulumi from "@pulumi/pulumi";
import { packageRef } from "./package.ts";

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
  return lookUp<{ id: string }>("getOrganizationIntegration", args, options).id;
}

/** Id of the monitor that Sentry makes for the errors of every project. */
export function errorMonitorId(args: { readonly organization: string; readonly project: string }, options: Options): pulumi.Output<string> {
  return lookUp<{ id: string }>("getProjectErrorMonitor", args, options).id;
}

export function teamId(args: { readonly organization: string; readonly slug: string }, options: Options): pulumi.Output<string> {
  return lookUp<{ internalId: string }>("getTeam", args, options).internalId;
}

/** Id of the user who has this address, not of the membership (the provider fills `internal_id` with the user's). */
export function userId(args: { readonly organization: string; readonly email: string }, options: Options): pulumi.Output<string> {
  return lookUp<{ internalId: string }>("getOrganizationMember", args, options).internalId;
}

function lookUp<Result>(name: string, args: pulumi.Inputs, options: Options): pulumi.Output<Result> {
  return pulumi.runtime.invokeOutput<Result>(`sentry:index/${name}:${name}`, args, options, packageRef());
}
