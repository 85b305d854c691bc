import { getMonitors, getServiceLevelObjectives } from "@pulumi/datadog";
import type { Lister } from "../vendor.ts";

/** The provider calls an empty account a failed search (`data_source_datadog_monitors.go`, `…_service_level_objectives.go`). */
const isNothing = (error: unknown): boolean => /your query returned no result/.test(String(error));

async function orNothing<T>(asked: Promise<readonly T[]>): Promise<readonly T[]> {
  try {
    return await asked;
  } catch (error) {
    if (isNothing(error)) return [];
    throw error;
  }
}

/** What the provider's functions list of an account. */
export const listers = (): readonly Lister[] => [
  {
    what: "monitors",
    list: async () => {
      const found = await orNothing(getMonitors().then(({ monitors }) => monitors));
      return found.map(({ id, name }) => ({ type: "datadog:index/monitor:Monitor", id: String(id), name }));
    },
  },
  {
    what: "SLOs",
    // The limit of the API's first page, which is all that the provider reads.
    most: 1000,
    list: async () => {
      const found = await orNothing(getServiceLevelObjectives().then(({ slos }) => slos));
      return found.map(({ id, name }) => ({ type: "datadog:index/serviceLevelObjective:ServiceLevelObjective", id, name }));
    },
  },
];
