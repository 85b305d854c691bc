import * as cloudwatch from "@pulumi/aws/cloudwatch/index.js";
import * as sns from "@pulumi/aws/sns/index.js";
import type { Resources } from "../vendor.ts";
import type { Aws } from "./kinds.ts";
import { listers } from "./listing.ts";

export const resources: Resources<Aws> = {
  classes: {
    logGroup: cloudwatch.LogGroup,
    metricFilter: cloudwatch.LogMetricFilter,
    topic: sns.Topic,
    subscription: sns.TopicSubscription,
    alarm: cloudwatch.MetricAlarm,
    compositeAlarm: cloudwatch.CompositeAlarm,
  },
  lookUps: {},
  listers,
};
