import { formatDuration } from "../../model/quantity.ts";
import type { Question } from "../../queries/cloudwatch.ts";
import type { AlertOn, AlertQuery, Runbook } from "../runbook.ts";
import { alarmsOf } from "./alarms.ts";
import { physicalName } from "./names.ts";

const signs = { GreaterThanThreshold: ">", GreaterThanOrEqualToThreshold: ">=", LessThanThreshold: "<" } as const;

/** The rule of a composite alarm, each alarm with its metric math, and the filter pattern of each metric. */
function cloudwatchOf(alert: AlertOn<"cloudwatch-logs">): AlertQuery {
  const { alarms, composites, filters } = alarmsOf([alert]);
  return {
    intro: `CloudWatch evaluates this every minute on the log group \`${alert.evaluator.group}\``,
    language: "cloudwatch",
    text: [
      ...composites.map(({ rule }) => rule),
      ...alarms.flatMap((spec) => [
        `${physicalName(spec, alert.environment)} = ${compared(spec.question)} in ${formatDuration(spec.question.period)}`,
        ...stepsOf(spec.question),
      ]),
      ...filters.map(({ metric }) => `${metric.role} = lines that match ${metric.pattern === "" ? "anything" : metric.pattern}`),
    ].join("\n"),
  };
}

function compared({ reads, steps, compare, threshold }: Question): string {
  return `${steps.at(-1)?.id ?? reads[0]?.id} ${signs[compare]} ${threshold}`;
}

const stepsOf = ({ steps }: Question): string[] => steps.map(({ id, expression }) => `  ${id} = ${expression}`);

export const runbook: Runbook = {
  queries: { "cloudwatch-logs": cloudwatchOf },
  sources: { "cloudwatch-logs": ({ group }) => `CloudWatch logs: \`${group}\`` },
};
