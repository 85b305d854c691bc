import type { DatasetArgs } from "./inputs.ts";
import { displayName, type LogStore } from "./select.ts";

export function datasetArgs(own: LogStore): DatasetArgs {
  const { dataset, retentionDays } = own.store;
  return {
    name: dataset,
    kind: "axiom:events:v1",
    description: `Log lines of ${displayName(own)}`,
    useRetentionPeriod: true,
    retentionDays,
  };
}
