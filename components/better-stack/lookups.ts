import type * as pulumi from "@pulumi/pulumi";
import { lookUp } from "../bridged.ts";
import { bridged } from "./resources.ts";

/*
 * What is at Better Stack before this project, because no API makes it. A look-up that finds nothing fails the preview,
 * before anything is changed.
 */

type Options = pulumi.InvokeOutputOptions;

/**
 * Id of the Slack integration that posts to a channel. The provider answers without an id where there is none, so that
 * the look-up itself would not fail.
 *
 * @param channel with the leading #
 */
export function slackIntegrationId(channel: string, options: Options): pulumi.Output<number> {
  const found = lookUp<{ readonly id?: string }>(bridged, "getSlackIntegration", { slackChannelName: channel }, options);
  return found.apply(({ id = "" }) => {
    if (!/^\d+$/.test(id)) throw new Error(`Better Stack has no Slack integration for ${channel}: connect the channel under Integrations`);
    return Number(id);
  });
}

/** The address of a member of the team; only members are mailed. */
export function memberAddress(email: string, options: Options): pulumi.Output<string> {
  return lookUp<{ readonly email?: string }>(bridged, "getTeamMember", { email }, options).apply(() => email);
}
