import { nameIn } from "../names.ts";
import type { DatasetArgs } from "./inputs.ts";
import type { LogStore } from "./select.ts";

export function datasetArgs(own: LogStore): DatasetArgs {
  const { dataset, retentionDays } = own.store;
  return {
    name: dataset,
    kind: "axiom:events:v1",
    description: `Log lines of ${nameIn(own.environment, own.system.name)}`,
    useRetentionPeriod: true,
    retentionDays,
  };
}
