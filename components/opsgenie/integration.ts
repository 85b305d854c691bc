import type { Input } from "@pulumi/pulumi";
import { logicalName, oldestId } from "../../model/ids.ts";
import type { Environment, OnCall } from "../../model/resolved.ts";
import type { ApiIntegrationArgs } from "./inputs.ts";

/**
 * The way by which a sender calls an on-call service. Whom it calls is said here and not by the sender. One that stands by
 * is off: it has its key, and refuses whatever comes with it, so that nobody is woken twice.
 */
export function integrationArgs(
  onCall: OnCall,
  sender: string,
  environment: Environment,
  enabled: boolean,
  ids: { readonly team: Input<string>; readonly escalation: Input<string> },
): ApiIntegrationArgs {
  return {
    name: logicalName(oldestId(onCall), sender, environment.id),
    type: "API",
    enabled,
    ownerTeamId: ids.team,
    responders: [{ type: "escalation", id: ids.escalation }],
    ignoreRespondersFromPayload: true,
    suppressNotifications: false,
    allowWriteAccess: true,
    allowConfigurationAccess: false,
  };
}
