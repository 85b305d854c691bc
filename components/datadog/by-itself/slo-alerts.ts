import * as pulumi from "@pulumi/pulumi";
import type { Sli, SloArgs } from "../../../by-itself/arguments.ts";
import { Piece, type Prepared, prepare } from "../../../by-itself/component.ts";
import { alertNames, catalogOfSlo, ids, isOfSlo, namedAfter } from "../../../by-itself/slo.ts";
import type { Fault } from "../../../by-itself/small-catalog.ts";
import { logicalName } from "../../../model/ids.ts";
import type { Route } from "../../../monitors/alert.ts";
import { datadog } from "../index.ts";
import type { Datadog } from "../kinds.ts";
import { evaluatingPlan } from "../plan.ts";

/** One SLO at Datadog. */
export interface SloAlertsArgs extends SloArgs {
  /**
   * counters as DogStatsD sends them (`checkout.requests`); a latency bound reads a distribution, whose percentiles are on
   * (`datadog.MetricTagConfiguration`)
   */
  readonly sli: Sli;
  /** whom the page notifies, as a message writes it: `@pagerduty-checkout`, `@webhook-…` */
  readonly page: pulumi.Input<string> | readonly pulumi.Input<string>[];
  /** whom the ticket notifies, and the absence of the metric: `@slack-acme-checkout`, `@team@example.com` */
  readonly ticket: pulumi.Input<string> | readonly pulumi.Input<string>[];
}

/**
 * An SLO at Datadog, with the alerts on its error budget: a monitor that pages where the budget burns fast, one that files a ticket where
 * it burns slowly, the monitors that both read (burn rates and the traffic guard), and one for the absence of the metric.
 *
 * These are the objects, queries and messages that a catalog's SLO of the same values has.
 *
 * @example
 * ```ts
 * import { SloAlerts } from "slostack/datadog";
 *
 * const checkout = new SloAlerts("checkout", {
 *   title: "Availability",
 *   service: "checkout",
 *   owner: "payments",
 *   labels: { env: "prod" },
 *   sli: { total: "checkout.requests", bad: { status: { startsWith: "5" } }, minimumTraffic: "200/h" },
 *   target: "99.9%",
 *   runbook: "https://runbooks.example.com/checkout",
 *   page: "@pagerduty-checkout",
 *   ticket: "@slack-acme-checkout",
 * });
 * export const slo = checkout.sloId;
 * ```
 */
export class SloAlerts extends Piece {
  /** id of the SLO */
  readonly sloId: pulumi.Output<string>;
  /** id of the monitor that pages */
  readonly pageId: pulumi.Output<string>;
  /** id of the monitor that files a ticket; undefined where the policy has no tier for it at this target and window */
  readonly ticketId: pulumi.Output<string | undefined>;
  /** id of the monitor on the absence of the metric */
  readonly absenceId: pulumi.Output<string>;

  /**
   * @param name lower-case words joined by single hyphens; every object's name begins with it
   * @throws pulumi.RunError with everything that is wrong with the arguments, each with its name; nothing is registered then
   */
  constructor(name: string, args: SloAlertsArgs, options: pulumi.ComponentResourceOptions = {}) {
    const prepared = sloAlertsOf(name, args);
    super("slostack:datadog:SloAlerts", name, prepared, options);
    const { page, ticket, absence } = alertNames(prepared.monitoring.alerts);
    this.sloId = this.answer("slo", logicalName(name, args.service, ids.slo));
    this.pageId = this.answer("monitor", page);
    this.ticketId = ticket === undefined ? pulumi.output(undefined) : this.answer("monitor", ticket);
    this.absenceId = this.answer("monitor", absence);
  }
}

/** @internal everything that it is made of, before there is an engine */
export function sloAlertsOf(name: string, args: SloAlertsArgs): Prepared {
  const environment = args.environment ?? pulumi.getStack();
  return prepare<Datadog>({
    noun: "SloAlerts",
    name,
    vendor: datadog,
    small: catalogOfSlo(name, { ...args, environment }, source),
    alerts: isOfSlo,
    plan: (monitoring) => evaluatingPlan(monitoring, ({ kind }: Route) => joined(kind === "page" ? args.page : args.ticket)),
    named: namedAfter(name, args.service),
    faults: [...handleFaults("page", args.page), ...handleFaults("ticket", args.ticket)],
  });
}

/** Tiers above the 48 hours of a burn rate monitor are monitors on the metric. */
const source = {
  source: { kind: "datadog", client: "dogstatsd", evaluator: "datadog", "long-tiers": "metric-monitors" },
  words: "datadog",
  durations: "distribution",
} as const;

type Handles = SloAlertsArgs["page"];

const list = (handles: Handles) => (Array.isArray(handles) ? handles : [handles]) as readonly pulumi.Input<string>[];

function joined(handles: Handles): pulumi.Input<string> {
  const all = list(handles);
  return all.every((handle) => typeof handle === "string") ? all.join(" ") : pulumi.all([...all]).apply((known) => known.join(" "));
}

/** A message notifies nobody by a word that is no handle. */
function handleFaults(argument: string, handles: Handles): Fault[] {
  const all = list(handles);
  const none = all.length === 0 ? [{ argument, what: "nobody is notified; name a handle such as @pagerduty-checkout" }] : [];
  const words = all.filter((handle) => typeof handle === "string" && !/^@\S+$/.test(handle));
  return [
    ...none,
    ...words.map((word) => ({ argument, what: `${JSON.stringify(word)} is no handle; write one such as @pagerduty-checkout` })),
  ];
}
