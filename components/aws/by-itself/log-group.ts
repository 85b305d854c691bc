import * as pulumi from "@pulumi/pulumi";
import { Piece, type Prepared, prepare } from "../../../by-itself/component.ts";
import { catalogOfCounted, ids, isWritten, namedAfter, runbookFaults } from "../../../by-itself/counted.ts";
import type { CountedAlert, CountedArgs } from "../../../by-itself/counted-arguments.ts";
import type { Fault } from "../../../by-itself/small-catalog.ts";
import { logicalName } from "../../../model/ids.ts";
import { aws } from "../index.ts";
import type { Aws } from "../kinds.ts";
import { routeNames } from "../names.ts";
import { planOf } from "../plan.ts";
import type { LogGroupSource } from "../source.ts";

/** How long lines are kept. */
export type Retention = `${1 | 3 | 5 | 7 | 14 | 30 | 60 | 90 | 120 | 150 | 180 | 365 | 400 | 545 | 731}d`;

/** A log group, and what is counted in it. */
export interface LogGroupArgs extends CountedArgs {
  /** its name, such as `/checkout/prod/app` */
  readonly group: string;
  /** of a line, whose fields become labels that alerts select: JSON, or nginx's combined access log */
  readonly format: LogGroupSource["format"];
  /** lines are deleted after this */
  readonly retention: Retention;
  /** alerts by id, such as `payments-fail` */
  readonly alerts: Readonly<Record<string, CountedAlert>>;
  /** ARN of the topic that critical alerts are published to */
  readonly page?: pulumi.Input<string>;
  /** ARN of the topic that warnings are published to */
  readonly ticket?: pulumi.Input<string>;
  /** CloudWatch refuses to delete the group and its lines; default: false */
  readonly keep?: boolean;
}

/**
 * A log group at CloudWatch with a retention, metric filters that count its lines by the minute, and alarms on them.
 *
 * These are the objects that a catalog's log group with alerts of the same values has.
 *
 * @example
 * ```ts
 * import * as aws from "@pulumi/aws";
 * import { LogGroup } from "slostack/aws";
 *
 * const topic = new aws.sns.Topic("checkout-pages");
 * const logs = new LogGroup("checkout", {
 *   group: "/checkout/prod/app",
 *   format: "json",
 *   retention: "30d",
 *   service: "checkout",
 *   owner: "payments",
 *   alerts: {
 *     "payments-fail": {
 *       where: { level: "error", event: { startsWith: "payment" } },
 *       above: 5,
 *       over: "5m",
 *       severity: "critical",
 *       runbook: "https://runbooks.example.com/payments",
 *     },
 *   },
 *   page: topic.arn,
 * });
 * export const group = logs.groupName;
 * ```
 */
export class LogGroup<const Args extends LogGroupArgs = LogGroupArgs> extends Piece {
  /** name of the log group, known once it is there */
  readonly groupName: pulumi.Output<string>;
  readonly groupArn: pulumi.Output<string>;
  /** ARN of each alarm, by id of its alert */
  readonly alarmArns: Readonly<Record<keyof Args["alerts"] & string, pulumi.Output<string>>>;

  /**
   * @param name lower-case words joined by single hyphens; every object's name begins with it
   * @throws pulumi.RunError with everything that is wrong with the arguments, each with its name; nothing is registered then
   */
  constructor(name: string, args: Args, options: pulumi.ComponentResourceOptions = {}) {
    super("slostack:aws:LogGroup", name, logGroupOf(name, args), options);
    this.groupName = this.answer("logGroup", ids.source, "name");
    this.groupArn = this.answer("logGroup", ids.source, "arn");
    const arns = Object.keys(args.alerts).map((id) => [id, this.answer("alarm", logicalName(name, args.service, id), "arn")]);
    this.alarmArns = Object.fromEntries(arns);
  }
}

/** @internal everything that it is made of, before there is an engine */
export function logGroupOf(name: string, args: LogGroupArgs): Prepared {
  const { format, group, keep = false, retention } = args;
  const environment = args.environment ?? pulumi.getStack();
  const topics = new Map<string, pulumi.Input<string> | undefined>();
  return prepare<Aws>({
    noun: "LogGroup",
    name,
    vendor: aws,
    small: catalogOfCounted(
      name,
      { ...args, environment },
      {
        source: { kind: "cloudwatch-logs", group, format, retention, evaluator: "aws" },
        is: { aws: { path: environment } },
        counter: "lines",
        written: { group: "group", format: "format", retention: "retention" },
      },
    ),
    alerts: isWritten,
    plan: (monitoring) => {
      for (const { route } of monitoring.alerts) topics.set(routeNames(route).name, route.kind === "page" ? args.page : args.ticket);
      return planOf({ ...monitoring, protect: keep });
    },
    kinds: ["logGroup", "metricFilter", "alarm"],
    given: { answer: ({ kind, name: route }) => (kind === "topic" ? topics.get(route) : undefined) },
    named: namedAfter(name, args.service, ids.source),
    faults: [...topicFaults(args), ...runbookFaults(args.alerts)],
  });
}

/** An alarm without a topic would tell nobody. */
function topicFaults({ alerts, page, ticket }: LogGroupArgs): Fault[] {
  const severities = Object.values(alerts).map(({ severity = "warning" }) => severity);
  const missing = (argument: "page" | "ticket", severity: "critical" | "warning", topic: unknown): Fault[] =>
    topic === undefined && severities.includes(severity)
      ? [{ argument, what: `${severity} alerts would tell nobody; name the ARN of a topic` }]
      : [];
  return [...missing("page", "critical", page), ...missing("ticket", "warning", ticket)];
}
