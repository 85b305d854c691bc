import type * as cloudwatch from "@pulumi/aws/cloudwatch/index.js";
import type { Unwrap } from "@pulumi/pulumi";
import type { AlertReader, AlertReaders, Fault, StackResource } from "../alert-reader.ts";
import { kinds } from "./kinds.ts";

type MetricAlarm = Unwrap<cloudwatch.MetricAlarmArgs>;
type CompositeAlarm = Unwrap<cloudwatch.CompositeAlarmArgs>;

const shared = {
  runbookIn: "a link to it to `alarmDescription`, said to be the runbook",
  ownerIn: "a tag `<key>`",
  recipientsIn: "`alarmActions`",
} as const;

/** What both kinds of alarm have in common. */
const told = (alarm: MetricAlarm | CompositeAlarm) => ({
  labels: () => alarm.tags ?? {},
  texts: () => [alarm.alarmDescription],
  notifies: () => alarm.actionsEnabled !== false && (alarm.alarmActions ?? []).length > 0,
  pages: (stack: readonly StackResource[]) => pagesBy([...(alarm.alarmActions ?? [])].map(String), stack),
});

const metricAlarm: AlertReader<MetricAlarm> = {
  ...shared,
  noun: "alarm",
  read: (alarm) => [{ ...told(alarm), faults: () => [tooManyDatapoints(alarm), blindToAbsence(alarm)] }],
};

function tooManyDatapoints({ datapointsToAlarm = 1, evaluationPeriods = 1 }: MetricAlarm): Fault | undefined {
  if (datapointsToAlarm <= evaluationPeriods) return undefined;
  return {
    what: `it asks for ${datapointsToAlarm} breaching data points of ${evaluationPeriods}: there are never so many, and AWS refuses it on \`up\``,
    remediation: `set \`datapointsToAlarm\` to ${evaluationPeriods} or less`,
  };
}

/** CloudWatch has a count of samples only where there is a sample: nothing is no data, and never 0. */
function blindToAbsence({ statistic, comparisonOperator, threshold, treatMissingData = "missing" }: MetricAlarm): Fault | undefined {
  if (statistic !== "SampleCount" || threshold === undefined || treatMissingData === "breaching") return undefined;
  const never =
    (comparisonOperator === "LessThanThreshold" && threshold <= 1) ||
    (comparisonOperator === "LessThanOrEqualToThreshold" && threshold < 1);
  if (!never) return undefined;
  const what = `it waits for fewer than ${threshold} samples, and CloudWatch says "no data" instead, which \`treatMissingData: ${treatMissingData}\` hides`;
  return { what, remediation: "set `treatMissingData: breaching`" };
}

const compositeAlarm: AlertReader<CompositeAlarm> = {
  ...shared,
  noun: "composite alarm",
  read: (alarm) => [
    {
      ...told(alarm),
      faults: () => [
        /^\s*FALSE\s*$/.test(alarm.alarmRule) && {
          what: "its rule is `FALSE`: nothing makes it alarm",
          remediation: "name the alarms that it combines",
        },
      ],
    },
  ],
};

/** How a topic tells people who read it later. Of any other protocol nobody knows what is behind it. */
const posting = ["email", "email-json"];

/** @param actions addresses of topics; one of another stack says nothing */
function pagesBy(actions: readonly string[], stack: readonly StackResource[]): boolean | undefined {
  const topics = stack.filter(({ type, props }) => type === kinds.topic.type && actions.includes(String(props.arn)));
  if (topics.length === 0 || topics.length < actions.length) return undefined;
  const subscribed = stack.filter(({ type, props }) => type === kinds.subscription.type && actions.includes(String(props.topic)));
  return subscribed.every(({ props }) => posting.includes(String(props.protocol))) ? false : undefined;
}

export const alertReaders: AlertReaders = { [kinds.alarm.type]: metricAlarm, [kinds.compositeAlarm.type]: compositeAlarm };
