import type * as pulumi from "@pulumi/pulumi";
import { Piece, prepareShowing } from "../../../by-itself/component.ts";
import { monitoringOfSlos, type ServiceDashboardArgs as Shown, showingFaults } from "../../../by-itself/service-dashboard.ts";
import type { Fault } from "../../../by-itself/small-catalog.ts";
import { grafana } from "../index.ts";
import type { SloAlerts } from "./slo-alerts.ts";

/** What the dashboard shows, and where it is. */
export interface ServiceDashboardArgs extends Shown<SloAlerts> {
  /** uid of the folder that it goes into */
  readonly folder: pulumi.Input<string>;
}

/**
 * A dashboard at Grafana of a service's SLOs: how much of each objective is kept, how much error budget is left and how fast it burns, the bad
 * share or the latency with the lines at which alerts fire, traffic, and links to the runbooks.
 *
 * @example
 * ```ts
 * import { ServiceDashboard, SloAlerts } from "slostack/grafana";
 *
 * const errors = new SloAlerts("checkout-errors", {
 *   title: "Availability",
 *   service: "checkout",
 *   owner: "payments",
 *   labels: { env: "prod" },
 *   sli: { total: "http_requests_total", bad: { code: { startsWith: "5" } }, minimumTraffic: "200/h" },
 *   target: "99.9%",
 *   runbook: "https://runbooks.example.com/checkout",
 *   datasource: "prometheus",
 *   folder: "payments",
 *   page: "payments-on-call",
 *   ticket: "payments-channel",
 * });
 * const dashboard = new ServiceDashboard("checkout", { title: "Checkout", slos: [errors], folder: "payments" });
 * export const url = dashboard.url;
 * ```
 */
export class ServiceDashboard extends Piece {
  /** address of the dashboard */
  readonly url: pulumi.Output<string>;

  /**
   * @param name lower-case words joined by single hyphens: the dashboard's name at the engine
   * @throws pulumi.RunError with everything that is wrong with the arguments, each with its name; nothing is registered then
   */
  constructor(name: string, args: ServiceDashboardArgs, options: pulumi.ComponentResourceOptions = {}) {
    const prepared = prepareShowing({
      noun: "ServiceDashboard",
      name,
      vendor: grafana,
      monitoring: () => monitoringOfSlos(name, args),
      given: { answer: ({ kind }) => (kind === "folder" ? args.folder : undefined) },
      faults: [...showingFaults(name, args, sourceOf), ...sourceFaults(args)],
    });
    super("slostack:grafana:ServiceDashboard", name, prepared, options);
    this.url = this.answer("dashboard", name, "url");
  }
}

const sourceOf = ({ resolved }: SloAlerts["prepared"]["monitoring"]): string =>
  resolved.organization.sources.map((source) => ("datasource" in source ? source.datasource : source.id)).join(", ");

/** The text of a dashboard has the uid of its data source in it, so that it is known before anything is made. */
function sourceFaults({ slos }: ServiceDashboardArgs): Fault[] {
  return slos.flatMap(({ prepared: { given } }, index) =>
    given.lookUp?.("dataSource") === undefined
      ? []
      : [{ argument: `slos.${index}`, what: "its data source is an output of another resource; give its uid as a text" }],
  );
}
