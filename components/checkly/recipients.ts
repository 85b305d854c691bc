import { logicalName } from "../../model/ids.ts";
import type { Channel, Environment } from "../../model/resolved.ts";
import { callName, gatewaySetting, slackSetting } from "../names.ts";
import type { Refs, Spec } from "../plan.ts";
import type { CertificateAlert, FailureAlert } from "../probes.ts";
import { entriesOf, standsFor } from "../provenance.ts";
import { gatewayArgs, mailArgs, pageArgs, slackArgs } from "./channel.ts";
import type { Checkly } from "./kinds.ts";
import { day } from "./limits.ts";

/** A channel that a check notifies; several checks may share one. */
export type Recipient = Extract<Spec<Checkly>, { readonly kind: "channel" }>;

type Way = "page" | "slack" | "email" | "webhook";

/** A page calls the on-call service and shows it to the team; a post notifies the channel alone. */
export function recipientsOf(alert: FailureAlert | CertificateAlert, environment: Environment): Recipient[] {
  const { route, when } = alert;
  const { slack, email, webhook } = route.channel;
  const about = when.kind === "certificate" ? { days: when.within / day } : "failures";
  const secret = (refs: Refs<Checkly>, key: string) => refs.secret(`slostack:${key}`);
  const to = (way: Way, args: Recipient["args"]): Recipient => ({
    kind: "channel",
    ...identityOf(alert, way),
    protect: way === "page",
    args,
  });
  return [
    ...(route.kind === "page" ? [to("page", (refs) => pageArgs(route.onCall, environment, refs.key(route.onCall), about))] : []),
    ...(slack === undefined ? [] : [to("slack", (refs) => slackArgs(slack, secret(refs, slackSetting(route.channel)), about))]),
    ...(email === undefined ? [] : [to("email", () => mailArgs(email, about))]),
    ...(webhook === undefined
      ? []
      : [to("webhook", (refs) => gatewayArgs(webhook, environment, secret(refs, gatewaySetting(webhook)), about))]),
  ];
}

type Identity = Pick<Recipient, "name" | "formerly" | "from">;

/** Of failures all checks notify one channel; the days before a certificate expires belong to the channel, so each alert has its own channel. */
function identityOf(alert: FailureAlert | CertificateAlert, way: Way): Identity {
  const { name, formerNames: formerly, route, when } = alert;
  if (when.kind === "certificate") {
    const named = (id: string) => logicalName(id, way);
    return { name: named(name), formerly: formerly.map(named), from: entriesOf(alert) };
  }
  if (way === "page" && route.kind === "page") {
    const named = (id: string) => callName({ id });
    return standsFor("on-call", route.onCall, named);
  }
  return postOf(route.channel, way);
}

function postOf(channel: Channel, way: Way): Identity {
  const named = (id: string) => logicalName("post", id, way);
  return standsFor("channels", channel, named);
}
