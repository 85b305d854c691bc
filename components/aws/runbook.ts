import { formatDuration } from "../../model/quantity.ts";
import type { Question } from "../../queries/cloudwatch.ts";
import type { AlertQuery, Asked, Runbook } from "../runbook.ts";
import { alarmsOf } from "./alarms.ts";
import { physicalName } from "./names.ts";

const signs = { GreaterThanThreshold: ">", GreaterThanOrEqualToThreshold: ">=", LessThanThreshold: "<" } as const;

/** The rule of a composite alarm, each alarm with its math, and the pattern of the lines that each number counts. */
function cloudwatchOf(alert: Asked<"cloudwatch-logs">): AlertQuery {
  const { alarms, composites, filters } = alarmsOf([alert]);
  return {
    asked: `CloudWatch asks it of the log group \`${alert.evaluator.group}\` every minute`,
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
  sources: { "cloudwatch-logs": ({ group }) => `logs in CloudWatch: \`${group}\`` },
};
