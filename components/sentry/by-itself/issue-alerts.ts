import * as pulumi from "@pulumi/pulumi";
import { Piece, type Prepared, prepare } from "../../../by-itself/component.ts";
import { catalogOfCounted, isWritten, namedAfter, runbookFaults } from "../../../by-itself/counted.ts";
import type { CountedAlert, CountedArgs, IssueAlert } from "../../../by-itself/counted-arguments.ts";
import type { Fault } from "../../../by-itself/small-catalog.ts";
import { logicalName } from "../../../model/ids.ts";
import { sentry } from "../index.ts";
import type { Sentry } from "../kinds.ts";
import { planOf } from "../plan.ts";
import { installed } from "../settings.ts";

/** Alerts on the errors of one project. */
export interface IssueAlertsArgs extends CountedArgs {
  /** slug of the organization at Sentry */
  readonly organization: string;
  /** slug of the project at Sentry */
  readonly project: string;
  /** environment as the SDK of the application sends it, such as `production`; default: `environment` */
  readonly sentryEnvironment?: string;
  /** alerts by id: on the number of errors within a time, or on each new issue */
  readonly alerts: Readonly<Record<string, CountedAlert | IssueAlert>>;
  /** whom critical alerts call, beside `post`: a service of a PagerDuty account that is installed at Sentry */
  readonly page?: {
    /** name under which Sentry lists the account */
    readonly account: string;
    /** name of the service, for people */
    readonly service: string;
    /** its integration key; secret */
    readonly key: pulumi.Input<string>;
  };
  /** where every alert is posted: a channel of a Slack workspace that is installed at Sentry, a member's address, or both */
  readonly post: { readonly slack?: { readonly workspace: string; readonly channel: `#${string}` }; readonly email?: string };
}

/**
 * Alerts on the errors of one project at Sentry: for each a metric monitor on their number and the alert that acts on its issues, or one alert
 * on each new issue; and the entry by which Sentry calls a service of PagerDuty. Teams, members and what is installed are found, and left as they
 * are.
 *
 * These are the objects that a catalog's alerts of the same values have.
 *
 * @example
 * ```ts
 * import { IssueAlerts } from "slostack/sentry";
 *
 * const errors = new IssueAlerts("checkout", {
 *   organization: "acme",
 *   project: "checkout",
 *   service: "checkout",
 *   owner: "payments",
 *   alerts: {
 *     "many-errors": { where: { level: ["error", "fatal"] }, above: 10, over: "5m", runbook: "https://runbooks.example.com/errors" },
 *     "new-crash": { where: { level: "fatal" }, issue: "new", runbook: "https://runbooks.example.com/crash" },
 *   },
 *   post: { slack: { workspace: "acme", channel: "#checkout" } },
 * });
 * export const alert = errors.alertIds["many-errors"];
 * ```
 */
export class IssueAlerts<const Args extends IssueAlertsArgs = IssueAlertsArgs> extends Piece {
  /** id of each alert at Sentry, by its id here */
  readonly alertIds: Readonly<Record<keyof Args["alerts"] & string, pulumi.Output<string>>>;

  /**
   * @param name lower-case words joined by single hyphens; every object's name begins with it
   * @throws pulumi.RunError with everything that is wrong with the arguments, each with its name; nothing is registered then
   */
  constructor(name: string, args: Args, options: pulumi.ComponentResourceOptions = {}) {
    super("slostack:sentry:IssueAlerts", name, issueAlertsOf(name, args), options);
    const ids = Object.keys(args.alerts).map((id) => [id, this.answer("alert", logicalName(name, args.service, id))]);
    this.alertIds = Object.fromEntries(ids);
  }
}

/** @internal everything that it is made of, before there is an engine */
export function issueAlertsOf(name: string, args: IssueAlertsArgs): Prepared {
  const { organization, page, post, project } = args;
  const environment = args.environment ?? pulumi.getStack();
  const named: Readonly<Record<string, string | undefined>> = {
    [installed.slack.key]: post.slack?.workspace,
    [installed.pagerduty.key]: page?.account,
  };
  return prepare<Sentry>({
    noun: "IssueAlerts",
    name,
    vendor: sentry,
    small: catalogOfCounted(
      name,
      { ...args, environment },
      {
        source: { kind: "sentry", organization, project, evaluator: "sentry" },
        is: { sentry: { environment: args.sentryEnvironment ?? environment } },
        counter: "error",
        channel: { ...(post.slack && { slack: post.slack.channel }), ...(post.email !== undefined && { email: post.email }) },
        ...(page && { onCall: page.service }),
        written: { organization: "organization", project: "project", slack: "post.slack.channel", email: "post.email", "": "post" },
      },
    ),
    alerts: isWritten,
    plan: (monitoring) => planOf(monitoring, { senders: [], setting: (key) => named[key], required: (key) => named[key] ?? "" }),
    given: { key: () => page?.key ?? "" },
    named: namedAfter(name, args.service),
    faults: [...pageFaults(args), ...runbookFaults(args.alerts)],
  });
}

/** A critical alert has to call somebody. */
function pageFaults({ alerts, page }: IssueAlertsArgs): Fault[] {
  const pages = Object.values(alerts).some(({ severity }) => severity === "critical");
  return pages && !page ? [{ argument: "page", what: "critical alerts would call nobody; name a service of PagerDuty" }] : [];
}
