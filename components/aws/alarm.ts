import type * as cloudwatch from "@pulumi/aws/cloudwatch/index.js";
import type { Input } from "@pulumi/pulumi";
import type { Alert } from "../../monitors/alert.ts";
import type { Question } from "../../queries/cloudwatch.ts";
import type { AlarmSpec, CompositeSpec } from "./alarms.ts";
import { descriptionOf, namespaceOf, physicalName, tagsOf } from "./names.ts";

/** Where an alarm sends its changes of state. Its end is sent too: PagerDuty resolves the incident with it. */
export type Actions = { readonly topic: Input<string> } | "none";

/** @param actions `none` for the part of a composite */
export function metricAlarmArgs(spec: AlarmSpec, actions: Actions): cloudwatch.MetricAlarmArgs {
  const { alert, question } = spec;
  return {
    name: physicalName(spec, alert.environment),
    alarmDescription: actions === "none" ? ofPart : descriptionOf(alert),
    ...compared(question, alert),
    comparisonOperator: question.compare,
    threshold: question.threshold,
    evaluationPeriods: 1,
    datapointsToAlarm: 1,
    treatMissingData: question.missing,
    ...actionsOf(actions),
    tags: tagsOfAlert(alert),
  };
}

export function compositeAlarmArgs(spec: CompositeSpec, topic: Input<string>): cloudwatch.CompositeAlarmArgs {
  const { alert, rule } = spec;
  return {
    alarmName: physicalName(spec, alert.environment),
    alarmDescription: descriptionOf(alert),
    alarmRule: rule,
    ...actionsOf({ topic }),
    tags: tagsOfAlert(alert),
  };
}

function actionsOf(actions: Actions) {
  if (actions === "none") return { actionsEnabled: false };
  return { actionsEnabled: true, alarmActions: [actions.topic], okActions: [actions.topic] };
}

/** Its name says of what it is a part. */
const ofPart = "Read by composite alarms; tells nobody by itself.";

function tagsOfAlert({ environment, labels, owner, system, service, severity }: Alert): Record<string, string> {
  return tagsOf({ environment, owner, severity, ...(system && { system }), ...(service && { service }), ...(labels && { labels }) });
}

/** The one sum itself, or metric math over several; AWS takes one of the two forms. */
function compared({ reads, steps, period }: Question, { environment }: Alert): Partial<cloudwatch.MetricAlarmArgs> {
  const namespace = namespaceOf(environment);
  const [only, ...more] = reads;
  if (only && more.length === 0 && steps.length === 0) return { namespace, metricName: only.metric.name, statistic: "Sum", period };
  const metrics = reads.map(({ id, metric }) => ({
    id,
    metric: { namespace, metricName: metric.name, period, stat: "Sum" },
    returnData: false,
  }));
  const last = steps.length - 1;
  const expressions = steps.map(({ id, expression }, index) => ({ id, expression, label: id, returnData: index === last }));
  return { metricQueries: [...metrics, ...expressions] };
}
