import * as cloudwatch from "@pulumi/aws/cloudwatch/index.js";
import * as sns from "@pulumi/aws/sns/index.js";
import * as pulumi from "@pulumi/pulumi";
import type { Names } from "../../dashboards/name.ts";
import { logicalName } from "../../model/ids.ts";
import type { Alert, Route } from "../../monitors/alert.ts";
import type { Monitoring as Given, PageKeys } from "../vendor.ts";
import { compositeAlarmArgs, metricAlarmArgs } from "./alarm.ts";
import { type Alarms, alarmsOf } from "./alarms.ts";
import { logGroupArgs, logGroupsOf, metricFilterArgs } from "./log-group.ts";
import { routeNames } from "./names.ts";
import { mailSubscriptionArgs, pagerSubscriptionArgs, routesOf, topicArgs } from "./topic.ts";

export interface MonitoringArgs extends Pick<Given, "resolved" | "alerts" | "protect"> {
  readonly pages: PageKeys;
  /** name under which pagers know CloudWatch as a sender */
  readonly sender: string;
}

type Alarm = cloudwatch.MetricAlarm | cloudwatch.CompositeAlarm;

/** Everything of one environment at CloudWatch: where lines go, what is counted, what alarms, who is told. */
export class Monitoring extends pulumi.ComponentResource {
  /** names of the log groups by id of the source */
  readonly logGroups: Readonly<Record<string, pulumi.Output<string>>>;
  /** ARNs of the topics by logical name */
  readonly topics: Readonly<Record<string, pulumi.Output<string>>>;
  /** how many of each */
  readonly alarms: { readonly metric: number; readonly composite: number };

  private readonly args: MonitoringArgs;

  constructor(name: string, args: MonitoringArgs, options: pulumi.ComponentResourceOptions = {}) {
    super("slostack:aws:Monitoring", name, {}, options);
    this.args = args;
    const plan = alarmsOf(args.alerts);
    const groups = this.groups();
    const filters = this.count(plan, groups);
    const topics = this.tell();
    this.evaluate(plan, filters, topics);
    this.logGroups = Object.fromEntries(groups);
    this.topics = Object.fromEntries(topics);
    this.alarms = { metric: plan.alarms.length, composite: plan.composites.length };
    this.registerOutputs({ logGroups: this.logGroups, topics: this.topics, alarms: this.alarms });
  }

  /** What holds data: protected, and at the vendor as well. */
  private groups(): ReadonlyMap<string, pulumi.Output<string>> {
    const { resolved, protect } = this.args;
    return new Map(
      logGroupsOf(resolved).map((source) => [
        source.id,
        new cloudwatch.LogGroup(source.id, logGroupArgs(source, resolved.environment, protect), this.kept()).name,
      ]),
    );
  }

  /** @returns the filters by name of the metric that they feed */
  private count({ filters }: Alarms, groups: ReadonlyMap<string, pulumi.Output<string>>): ReadonlyMap<string, pulumi.Resource> {
    const { environment } = this.args.resolved;
    return new Map(
      filters.map((spec) => {
        const args = metricFilterArgs(spec, environment, found(groups, spec.metric.source.id));
        return [spec.metric.name, new cloudwatch.LogMetricFilter(spec.name, args, this.kept(spec))];
      }),
    );
  }

  private tell(): ReadonlyMap<string, pulumi.Output<string>> {
    const { alerts, resolved, pages, sender } = this.args;
    return new Map(
      routesOf(alerts).map((route) => {
        const names = routeNames(route);
        const topic = new sns.Topic(names.name, topicArgs(route, resolved.environment), this.guarded(route, names));
        if (route.kind === "page") {
          const args = pagerSubscriptionArgs(topic.arn, pages.key(route.onCall, sender));
          new sns.TopicSubscription(logicalName(names.name, "pager"), args, this.guarded(route, suffixed(names, "pager")));
        }
        if (route.channel.email !== undefined)
          new sns.TopicSubscription(
            logicalName(names.name, "email"),
            mailSubscriptionArgs(topic.arn, route.channel.email),
            this.child(suffixed(names, "email")),
          );
        return [names.name, topic.arn];
      }),
    );
  }

  /** Alarms before the composites that name them. */
  private evaluate(
    { alarms, composites }: Alarms,
    filters: ReadonlyMap<string, pulumi.Resource>,
    topics: ReadonlyMap<string, pulumi.Output<string>>,
  ): void {
    const topicOf = ({ route }: Alert) => found(topics, routeNames(route).name);
    const made = new Map<string, Alarm>();
    for (const spec of alarms) {
      const args = metricAlarmArgs(spec, spec.tells ? { topic: topicOf(spec.alert) } : "none");
      // An alarm on a metric that nothing feeds yet would begin its life with absence.
      const dependsOn = spec.question.reads.map(({ metric }) => found(filters, metric.name));
      made.set(spec.name, new cloudwatch.MetricAlarm(spec.name, args, { ...this.kept(spec), dependsOn }));
    }
    for (const spec of composites) {
      const dependsOn = spec.parts.map((part) => found(made, part));
      new cloudwatch.CompositeAlarm(spec.name, compositeAlarmArgs(spec, topicOf(spec.alert)), { ...this.kept(spec), dependsOn });
    }
  }

  private child(names?: Names): pulumi.CustomResourceOptions {
    return { parent: this, aliases: (names?.formerNames ?? []).map((name) => ({ name })) };
  }

  /** What holds data or decides whether somebody is told. */
  private kept(names?: Names): pulumi.CustomResourceOptions {
    return { ...this.child(names), protect: this.args.protect };
  }

  /** Pages are guarded; a posting topic may go with its channel. */
  private guarded(route: Route, names: Names): pulumi.CustomResourceOptions {
    return route.kind === "page" ? this.kept(names) : this.child(names);
  }
}

const suffixed = ({ name, formerNames }: Names, suffix: string): Names => ({
  name: logicalName(name, suffix),
  formerNames: formerNames.map((former) => logicalName(former, suffix)),
});

function found<T>(outputs: ReadonlyMap<string, T>, key: string): T {
  const output = outputs.get(key);
  if (!output) throw new Error(`nothing at CloudWatch is called ${key}`);
  return output;
}
