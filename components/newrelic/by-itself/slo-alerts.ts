import * as pulumi from "@pulumi/pulumi";
import type { Policy, Sli, SloArgs } from "../../../by-itself/arguments.ts";
import { Piece, type Prepared, prepare } from "../../../by-itself/component.ts";
import { catalogOfSlo, namedAfter } from "../../../by-itself/slo.ts";
import { tierAlerts } from "../../../by-itself/tiers.ts";
import { calling } from "../../names.ts";
import { newRelic } from "../index.ts";
import type { NewRelic } from "../kinds.ts";

/** One objective on events of an application at New Relic. */
export interface SloAlertsArgs extends Omit<SloArgs, "window"> {
  /** a type of event (`Transaction`), or for a latency an attribute of one (`Transaction.duration`) */
  readonly sli: Sli;
  /** no tier looks back on more than `6h`; default: page at 2% in 1h and 5% in 6h, ticket at 2.5% in 6h, three times as fast as is sustainable */
  readonly policy?: Policy;
  /** appName of the agent's events, which every query selects; default: `labels` alone do */
  readonly application?: string;
  /** id of the alert policy that the page's conditions are added to: a workflow of yours notifies of its issues */
  readonly page: pulumi.Input<string>;
  /** id of the alert policy of the ticket, and of the absence of events */
  readonly ticket: pulumi.Input<string>;
}

/**
 * Alerts on an error budget at New Relic: one condition a tier of the policy, with the traffic guard in its query, and one on the absence of events.
 *
 * A condition of New Relic asks one window, of six hours at most, and joins no others. So there is no SLO of which a burn rate is asked over two
 * windows, as a catalog and the other vendors have it: a tier ends when its whole window is below the threshold, not soon after the failure, and
 * the ticket also fires while the page does. Whoever needs more measures in another source.
 *
 * @example
 * ```ts
 * import { SloAlerts } from "slostack/newrelic";
 *
 * new SloAlerts("checkout", {
 *   service: "checkout",
 *   owner: "payments",
 *   application: "checkout",
 *   sli: { total: "Transaction", bad: { httpResponseCode: { startsWith: "5" } }, minimumTraffic: "200/h" },
 *   target: "99.9%",
 *   runbook: "https://runbooks.example.com/checkout",
 *   page: "1234567",
 *   ticket: "1234568",
 * });
 * ```
 */
export class SloAlerts extends Piece {
  /** ids of the conditions by tier, such as `page-1h`, and that of `absence` */
  readonly conditionIds: Readonly<Record<string, pulumi.Output<string>>>;

  /**
   * @param name lower-case words joined by single hyphens; every object's name begins with it
   * @throws pulumi.RunError with everything that is wrong with the arguments, each with its name; nothing is registered then
   */
  constructor(name: string, args: SloAlertsArgs, options: pulumi.ComponentResourceOptions = {}) {
    const prepared = sloAlertsOf(name, args);
    super("slostack:newrelic:SloAlerts", name, prepared, options);
    const conditions = prepared.monitoring.alerts.map((alert) => {
      const tier = alert.kind === "absence" ? "absence" : (alert.name.split("--").at(-1) ?? "");
      return [tier, this.answer("condition", alert.name)] as const;
    });
    this.conditionIds = Object.fromEntries(conditions);
  }
}

/** @internal everything that it is made of, before there is an engine */
export function sloAlertsOf(name: string, args: SloAlertsArgs): Prepared {
  const { application, page, ticket, target, title = name } = args;
  const environment = args.environment ?? pulumi.getStack();
  const policy: Policy = { ticket: [{ share: "2.5%", in: "6h" }], ...args.policy };
  const { alerts, faults } = tierAlerts({ policy, target, title });
  return prepare<NewRelic>({
    noun: "SloAlerts",
    name,
    vendor: newRelic,
    small: catalogOfSlo(
      name,
      { ...args, policy: { absence: policy.absence ?? "10m" }, environment },
      {
        source: { kind: "newrelic", evaluator: "newrelic", ...(application !== undefined && { application }) },
        words: "newrelic",
        durations: "distribution",
        written: { application: "application" },
        alerts,
      },
    ),
    alerts: ({ kind }) => kind === "threshold" || kind === "absence",
    kinds: ["condition"],
    given: { answer: ({ kind, name: route }) => (kind === "policy" ? (calling.test(route) ? page : ticket) : undefined) },
    named: namedAfter(name, args.service),
    faults,
  });
}
