import * as pulumi from "@pulumi/pulumi";
import { Piece, type Prepared, prepare } from "../../../by-itself/component.ts";
import { catalogOfOnCall } from "../../../by-itself/on-call.ts";
import type { OnCallServiceArgs } from "../../../by-itself/on-call-arguments.ts";
import type { Fault } from "../../../by-itself/small-catalog.ts";
import { logicalName } from "../../../model/ids.ts";
import { idPattern } from "../../../model/schema/text.ts";
import type { Monitoring } from "../../vendor.ts";
import { pagerduty } from "../index.ts";
import type { PagerDuty } from "../kinds.ts";
import { planOf } from "../plan.ts";

/**
 * An on-call service at PagerDuty: schedules, an escalation policy, the service that calls it at high urgency, and an integration key for each
 * sender. People and the team are found, and left as they are.
 *
 * These are the objects that a catalog's on-call service of the same values has.
 *
 * @example
 * ```ts
 * import { OnCallService } from "slostack/pagerduty";
 *
 * const checkout = new OnCallService("checkout", {
 *   team: "Payments",
 *   schedules: {
 *     primary: { timeZone: "Europe/Berlin", rotation: ["ada@example.com", "bob@example.com"], since: "2026-01-05", handoff: "09:00" },
 *   },
 *   levels: [
 *     { schedule: "primary", wait: "15m" },
 *     { person: "carol@example.com", wait: "30m" },
 *   ],
 *   senders: ["datadog"],
 * });
 * export const key = checkout.keys.datadog;
 * ```
 */
export class OnCallService<const Args extends OnCallServiceArgs = OnCallServiceArgs> extends Piece {
  /** integration key of each sender; secret */
  readonly keys: Readonly<Record<Args["senders"][number], pulumi.Output<string>>>;
  /** id of the service */
  readonly serviceId: pulumi.Output<string>;
  /** where a person sees the service, and who is on call */
  readonly url: pulumi.Output<string>;
  /** id of the escalation policy */
  readonly escalationPolicyId: pulumi.Output<string>;

  /**
   * @param name lower-case words joined by single hyphens; every object's name begins with it
   * @throws pulumi.RunError with everything that is wrong with the arguments, each with its name; nothing is registered then. A person or team
   *   that PagerDuty does not have fails the preview, before anything of it is registered
   */
  constructor(name: string, args: Args, options: pulumi.ComponentResourceOptions = {}) {
    super("slostack:pagerduty:OnCallService", name, onCallServiceOf(name, args), options);
    const keys = args.senders.map((sender) => [
      sender,
      pulumi.secret(this.answer("integration", logicalName(name, sender), "integrationKey")),
    ]);
    this.keys = Object.fromEntries(keys);
    this.serviceId = this.answer("service", name);
    this.url = this.answer("service", name, "htmlUrl");
    this.escalationPolicyId = this.answer("escalationPolicy", name);
  }
}

/** @internal everything that it is made of, before there is an engine */
export function onCallServiceOf(name: string, args: OnCallServiceArgs): Prepared {
  const environment = args.environment ?? pulumi.getStack();
  return prepare<PagerDuty>({
    noun: "OnCallService",
    name,
    vendor: pagerduty,
    small: catalogOfOnCall(name, { ...args, environment }),
    plan: (monitoring, stack) => planOf(only(name, args.senders, monitoring), { ...stack, senders: [] }),
    named: (logical) => (logical === name || logical.startsWith(`${name}--`) ? logical : logicalName(name, logical)),
    faults: senderFaults(args.senders),
  });
}

/**
 * The one service, with its senders. In a catalog a vendor that evaluates has a key without being named, and is refused as a name; a program
 * says who sends, whatever it is.
 */
function only(name: string, senders: readonly string[], monitoring: Monitoring): Monitoring {
  const { resolved } = monitoring;
  const onCalls = resolved.organization.onCalls.filter(({ id }) => id === name).map((onCall) => ({ ...onCall, senders }));
  return { ...monitoring, resolved: { ...resolved, organization: { ...resolved.organization, onCalls } } };
}

function senderFaults(senders: readonly string[]): Fault[] {
  if (senders.length === 0)
    return [{ argument: "senders", what: "nobody could call this service; name who sends events, such as datadog" }];
  return senders.flatMap((sender, index) => {
    const argument = `senders.${index}`;
    if (senders.indexOf(sender) < index) return [{ argument, what: `${JSON.stringify(sender)} is named twice; remove one` }];
    const what = `${JSON.stringify(sender)} is no name for a key; write lower-case words joined by single hyphens`;
    return idPattern.test(sender) ? [] : [{ argument, what }];
  });
}
