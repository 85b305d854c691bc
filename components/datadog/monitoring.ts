import * as vendor from "@pulumi/datadog";
import * as pulumi from "@pulumi/pulumi";
import { formerNames } from "../../model/ids.ts";
import type { Slo } from "../../model/resolved.ts";
import type { Watchdog } from "../../monitors/watchdogs.ts";
import type { Heartbeats, PageKeys } from "../vendor.ts";
import { compositionOf, type Member } from "./composition.ts";
import { dashboardJson } from "./dashboard.ts";
import { distributionArgs, pagedBy, pagerArgs, slackChannelArgs, slackChannels } from "./integration.ts";
import { LogReading } from "./log-reading.ts";
import { alertMonitorArgs, memberMonitorArgs } from "./monitor.ts";
import { handlesOf } from "./names.ts";
import { syntheticsTestArgs } from "./probe.ts";
import { compositeQuestion, questionOf, type References } from "./question.ts";
import type { DatadogAlert, DatadogDashboard, DatadogMonitoring, ProbeAlert } from "./select.ts";
import { placeOf, type SloSpec, sloArgs, sloName, sloSpecs } from "./slo.ts";
import { signMonitorArgs, signWebhookArgs } from "./watchdog.ts";

export interface MonitoringArgs extends DatadogMonitoring {
  readonly pages: PageKeys;
  readonly heartbeats: Heartbeats;
  /** name under which pagers know Datadog as a sender */
  readonly sender: string;
  /** name of the Slack workspace, as the integration has it; undefined where no channel is on Slack */
  readonly slackAccount: string | undefined;
}

type Outputs = Map<string, pulumi.Output<string>>;

/** Everything of one environment at Datadog: what is measured, evaluated and shown, and who is told. */
export class Monitoring extends pulumi.ComponentResource {
  /** addresses of the dashboards by logical name */
  readonly dashboards: Readonly<Record<string, pulumi.Output<string>>>;
  /** how many of each kind */
  readonly counts: { readonly alerts: number; readonly members: number; readonly slos: number };

  private readonly args: MonitoringArgs;
  private readonly slos: Outputs = new Map();
  private readonly members: Outputs = new Map();
  private readonly told: pulumi.Resource[] = [];
  private readonly refs: References = {
    slo: (slo, which) => found(this.slos, sloName(placeOf(slo, this.args.slos), which)),
    monitor: (name) => found(this.members, name),
  };

  constructor(name: string, args: MonitoringArgs, options: pulumi.ComponentResourceOptions = {}) {
    super("slostack:datadog:Monitoring", name, {}, options);
    this.args = args;
    this.tell();
    const specs = args.slos.flatMap(sloSpecs);
    for (const spec of specs) this.measure(spec);
    for (const alert of args.alerts) this.evaluate(alert);
    for (const probe of args.probes) this.ask(probe);
    for (const watchdog of args.watchdogs) this.live(watchdog);
    this.dashboards = Object.fromEntries(args.dashboards.map((spec) => [spec.name, this.show(spec)]));
    if (args.logging.length > 0) new LogReading("logs", { ...args, dependsOn: this.told }, { parent: this });
    this.counts = { alerts: args.alerts.length, members: this.members.size, slos: specs.length };
    this.registerOutputs({ dashboards: this.dashboards, counts: this.counts });
  }

  /** Whom messages call. Slack channels are one list for the account; services of a pager carry the environment. */
  private tell(): void {
    const { pages, resolved, sender, slackAccount } = this.args;
    const { environment, organization } = resolved;
    for (const onCall of pagedBy(this.args)) {
      const args = pagerArgs(onCall, environment, pages.key(onCall, sender));
      this.told.push(new vendor.pagerduty.ServiceObject(onCall.id, args, this.kept(formerNames(onCall, (id) => id))));
    }
    if (!environment.ownsAccount) return;
    for (const { slack, ...entry } of slackAccount === undefined ? [] : slackChannels(organization)) {
      const former = this.child(formerNames(entry, (id) => id));
      this.told.push(new vendor.slack.Channel(entry.id, slackChannelArgs(slack, slackAccount ?? ""), former));
    }
    for (const metric of this.args.distributions) {
      new vendor.MetricTagConfiguration(metric.name, distributionArgs(metric), this.child());
    }
  }

  private measure(spec: SloSpec): void {
    const args = sloArgs(spec, this.args.resolved.environment);
    this.slos.set(spec.name, new vendor.ServiceLevelObjective(spec.name, args, this.kept(spec.formerNames)).id);
  }

  private evaluate(alert: DatadogAlert): void {
    const plan = compositionOf(alert);
    if (plan.kind === "composite") for (const member of plan.members) this.member(member, alert);
    const question =
      plan.kind === "single"
        ? questionOf(plan.ask, this.refs)
        : compositeQuestion(
            plan.expression,
            plan.members.map((member) => member.name),
            this.refs,
          );
    const handles = handlesOf(alert.route, alert.environment, this.args.slackAccount);
    const args = alertMonitorArgs(alert, plan, question, handles);
    new vendor.Monitor(alert.name, args, { ...this.kept(alert.formerNames), dependsOn: this.told });
  }

  /** Page and ticket of an SLO read the same members: each is made once. */
  private member(member: Member, alert: DatadogAlert): void {
    if (this.members.has(member.name)) return;
    const args = memberMonitorArgs(member, alert, questionOf(member.ask, this.refs));
    this.members.set(member.name, new vendor.Monitor(member.name, args, this.kept(member.formerNames)).id);
  }

  private ask(probe: ProbeAlert): void {
    const handles = handlesOf(probe.route, probe.environment, this.args.slackAccount);
    new vendor.SyntheticsTest(probe.name, syntheticsTestArgs(probe, handles), { ...this.kept(probe.formerNames), dependsOn: this.told });
  }

  /** Signs of life for the receiver that misses them. */
  private live(watchdog: Watchdog): void {
    const address = this.args.heartbeats.address(watchdog.name);
    if (!address) throw new Error(`${watchdog.evaluator.id} takes no signs of life of ${watchdog.name}`);
    const secret = { ...this.child(), additionalSecretOutputs: ["url"] };
    const webhook = new vendor.Webhook(watchdog.name, signWebhookArgs(watchdog, address), secret);
    new vendor.Monitor(watchdog.name, signMonitorArgs(watchdog), { ...this.kept(), dependsOn: webhook });
  }

  private show(spec: DatadogDashboard): pulumi.Output<string> {
    const onCall = spec.service?.onCall;
    const address = onCall && this.args.pages.address(onCall);
    const known = pulumi.all(Object.fromEntries(this.slos));
    const named = (slo: Slo) => sloName(placeOf(slo, this.args.slos), "objective");
    const dashboard = pulumi
      .all([known, address])
      .apply(([ids, url]) => dashboardJson(spec, (slo) => ids[named(slo)] ?? "", url === undefined ? [] : [{ title: "On call", url }]));
    return new vendor.DashboardJson(spec.name, { dashboard }, this.child(spec.formerNames)).url;
  }

  private child(formerly: readonly string[] = []): pulumi.CustomResourceOptions {
    return { parent: this, aliases: formerly.map((name) => ({ name })) };
  }

  /** What pages, what it is made of, and what a history of events hangs on. */
  private kept(formerly: readonly string[] = []): pulumi.CustomResourceOptions {
    return { ...this.child(formerly), protect: this.args.protect };
  }
}

function found(outputs: Outputs, name: string): pulumi.Output<string> {
  const output = outputs.get(name);
  if (!output) throw new Error(`nothing at Datadog is called ${name}`);
  return output;
}
