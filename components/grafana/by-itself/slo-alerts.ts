import * as pulumi from "@pulumi/pulumi";
import type { Duration, HistogramSli, RatioSli, SloArgs } from "../../../by-itself/arguments.ts";
import { Piece, type Prepared, prepare } from "../../../by-itself/component.ts";
import { catalogOfSlo, isOfSlo, namedAfter } from "../../../by-itself/slo.ts";
import { logicalName } from "../../../model/ids.ts";
import { calling } from "../../names.ts";
import { grafana } from "../index.ts";
import type { Grafana } from "../kinds.ts";

/** One SLO on a Prometheus that Grafana asks. */
export interface SloAlertsArgs extends SloArgs {
  /** counters (`http_requests_total`), or a histogram without `_bucket` */
  readonly sli: RatioSli | HistogramSli;
  /** uid of the data source: a Prometheus, into which Grafana also writes what it records */
  readonly datasource: pulumi.Input<string>;
  /** uid of the folder that the rules go into */
  readonly folder: pulumi.Input<string>;
  /** name of the contact point that the page goes to */
  readonly page: pulumi.Input<string>;
  /** name of the contact point that the ticket goes to, and the absence of the metric */
  readonly ticket: pulumi.Input<string>;
  /** how often targets are scraped; default: `1m`, as Prometheus does */
  readonly scrape?: Duration;
  /** how often rules are evaluated; default: `30s` */
  readonly evaluate?: Duration;
}

/**
 * An SLO on metrics of a Prometheus, evaluated by Grafana: a group of rules that record bad and total events, and a group of
 * alerts: a page where the error budget burns fast, a ticket where it burns slowly, and one on the absence of the metric. Grafana's own SLOs are a
 * product of Grafana Cloud; this is plain alerting, and needs none.
 *
 * @example
 * ```ts
 * import { SloAlerts } from "slostack/grafana";
 *
 * new SloAlerts("checkout", {
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
 * ```
 */
export class SloAlerts extends Piece {
  /** id of the group of alert rules */
  readonly alertsId: pulumi.Output<string>;
  /** id of the group of recording rules, which the alerts read */
  readonly recordingsId: pulumi.Output<string>;

  /**
   * @param name lower-case words joined by single hyphens; every object's name begins with it
   * @throws pulumi.RunError with everything that is wrong with the arguments, each with its name; nothing is registered then
   */
  constructor(name: string, args: SloAlertsArgs, options: pulumi.ComponentResourceOptions = {}) {
    const prepared = sloAlertsOf(name, args);
    super("slostack:grafana:SloAlerts", name, prepared, options);
    this.alertsId = this.answer("ruleGroup", logicalName(name, args.service, "alerts"));
    this.recordingsId = this.answer("ruleGroup", logicalName(name, args.service, "recordings"));
  }
}

/** @internal everything that it is made of, before there is an engine */
export function sloAlertsOf(name: string, args: SloAlertsArgs): Prepared {
  const { datasource, folder, page, ticket, scrape = "1m", evaluate = "30s" } = args;
  const environment = args.environment ?? pulumi.getStack();
  // The plan looks a written uid up, so that one that is not there fails the preview. What the program makes is not there yet.
  const written = typeof datasource === "string";
  return prepare<Grafana>({
    noun: "SloAlerts",
    name,
    vendor: grafana,
    small: catalogOfSlo(
      name,
      { ...args, environment },
      {
        source: { kind: "prometheus", evaluator: "grafana", datasource: written ? datasource : "datasource", scrape, evaluate },
        words: "prometheus",
        durations: "histogram",
        written: { datasource: "datasource", scrape: "scrape", evaluate: "evaluate" },
      },
    ),
    alerts: isOfSlo,
    kinds: ["ruleGroup"],
    given: {
      answer: ({ kind, name: route }) =>
        kind === "folder" ? folder : kind === "contactPoint" ? (calling.test(route) ? page : ticket) : undefined,
      lookUp: () => (written ? undefined : datasource),
    },
    named: namedAfter(name, args.service),
  });
}
