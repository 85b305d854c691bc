import * as pulumi from "@pulumi/pulumi";
import type { LogSli, SloArgs } from "../../../by-itself/arguments.ts";
import { Piece, type Prepared, prepare } from "../../../by-itself/component.ts";
import { alertNames, catalogOfSlo, isOfSlo, namedAfter } from "../../../by-itself/slo.ts";
import { calling } from "../../names.ts";
import { aws } from "../index.ts";
import type { Aws } from "../kinds.ts";

/** One SLO on the lines of a log group. */
export interface SloAlertsArgs extends Omit<SloArgs, "labels"> {
  /** every line of the log group that `where` selects is an event */
  readonly sli: LogSli;
  /** name of the log group */
  readonly logGroup: pulumi.Input<string>;
  /** format of a line; its fields are what filters name */
  readonly format: "json" | "nginx-combined";
  /** ARN of the SNS topic that the page goes to */
  readonly page: pulumi.Input<string>;
  /** ARN of the SNS topic that the ticket goes to, and the absence of lines */
  readonly ticket: pulumi.Input<string>;
}

/**
 * An SLO at CloudWatch, on the lines of a log group: metric filters that count all lines and the bad ones, an alarm for each window of
 * a burn rate with the traffic guard in it, composite alarms that page and file a ticket, and an alarm on the absence of lines.
 *
 * @example
 * ```ts
 * import { SloAlerts } from "slostack/aws";
 *
 * new SloAlerts("checkout", {
 *   service: "checkout",
 *   owner: "payments",
 *   sli: { bad: { level: "error" }, minimumTraffic: "200/h" },
 *   target: "99.9%",
 *   runbook: "https://runbooks.example.com/checkout",
 *   logGroup: "/shop/checkout",
 *   format: "json",
 *   page: "arn:aws:sns:eu-central-1:123456789012:payments-page",
 *   ticket: "arn:aws:sns:eu-central-1:123456789012:payments-ticket",
 * });
 * ```
 */
export class SloAlerts extends Piece {
  /** ARN of the composite alarm that pages */
  readonly pageArn: pulumi.Output<string>;
  /** ARN of the composite alarm that files a ticket; undefined where the policy has no tier for it at this target and window */
  readonly ticketArn: pulumi.Output<string | undefined>;
  /** ARN of the alarm on the absence of lines */
  readonly absenceArn: pulumi.Output<string>;

  /**
   * @param name lower-case words joined by single hyphens; every object's name begins with it
   * @throws pulumi.RunError with everything that is wrong with the arguments, each with its name; nothing is registered then
   */
  constructor(name: string, args: SloAlertsArgs, options: pulumi.ComponentResourceOptions = {}) {
    const prepared = sloAlertsOf(name, args);
    super("slostack:aws:SloAlerts", name, prepared, options);
    const { page, ticket, absence } = alertNames(prepared.monitoring.alerts);
    const arnOf = (alarm: string) => this.answer(kindOf(alarm, prepared), alarm, "arn");
    this.pageArn = arnOf(page);
    this.ticketArn = ticket === undefined ? pulumi.output(undefined) : arnOf(ticket);
    this.absenceArn = arnOf(absence);
  }
}

/** An alert of one condition is an alarm, of several a composite. */
function kindOf(alarm: string, { plan }: Prepared): string {
  const found = plan.groups.flatMap(({ objects }) => objects).find(({ kind, name }) => kind !== "metricFilter" && name === alarm);
  if (!found) throw new Error(`no alarm is called ${alarm}`);
  return found.kind;
}

/** @internal everything that it is made of, before there is an engine */
export function sloAlertsOf(name: string, args: SloAlertsArgs): Prepared {
  const { format, logGroup, page, ticket, sli } = args;
  const environment = args.environment ?? pulumi.getStack();
  // Of a log group that the program has, the retention is its own affair; no group is made of this entry.
  const source = {
    kind: "cloudwatch-logs",
    evaluator: "aws",
    group: typeof logGroup === "string" ? logGroup : "given",
    format,
    retention: "30d",
  };
  return prepare<Aws>({
    noun: "SloAlerts",
    name,
    vendor: aws,
    small: catalogOfSlo(
      name,
      { ...args, environment, sli: { ...sli, total: "lines" } },
      {
        source,
        words: "aws",
        is: { path: "environment" },
        durations: "distribution",
        written: { group: "logGroup", format: "format" },
      },
    ),
    alerts: isOfSlo,
    kinds: ["metricFilter", "alarm", "compositeAlarm"],
    given: {
      answer: ({ kind, name: route }) =>
        kind === "logGroup" ? logGroup : kind === "topic" ? (calling.test(route) ? page : ticket) : undefined,
    },
    named: namedAfter(name, args.service),
  });
}
