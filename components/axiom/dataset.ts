import type { DatasetArgs } from "./inputs.ts";
import { nameIn, type OwnStore } from "./own.ts";

export function datasetArgs(own: OwnStore): DatasetArgs {
  const { dataset, retentionDays } = own.store;
  return { name: dataset, kind: "axiom:events:v1", description: `Log lines of ${nameIn(own)}`, useRetentionPeriod: true, retentionDays };
}
