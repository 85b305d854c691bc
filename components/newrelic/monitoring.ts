import * as newrelic from "@pulumi/newrelic";
import * as pulumi from "@pulumi/pulumi";
import { formerNames, logicalName, oldestId } from "../../model/ids.ts";
import type { Channel, Environment, OnCall } from "../../model/resolved.ts";
import type { Route } from "../../monitors/alert.ts";
import { nameIn } from "../names.ts";
import type { PageKeys } from "../vendor.ts";
import { conditionArgs } from "./condition.ts";
import { dashboardJson } from "./dashboard.ts";
import { formerRouteNames, sender } from "./names.ts";
import { channelArgs, mailDestination, pageDestination, type Way, webhookDestination, workflowArgs } from "./notification.ts";
import { type NewRelicAlert, type NewRelicDashboard, type PolicyGroup, policyGroups } from "./select.ts";

export interface MonitoringArgs {
  readonly environment: Environment;
  readonly alerts: readonly NewRelicAlert[];
  readonly dashboards: readonly NewRelicDashboard[];
  readonly accountId: number;
  readonly pages: PageKeys;
  /** secret addresses */
  readonly slackWebhook: (channel: Channel) => pulumi.Output<string>;
  readonly gateway: (name: string) => pulumi.Output<string>;
  /** true: what pages cannot be deleted */
  readonly protect: boolean;
}

type Id = pulumi.Output<string>;

/** Everything of one environment at New Relic: conditions by whom they tell, workflows that tell, and what is shown. */
export class Monitoring extends pulumi.ComponentResource {
  /** ids of the conditions by logical name */
  readonly conditions: Readonly<Record<string, Id>>;
  /** addresses of the dashboards by logical name */
  readonly dashboards: Readonly<Record<string, Id>>;
  private readonly args: MonitoringArgs;
  /** each destination is made once, and serves several workflows */
  private readonly destinations = new Map<string, Id>();

  constructor(name: string, args: MonitoringArgs, options: pulumi.ComponentResourceOptions = {}) {
    super("slostack:newrelic:Monitoring", name, {}, options);
    this.args = args;
    this.conditions = Object.fromEntries(policyGroups(args.alerts).flatMap((told) => this.policy(told)));
    this.dashboards = Object.fromEntries(args.dashboards.map((spec) => [spec.name, this.dashboard(spec)]));
    this.registerOutputs({ conditions: this.conditions, dashboards: this.dashboards });
  }

  /** Each facet of each condition is an issue of its own, so that one does not hide another. */
  private policy({ name, route, alerts }: PolicyGroup): [string, Id][] {
    const { environment, protect } = this.args;
    const pages = route.kind === "page";
    const former = formerRouteNames(route);
    const child = this.child(former, pages);
    // A rename changes nothing at the vendor.
    const [written = name] = former;
    const policy = new newrelic.AlertPolicy(
      name,
      { name: nameIn(environment, written), incidentPreference: "PER_CONDITION_AND_TARGET" },
      child,
    );
    const channels = this.waysOf(route).map(([way, destination]) => {
      const formerly = former.map((one) => logicalName(one, way));
      const args = channelArgs(environment, logicalName(written, way), way, destination());
      return new newrelic.NotificationChannel(logicalName(name, way), args, this.child(formerly, pages)).id;
    });
    new newrelic.Workflow(name, workflowArgs(environment, written, policy.id, channels), child);
    return alerts.map((alert) => {
      const options = { ...this.child(alert.formerNames), protect: protect && pages };
      return [alert.name, new newrelic.NrqlAlertCondition(alert.name, conditionArgs(alert, policy.id), options).id];
    });
  }

  /** A page calls the on-call service and shows it to the team; a post tells the channel alone. */
  private waysOf(route: Route): [Way, () => Id][] {
    const { channel } = route;
    const { slack, email, webhook } = channel;
    const { environment, slackWebhook, gateway } = this.args;
    return [
      ...(route.kind === "page" ? [["page", () => this.call(route.onCall)] as [Way, () => Id]] : []),
      ...(slack === undefined ? [] : [this.way("slack", channel, () => webhookDestination(environment, slack, slackWebhook(channel)))]),
      ...(email === undefined ? [] : [this.way("email", channel, () => mailDestination(environment, oldestId(channel), email))]),
      ...(webhook === undefined ? [] : [this.way("webhook", channel, () => webhookDestination(environment, webhook, gateway(webhook)))]),
    ];
  }

  private way(way: Way, channel: Channel, args: () => newrelic.NotificationDestinationArgs): [Way, () => Id] {
    const nameOf = (id: string) => logicalName("to", id, way);
    return [way, () => this.destination(nameOf(channel.id), args, this.child(formerNames(channel, nameOf)))];
  }

  private call(onCall: OnCall): Id {
    const nameOf = (id: string) => logicalName("to", id, "page");
    const args = () => pageDestination(this.args.environment, onCall.name, this.args.pages.key(onCall, sender));
    return this.destination(nameOf(onCall.id), args, this.child(formerNames(onCall, nameOf), true));
  }

  private destination(name: string, args: () => newrelic.NotificationDestinationArgs, options = this.child()): Id {
    const secret = { ...options, additionalSecretOutputs: ["secureUrl", "authToken"] };
    const id = this.destinations.get(name) ?? new newrelic.NotificationDestination(name, args(), secret).id;
    this.destinations.set(name, id);
    return id;
  }

  private dashboard(spec: NewRelicDashboard): Id {
    const json = this.withOnCall(spec);
    return new newrelic.OneDashboardJson(spec.name, { json }, this.child(spec.formerNames)).permalink;
  }

  /** With a link to who is on call for the service. */
  private withOnCall(spec: NewRelicDashboard): pulumi.Input<string> {
    const { pages, accountId } = this.args;
    const onCall = spec.service?.onCall;
    const address = onCall && pages.address(onCall);
    if (!address) return dashboardJson(spec, accountId);
    return address.apply((url) => dashboardJson(spec, accountId, [{ title: `On call: ${onCall.name}`, url }]));
  }

  private child(formerly: readonly string[] = [], pages = false): pulumi.CustomResourceOptions {
    return { parent: this, aliases: formerly.map((name) => ({ name })), protect: this.args.protect && pages };
  }
}
