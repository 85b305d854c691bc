import type * as cloudwatch from "@pulumi/aws/cloudwatch/index.js";
import type * as sns from "@pulumi/aws/sns/index.js";
import type { Kind, KindOf, Shape } from "../plan.ts";

/** What the objects of AWS take. */
export interface Aws extends Shape {
  readonly objects: {
    readonly logGroup: cloudwatch.LogGroupArgs;
    readonly metricFilter: cloudwatch.LogMetricFilterArgs;
    readonly topic: sns.TopicArgs;
    readonly subscription: sns.TopicSubscriptionArgs;
    readonly alarm: cloudwatch.MetricAlarmArgs;
    readonly compositeAlarm: cloudwatch.CompositeAlarmArgs;
  };
  readonly lookUps: Readonly<Record<never, never>>;
}

export const kinds: { readonly [K in KindOf<Aws>]: Kind } = {
  logGroup: { type: "aws:cloudwatch/logGroup:LogGroup", noun: "log group", effect: "other", shared: true },
  metricFilter: {
    type: "aws:cloudwatch/logMetricFilter:LogMetricFilter",
    noun: "metric filter",
    effect: "alerts",
    importId: "<log group>:<filter> (`aws logs describe-metric-filters`)",
  },
  topic: { type: "aws:sns/topic:Topic", noun: "topic", effect: "calls", importId: "its ARN (`aws sns list-topics`)" },
  subscription: {
    type: "aws:sns/topicSubscription:TopicSubscription",
    noun: "topic subscription",
    effect: "calls",
    importId: "its ARN (`aws sns list-subscriptions`)",
  },
  alarm: {
    type: "aws:cloudwatch/metricAlarm:MetricAlarm",
    noun: "alarm",
    effect: "alerts",
    importId: "its name (`aws cloudwatch describe-alarms`)",
  },
  compositeAlarm: {
    type: "aws:cloudwatch/compositeAlarm:CompositeAlarm",
    noun: "composite alarm",
    effect: "alerts",
    importId: "its name (`aws cloudwatch describe-alarms --alarm-types CompositeAlarm`)",
  },
};
