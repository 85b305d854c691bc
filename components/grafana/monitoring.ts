import * as pulumi from "@pulumi/pulumi";
import * as vendor from "@pulumiverse/grafana";
import type { Link } from "../../dashboards/dashboard.ts";
import { namesOf } from "../../dashboards/name.ts";
import { panelsOfAlerts } from "../../dashboards/panel-of-alert.ts";
import type { Route } from "../../monitors/alert.ts";
import type { Watchdog } from "../../monitors/watchdogs.ts";
import type { Heartbeats, PageKeys } from "../vendor.ts";
import { contactPointArgs, routesOf } from "./contact-point.ts";
import { dashboardJson } from "./dashboard.ts";
import { folderArgs, sourcesFolder } from "./folder.ts";
import { messageTemplateArgs } from "./message-template.ts";
import { formerRouteNames, routeName } from "./names.ts";
import { checkArgs, locationIds, probesOf } from "./probe.ts";
import type { References } from "./rule.ts";
import { type GroupSpec, groupName, groupsOf, rulesOf } from "./rule-group.ts";
import type { GrafanaDashboard, GrafanaMonitoring, GrafanaSource } from "./select.ts";
import { signContactArgs, signInterval, signRule } from "./watchdog.ts";

export interface MonitoringArgs extends GrafanaMonitoring {
  readonly pages: PageKeys;
  readonly heartbeats: Heartbeats;
  /** name under which pagers know Grafana as a sender */
  readonly sender: string;
  readonly slackToken: pulumi.Output<string>;
}

type Outputs = ReadonlyMap<string, pulumi.Output<string>>;

/** Everything of one environment at Grafana: who is told, what is evaluated, what is shown. */
export class Monitoring extends pulumi.ComponentResource {
  /** addresses of the dashboards by logical name */
  readonly dashboards: Readonly<Record<string, pulumi.Output<string>>>;
  /** names of the contact points by logical name */
  readonly contactPoints: Readonly<Record<string, pulumi.Output<string>>>;
  /** how many rules of each kind */
  readonly rules: { readonly alerts: number; readonly recordings: number };

  private readonly args: MonitoringArgs;
  private readonly spot: References["spot"];

  constructor(name: string, args: MonitoringArgs, options: pulumi.ComponentResourceOptions = {}) {
    super("slostack:grafana:Monitoring", name, {}, options);
    this.args = args;
    this.spot = panelsOfAlerts(args.dashboards);
    const sources = this.sources();
    const contactPoints = this.tell();
    const folders = this.folders();
    this.ask();
    const groups = groupsOf(args.resolved, args.alerts);
    for (const group of groups) this.evaluate(group, found(folders, (group.system ?? sourcesFolder).id), sources, contactPoints);
    for (const watchdog of args.watchdogs) this.live(watchdog, found(folders, sourcesFolder.id));
    this.dashboards = Object.fromEntries(
      args.dashboards.map((spec) => [spec.name, this.show(spec, found(folders, spec.system.id), found(sources, spec.source.id))]),
    );
    this.contactPoints = Object.fromEntries(contactPoints);
    this.rules = {
      alerts: groups.reduce((sum, group) => sum + group.alerts.length, 0),
      recordings: groups.reduce((sum, group) => sum + group.recordings.length, 0),
    };
    this.registerOutputs({ dashboards: this.dashboards, contactPoints: this.contactPoints, rules: this.rules });
  }

  /** The uid of every data source that is used. One that is not there fails the preview, before anything is changed. */
  private sources(): Outputs {
    const used = new Map(this.args.alerts.map(({ evaluator }): [string, GrafanaSource] => [evaluator.id, evaluator]));
    for (const { source } of this.args.dashboards) used.set(source.id, source);
    return new Map(
      [...used].map(([id, { datasource }]) => [id, vendor.oss.getDataSourceOutput({ uid: datasource }, { parent: this }).uid]),
    );
  }

