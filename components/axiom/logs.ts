import * as pulumi from "@pulumi/pulumi";
import type { Names } from "../../dashboards/name.ts";
import { dashboardArgs } from "./dashboard.ts";
import { datasetArgs } from "./dataset.ts";
import { Dashboard, Dataset } from "./resources.ts";
import { dashboardNames, dashboardUid, datasetNames, type LogStore } from "./select.ts";

export interface LogsArgs {
  readonly stores: readonly LogStore[];
  /** true: what holds lines cannot be deleted */
  readonly protect: boolean;
}

/** The datasets of one environment, each with its saved queries. */
export class Logs extends pulumi.ComponentResource {
  /** names of datasets, and ids of the dashboards with their queries, by logical name */
  readonly datasets: Readonly<Record<string, string>>;
  readonly dashboards: Readonly<Record<string, string>>;

  constructor(name: string, { stores, protect }: LogsArgs, options: pulumi.ComponentResourceOptions) {
    super("slostack:axiom:Logs", name, {}, options);
    const named = ({ formerNames }: Names) => ({ parent: this, aliases: formerNames.map((former) => ({ name: former })) });
    const datasets: Record<string, string> = {};
    const dashboards: Record<string, string> = {};
    for (const own of stores) {
      const names = datasetNames(own);
      const dataset = new Dataset(names.name, datasetArgs(own), { ...named(names), protect });
      datasets[names.name] = own.store.dataset;
      if (own.store.queries.length === 0) continue;
      const shown = dashboardNames(own);
      // Before its dataset is there, a chart shows an error.
      new Dashboard(shown.name, dashboardArgs(own), { ...named(shown), dependsOn: [dataset] });
      dashboards[shown.name] = dashboardUid(own);
    }
    this.datasets = datasets;
    this.dashboards = dashboards;
    this.registerOutputs({ datasets, dashboards });
  }
}
