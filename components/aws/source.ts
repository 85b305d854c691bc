import { z } from "zod";
import type { Check } from "../../model/check/report.ts";
import { servicesOf, sourceOf } from "../../model/check/service.ts";
import type { CheckedKind } from "../../model/checked-vocabulary.ts";
import { nginxCombinedFields } from "../../model/log-format.ts";
import { nearest } from "../../model/nearest.ts";
import { parseDuration } from "../../model/quantity.ts";
import type { Metric, Sent, SourceBase } from "../../model/resolved.ts";
import { ownership } from "../../model/schema/source.ts";
import type { Written } from "../../model/vendors.ts";

/** How the CloudWatch agent of a host fills a log group. */
const agent = z.strictObject({
  file: z.string().startsWith("/"),
  stream: z.string().min(1).default("{instance_id}"),
  "time-zone": z.enum(["UTC", "Local"]).optional(),
});
const schema = z.strictObject({
  kind: z.literal("cloudwatch-logs"),
  group: z
    .string()
    .regex(/^[a-zA-Z0-9_/.#{}-]{1,512}$/, "a name such as /emailai/{path}/app")
    .describe("{path} is replaced by the environment's path"),
  format: z.enum(["json", "nginx-combined"]).describe("format of a line; its fields become labels"),
  retention: z
    .enum(["1d", "3d", "5d", "7d", "14d", "30d", "60d", "90d", "120d", "150d", "180d", "365d", "400d", "545d", "731d"])
    .describe("retention: lines are deleted after this time"),
  evaluator: z.literal("aws"),
  ...ownership,
  agent: agent.optional().describe("file on each host that the CloudWatch agent ships"),
});
type Entry = z.output<typeof schema>;
const words = z.strictObject({ path: z.string().regex(/^[a-z0-9-]+$/) });

export interface LogGroupSource extends SourceBase {
  readonly kind: "cloudwatch-logs";
  readonly evaluator: "aws";
  /** name of the log group in this environment */
  readonly group: string;
  readonly format: "json" | "nginx-combined";
  readonly retentionDays: number;
  /** file on each host that the CloudWatch agent ships */
  readonly agent?: { readonly file: string; readonly stream: string; readonly timeZone?: "UTC" | "Local" };
}

declare module "../../model/vendors.ts" {
  interface SourceKinds {
    "cloudwatch-logs": { readonly entry: Entry; readonly source: LogGroupSource };
  }
  interface EnvironmentWords {
    aws: z.output<typeof words>;
  }
}

/** Placeholder for the environment in the name of a log group. */
const environmentInName = "{path}";

/** Environments write to log groups of their own. */
const checkGroups: Check = ({ organization }, report) => {
  const { environments, sources } = organization.value;
  if (Object.keys(environments).length < 2) return;
  for (const [id, source] of Object.entries(sources))
    if (source.kind === "cloudwatch-logs" && !source.group.includes(environmentInName))
      report(organization, ["sources", id, "group"], "environments-overlap", `all environments write to ${source.group}`, {
        way: `write ${environmentInName} where the name contains the environment`,
      });
};

/** A line holds no other field than its format has. */
const checkFields: Check = (checked, report) => {
  for (const scope of servicesOf(checked))
    for (const [id, metric] of Object.entries(scope.service.metrics)) {
      const source = sourceOf(scope, metric);
      if (source?.kind !== "cloudwatch-logs" || source.format !== "nginx-combined") continue;
      for (const [index, label] of metric.labels.entries())
        if (!nginxCombinedFields.some((field) => field === label))
          report(
            scope.part,
            [...scope.path, "metrics", id, "labels", index],
            "unknown-label",
            `a line of the combined format has no field ${JSON.stringify(label)}`,
            { nearest: nearest(label, nginxCombinedFields) },
          );
    }
};

export const logGroupSource: CheckedKind<Entry> = {
  kind: "cloudwatch-logs",
  schema,
  environment: { key: "aws", schema: words, labels: false },
  senders: ["aws"],
  metrics: { counter: { form: /^[a-zA-Z][a-zA-Z0-9_]*$/, example: "failed_requests" } },
  label: { form: /^[a-zA-Z_][a-zA-Z0-9_.]*$/, example: "a field such as request.status" },
  // Periods times evaluations of an alarm span at most one day, or seven where a period has an hour or more.
  traits: {
    limits: { name: "CloudWatch", longestWindow: 7 * 86_400, tier: { shortest: 60, longest: 7 * 86_400 } },
    sent: sentAs,
  },
  checks: [checkGroups, checkFields],
  pace: () => ({ scrape: 60, evaluate: 60, points: "points" }),
  resolve: ({ kind, evaluator, group, format, retention, agent }, base, is) => ({
    ...base,
    kind,
    evaluator,
    group: groupIn(group, is),
    format,
    retentionDays: parseDuration(retention) / 86_400,
    ...(agent && { agent: agentOf(agent) }),
  }),
};

function sentAs({ from, name }: Metric): Sent {
  if (from.kind !== "cloudwatch-logs") throw new Error(`${from.id} is no log group`);
  return { sort: "log-line", name: from.group, type: `line (${from.format}), counted as ${name}` };
}

function agentOf({ file, stream, "time-zone": timeZone }: NonNullable<Entry["agent"]>): NonNullable<LogGroupSource["agent"]> {
  return { file, stream, ...(timeZone !== undefined && { timeZone }) };
}

function groupIn(group: string, is: Written): string {
  if (!group.includes(environmentInName)) return group;
  if (!is.aws) throw new Error(`${group} needs the path of the environment`);
  return group.replaceAll(environmentInName, is.aws.path);
}
