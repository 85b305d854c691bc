import { empty, type Plan, type Spec } from "../plan.ts";
import type { Monitoring } from "../vendor.ts";
import { dashboardArgs } from "./dashboard.ts";
import { datasetArgs } from "./dataset.ts";
import type { Axiom } from "./kinds.ts";
import { dashboardNames, dashboardUid, datasetNames, type LogStore, pathOf, storesOf } from "./select.ts";

/** The datasets of one environment, each with its saved queries. */
export function planOf({ resolved }: Monitoring): Plan<Axiom> {
  const stores = storesOf(resolved);
  if (stores.length === 0) return empty;
  return {
    groups: [
      {
        type: "slostack:axiom:Logs",
        name: "logs",
        objects: stores.flatMap(objectsOf),
        outputs: () => ({
          datasets: Object.fromEntries(stores.map((own) => [datasetNames(own).name, own.store.dataset])),
          dashboards: Object.fromEntries(stores.filter(hasQueries).map((own) => [dashboardNames(own).name, dashboardUid(own)])),
        }),
      },
    ],
  };
}

const hasQueries = ({ store }: LogStore): boolean => store.queries.length > 0;

function objectsOf(own: LogStore): Spec<Axiom>[] {
  const from = [pathOf(own)];
  const { name, formerNames } = datasetNames(own);
  const dataset: Spec<Axiom> = { kind: "dataset", name, formerly: formerNames, from, protect: true, args: () => datasetArgs(own) };
  if (!hasQueries(own)) return [dataset];
  const shown = dashboardNames(own);
  return [
    dataset,
    {
      kind: "dashboard",
      name: shown.name,
      formerly: shown.formerNames,
      from,
      // Before its dataset is there, a chart shows an error.
      after: [{ kind: "dataset", name }],
      args: () => dashboardArgs(own),
    },
  ];
}