  private tell(): Outputs {
    const { alerts, resolved, pages, sender, slackToken } = this.args;
    const { environment } = resolved;
    const template = new vendor.alerting.MessageTemplate("messages", messageTemplateArgs(environment), this.child());
    const pageKey = (route: Extract<Route, { kind: "page" }>) => pages.key(route.onCall, sender);
    return new Map(
      routesOf(alerts).map((route) => {
        const name = routeName(route);
        const former = formerRouteNames(route);
        const kept = route.kind === "page" ? this.kept(former) : this.child(former);
        const args = contactPointArgs(route, environment, { slackToken, pageKey });
        return [name, new vendor.alerting.ContactPoint(name, args, { ...kept, dependsOn: template }).name];
      }),
    );
  }

  private folders(): Outputs {
    const { environment, systems } = this.args.resolved;
    const shown = new Set(this.args.dashboards.map(({ system }) => system.id));
    for (const { system } of this.args.alerts) if (system) shown.add(system.id);
    const own = systems.filter(({ id }) => shown.has(id));
    const entries = [...own.map((system) => ({ ...namesOf([system]), id: system.id, title: system.name })), sourcesFolder];
    return new Map(
      entries.map((entry) => [
        entry.id,
        new vendor.oss.Folder(entry.name, folderArgs(entry, environment), this.kept(entry.formerNames)).uid,
      ]),
    );
  }

  /** Endpoints, from outside. A location that is gone fails the preview. */
  private ask(): void {
    const asked = probesOf(this.args.alerts);
    if (asked.length === 0) return;
    const probes = vendor.syntheticmonitoring.getProbesOutput({}, { parent: this }).apply((known) => locationIds(known.probes));
    for (const probe of asked)
      new vendor.syntheticmonitoring.Check(
        probe.name,
        checkArgs(probe, this.args.resolved.environment, probes),
        this.kept(probe.formerNames),
      );
  }

  private evaluate(group: GroupSpec, folderUid: pulumi.Output<string>, sources: Outputs, contactPoints: Outputs): void {
    const refs: References = {
      datasource: found(sources, group.source.id),
      contactPoint: (route) => found(contactPoints, routeName(route)),
      spot: this.spot,
    };
    const args = { name: groupName(group), folderUid, intervalSeconds: group.interval, rules: rulesOf(group, refs) };
    new vendor.alerting.RuleGroup(group.name, args, this.kept(group.formerNames));
  }

  /** Signs of life for the receiver that misses them. */
  private live(watchdog: Watchdog, folderUid: pulumi.Output<string>): void {
    const address = this.args.heartbeats.address(watchdog.name);
    if (!address) throw new Error(`${watchdog.evaluator.id} takes no signs of life of ${watchdog.name}`);
    const contact = new vendor.alerting.ContactPoint(watchdog.name, signContactArgs(watchdog, address), this.child()).name;
    const args = { name: watchdog.name, folderUid, intervalSeconds: signInterval, rules: [signRule(watchdog, contact)] };
    new vendor.alerting.RuleGroup(watchdog.name, args, this.kept());
  }

  private show(spec: GrafanaDashboard, folder: pulumi.Output<string>, source: pulumi.Output<string>): pulumi.Output<string> {
    const onCall = spec.service?.onCall;
    const address = onCall && this.args.pages.address(onCall);
    const configJson = pulumi.all([source, address]).apply(([, url]) => dashboardJson(spec, onCallLinks(url)));
    return new vendor.oss.Dashboard(spec.name, { configJson, folder }, this.child(spec.formerNames)).url;
  }

  private child(formerly: readonly string[] = []): pulumi.CustomResourceOptions {
    return { parent: this, aliases: formerly.map((name) => ({ name })) };
  }

  /** What pages, and what a history of events hangs on. */
  private kept(formerly: readonly string[] = []): pulumi.CustomResourceOptions {
    return { ...this.child(formerly), protect: this.args.protect };
  }
}

function onCallLinks(url: string | undefined): Link[] {
  return url === undefined ? [] : [{ title: "On call", url }];
}

function found(outputs: Outputs, key: string): pulumi.Output<string> {
  const output = outputs.get(key);
  if (!output) throw new Error(`nothing at Grafana is called ${key}`);
  return output;
}
