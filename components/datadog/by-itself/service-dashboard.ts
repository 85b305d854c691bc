import type * as pulumi from "@pulumi/pulumi";
import { Piece, prepareShowing } from "../../../by-itself/component.ts";
import { monitoringOfSlos, type ServiceDashboardArgs as Shown, showingFaults } from "../../../by-itself/service-dashboard.ts";
import { datadog } from "../index.ts";
import type { SloAlerts } from "./slo-alerts.ts";

/** What the dashboard shows. */
export type ServiceDashboardArgs = Shown<SloAlerts>;

/**
 * A dashboard at Datadog of a service's SLOs: how much of each objective is kept, how much error budget is left and how fast it burns, the bad
 * share or the latency with the lines at which alerts fire, traffic, and links to the runbooks.
 *
 * @example
 * ```ts
 * import { ServiceDashboard, SloAlerts } from "slostack/datadog";
 *
 * const common = {
 *   service: "checkout",
 *   owner: "payments",
 *   labels: { env: "prod" },
 *   target: "99.9%",
 *   runbook: "https://runbooks.example.com/checkout",
 *   page: "@pagerduty-checkout",
 *   ticket: "@slack-acme-checkout",
 * } as const;
 * const errors = new SloAlerts("checkout-errors", {
 *   ...common,
 *   title: "Availability",
 *   sli: { total: "checkout.requests", bad: { status: { startsWith: "5" } }, minimumTraffic: "200/h" },
 * });
 * const speed = new SloAlerts("checkout-speed", {
 *   ...common,
 *   title: "Latency",
 *   sli: { metric: "checkout.duration", below: "300ms", unit: "s", minimumTraffic: "200/h" },
 * });
 * const dashboard = new ServiceDashboard("checkout", { title: "Checkout", slos: [errors, speed] });
 * export const url = dashboard.url;
 * ```
 */
export class ServiceDashboard extends Piece {
  /** path of the dashboard at Datadog's site */
  readonly url: pulumi.Output<string>;

  /**
   * @param name lower-case words joined by single hyphens: the dashboard's name at the engine
   * @throws pulumi.RunError with everything that is wrong with the arguments, each with its name; nothing is registered then
   */
  constructor(name: string, args: ServiceDashboardArgs, options: pulumi.ComponentResourceOptions = {}) {
    const ids = new Map(args.slos.map((slo) => [sloNameOf(slo), slo.sloId]));
    const prepared = prepareShowing({
      noun: "ServiceDashboard",
      name,
      vendor: datadog,
      monitoring: () => monitoringOfSlos(name, args),
      given: { answer: ({ kind, name: slo }) => (kind === "slo" ? ids.get(slo) : undefined) },
      faults: showingFaults(name, args, () => "Datadog"),
    });
    super("slostack:datadog:ServiceDashboard", name, prepared, options);
    this.url = this.answer("dashboard", name, "url");
  }
}

const sloNameOf = ({ prepared }: SloAlerts): string =>
  prepared.plan.groups.flatMap(({ objects }) => objects).find(({ kind }) => kind === "slo")?.name ?? "";
