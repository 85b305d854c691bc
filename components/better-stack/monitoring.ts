import * as pulumi from "@pulumi/pulumi";
import { formerNames, logicalName } from "../../model/ids.ts";
import type { OnCall } from "../../model/resolved.ts";
import { callName } from "../names.ts";
import type { PageKeys } from "../vendor.ts";
import { memberAddress, slackIntegrationId } from "./lookups.ts";
import { heartbeatArgs, monitorArgs } from "./monitor.ts";
import { sender } from "./names.ts";
import { callArgs, mailSeverityArgs, policyArgs, type Recipients, silentPolicyArgs, webhookArgs } from "./policy.ts";
import { Heartbeat, Monitor, OutgoingWebhook, PagerdutyIntegration, Policy, Severity } from "./resources.ts";
import type { BetterStackAlert, BetterStackMonitoring, Probe, SilenceAlert } from "./select.ts";

export interface MonitoringArgs {
  readonly plan: BetterStackMonitoring;
  readonly pages: PageKeys;
  /** secret address of a gateway */
  readonly gateway: (name: string) => pulumi.Output<string>;
  /** true: what pages cannot be deleted */
  readonly protect: boolean;
}

type Id = pulumi.Output<string>;
type NumberedId = pulumi.Output<number>;

/** Everything of one environment at Better Stack that tells somebody: monitors, heartbeats, and whom their policies tell. */
export class Monitoring extends pulumi.ComponentResource {
  /** ids by path of the probe */
  readonly monitors: ReadonlyMap<string, NumberedId>;
  /** secret addresses by name of the alert */
  readonly heartbeats: ReadonlyMap<string, Id>;
  private readonly args: MonitoringArgs;
  /** what several policies use is made or looked up once */
  private readonly numbers = new Map<string, NumberedId>();
  private readonly texts = new Map<string, Id>();

  constructor(name: string, args: MonitoringArgs, options: pulumi.ComponentResourceOptions) {
    super("slostack:better-stack:Monitoring", name, {}, options);
    this.args = args;
    const { probes, silences } = args.plan;
    this.monitors = new Map(probes.map((probe) => [probe.signal.path, this.monitor(probe)]));
    this.heartbeats = new Map(silences.map((alert) => [alert.name, this.heartbeat(alert)]));
    this.registerOutputs({ monitors: probes.map(({ name: monitor }) => monitor), heartbeats: silences.map((alert) => alert.name) });
  }

  private monitor(probe: Probe): NumberedId {
    const [failure] = probe.failures;
    const [certificate] = probe.certificates;
    const policies = {
      failure: failure ? this.policy(failure) : this.silentPolicy(),
      certificate: certificate && numbered(this.policy(certificate)),
    };
    const args = monitorArgs(probe, this.args.plan.environment, policies);
    const pages = [...probe.failures, ...probe.certificates].some(({ route }) => route.kind === "page");
    return numbered(new Monitor(probe.name, args, this.child(probe.formerNames, pages)).id);
  }

  private heartbeat(alert: SilenceAlert): Id {
    const args = heartbeatArgs(alert, this.policy(alert));
    return new Heartbeat(alert.name, args, this.child(alert.formerNames, alert.route.kind === "page")).url;
  }

  private policy(alert: BetterStackAlert): Id {
    const options = this.child(alert.formerNames, alert.route.kind === "page");
    return new Policy(alert.name, policyArgs(alert, this.recipients()), options).id;
  }

  private silentPolicy(): Id {
    return once(this.texts, "silent", () => new Policy("silent", silentPolicyArgs(this.args.plan.environment), this.child()).id);
  }

  private recipients(): Recipients {
    const { environment } = this.args.plan;
    return {
      call: (onCall) => this.call(onCall),
      slack: (channel) => once(this.numbers, `slack ${channel}`, () => slackIntegrationId(channel, { parent: this })),
      member: (email) => once(this.texts, `member ${email}`, () => memberAddress(email, { parent: this })),
      gateway: (name) =>
        once(this.numbers, `gateway ${name}`, () =>
          numbered(
            new OutgoingWebhook(logicalName("webhook", name), webhookArgs(name, environment, this.args.gateway(name)), this.child()).id,
          ),
        ),
      mail: () => once(this.numbers, "mail", () => numbered(new Severity("mail", mailSeverityArgs(environment), this.child()).id)),
    };
  }

  /** The integration that calls an on-call service, with the key that the pager made for Better Stack. */
  private call(onCall: OnCall): NumberedId {
    return once(this.numbers, `call ${onCall.id}`, () => {
      const args = callArgs(onCall, this.args.plan.environment, this.args.pages.key(onCall, sender));
      const former = formerNames(onCall, (id) => callName({ id }));
      return numbered(new PagerdutyIntegration(callName(onCall), args, this.child(former, true)).id);
    });
  }

  private child(formerly: readonly string[] = [], pages = false): pulumi.CustomResourceOptions {
    return { parent: this, aliases: formerly.map((name) => ({ name })), protect: this.args.protect && pages };
  }
}

function once<T>(known: Map<string, T>, key: string, make: () => T): T {
  const one = known.get(key) ?? make();
  known.set(key, one);
  return one;
}

/** Ids are numbers; the engine keeps them as text. */
function numbered(id: Id): NumberedId {
  return id.apply(Number);
}
