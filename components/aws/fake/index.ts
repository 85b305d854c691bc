import type { VendorModel } from "../../../sandbox/fake-provider/model.ts";
import { compositeAlarm } from "./composite-alarm.ts";
import { logGroup, logMetricFilter } from "./logs.ts";
import { metricAlarm } from "./metric-alarm.ts";
import { alarmMuteRule } from "./mute-rule.ts";
import { topic, topicSubscription } from "./sns.ts";

/** CloudWatch and SNS as AWS's plugin (7.48) and their APIs present them, as far as this project uses them. */
export const fake: VendorModel = {
  package: "aws",
  version: "7.48.0",
  resources: {
    "aws:cloudwatch/logGroup:LogGroup": logGroup,
    "aws:cloudwatch/logMetricFilter:LogMetricFilter": logMetricFilter,
    "aws:cloudwatch/metricAlarm:MetricAlarm": metricAlarm,
    "aws:cloudwatch/compositeAlarm:CompositeAlarm": compositeAlarm,
    "aws:cloudwatch/alarmMuteRule:AlarmMuteRule": alarmMuteRule,
    "aws:sns/topic:Topic": topic,
    "aws:sns/topicSubscription:TopicSubscription": topicSubscription,
  },
};
