import * as pulumi from "@pulumi/pulumi";
import { formerNames } from "../../model/ids.ts";
import type { Channel, Environment, OnCall } from "../../model/resolved.ts";
import { callName } from "../names.ts";
import type { PageKeys } from "../vendor.ts";
import { type About, gatewayArgs, mailArgs, pageArgs, slackArgs } from "./contacts.ts";
import type { AssignedContact, IntegrationArgs } from "./inputs.ts";
import { monitorArgs } from "./monitor.ts";
import { postName, sender } from "./names.ts";
import { AlertContact, Integration, Monitor } from "./resources.ts";
import type { Probe, UptimeRobotAlert } from "./select.ts";

export interface MonitoringArgs {
  readonly environment: Environment;
  readonly probes: readonly Probe[];
  readonly pages: PageKeys;
  /** where the PagerDuty account is */
  readonly region: "us" | "eu";
  /** secret addresses */
  readonly slackWebhook: (channel: Channel) => pulumi.Output<string>;
  readonly gateway: (name: string) => pulumi.Output<string>;
  /** true: what pages cannot be deleted */
  readonly protect: boolean;
}

/** Everything of one environment at UptimeRobot: monitors, and the contacts that they tell. */
export class Monitoring extends pulumi.ComponentResource {
  /** ids of the monitors by logical name */
  readonly monitors: Readonly<Record<string, pulumi.Output<string>>>;
  private readonly args: MonitoringArgs;
  /** each contact is made once */
  private readonly contacts = new Map<string, pulumi.Output<string>>();

  constructor(name: string, args: MonitoringArgs, options: pulumi.ComponentResourceOptions) {
    super("slostack:uptimerobot:Monitoring", name, {}, options);
    this.args = args;
    this.monitors = Object.fromEntries(args.probes.map((probe) => [probe.name, this.monitor(probe)]));
    this.registerOutputs({ monitors: this.monitors });
  }

  private monitor(probe: Probe): pulumi.Output<string> {
    const { failures, certificates } = probe;
    const told = [
      ...failures.flatMap((alert) => this.told(alert, "failures")),
      ...certificates.flatMap((alert) => this.told(alert, "certificates")),
    ];
    const pages = [...failures, ...certificates].some(({ route }) => route.kind === "page");
    return new Monitor(probe.name, monitorArgs(probe, this.args.environment, told), this.child(probe.formerNames, pages)).id;
  }

  /** A page calls the on-call service and shows it to the team; a post tells the channel alone. */
  private told({ route, for: held }: UptimeRobotAlert, about: About): AssignedContact[] {
    const { slack, email, webhook } = route.channel;
    const ids = [
      ...(route.kind === "page" ? [this.call(route.onCall, about)] : []),
      ...(slack === undefined ? [] : [this.slack(route.channel, slack, about)]),
      ...(email === undefined ? [] : [this.mail(route.channel, email, about)]),
      ...(webhook === undefined ? [] : [this.gateway(route.channel, webhook, about)]),
    ];
    return ids.map((alertContactId) => ({ alertContactId, threshold: held / 60, recurrence: 0 }));
  }

  private call(onCall: OnCall, about: About): pulumi.Output<string> {
    const { environment, region, pages } = this.args;
    const nameOf = (id: string) => (about === "failures" ? callName({ id }) : `${callName({ id })}--${about}`);
    const args = () => pageArgs(onCall, environment, region, pages.key(onCall, sender), about);
    return this.integration(nameOf(onCall.id), args, formerNames(onCall, nameOf), true);
  }

  private slack(channel: Channel, name: string, about: About): pulumi.Output<string> {
    const { environment, slackWebhook } = this.args;
    const args = () => slackArgs(name, environment, slackWebhook(channel), about);
    return this.posting(channel, postName("slack", about), args);
  }

  private gateway(channel: Channel, name: string, about: About): pulumi.Output<string> {
    const { environment, gateway } = this.args;
    return this.posting(channel, postName("webhook", about), () => gatewayArgs(name, environment, gateway(name), about));
  }

  private mail(channel: Channel, address: string, about: About): pulumi.Output<string> {
    const nameOf = postName("email", about);
    const name = nameOf(channel.id);
    const args = mailArgs(address, channel, this.args.environment, about);
    return this.once(name, () => new AlertContact(name, args, this.child(formerNames(channel, nameOf))).id);
  }

  private posting(channel: Channel, nameOf: (id: string) => string, args: () => IntegrationArgs): pulumi.Output<string> {
    return this.integration(nameOf(channel.id), args, formerNames(channel, nameOf));
  }

  private integration(name: string, args: () => IntegrationArgs, formerly: readonly string[] = [], pages = false): pulumi.Output<string> {
    return this.once(name, () => new Integration(name, args(), this.child(formerly, pages)).id);
  }

  private once(name: string, make: () => pulumi.Output<string>): pulumi.Output<string> {
    const id = this.contacts.get(name) ?? make();
    this.contacts.set(name, id);
    return id;
  }

  private child(formerly: readonly string[] = [], pages = false): pulumi.CustomResourceOptions {
    return { parent: this, aliases: formerly.map((name) => ({ name })), protect: this.args.protect && pages };
  }
}
