import type { Refusal } from "../../model/refusal.ts";
import type { Monitoring } from "../vendor.ts";
import { type LogStore, pathOf, storesOf } from "./select.ts";

/** Characters of the name of a dataset: the limit of the catalog, which a name may pass once its environment is added. */
const longestName = 128;

/** What Axiom cannot express of a catalog, each with its path; empty when all is well. */
export function refusals({ resolved }: Pick<Monitoring, "resolved">): Refusal[] {
  const stores = storesOf(resolved);
  const byDataset = Map.groupBy(stores, ({ store }) => store.dataset);
  return [
    ...[...byDataset].flatMap(([dataset, [first, second]]) =>
      first && second
        ? [{ entry: pathOf(second), why: `the dataset ${dataset} already belongs to ${pathOf(first)}, and it has one retention` }]
        : [],
    ),
    ...stores.flatMap(storeRefusals),
  ];
}

function storeRefusals(own: LogStore): Refusal[] {
  const { dataset, retentionDays } = own.store;
  const path = pathOf(own);
  return [
    ...(dataset.length > longestName
      ? [{ entry: path, why: `the name ${dataset}, with its environment, exceeds ${longestName} characters` }]
      : []),
    ...(retentionDays < 1 ? [{ entry: path, why: "retention must be at least one day" }] : []),
  ];
}
