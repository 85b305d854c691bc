import type { Resolved } from "../../model/resolved.ts";
import type { Target } from "../target.ts";
import { yamlDocument } from "../yaml.ts";
import { collectorConfig } from "./config.ts";

/** Which traces of a system are kept. */
export const otelCollector: Target = {
  name: "otel-collector",
  title: "OpenTelemetry collector",
  files: ({ systems, environment }: Resolved) =>
    systems.flatMap(({ id, tracing }) => {
      if (!tracing) return [];
      return [{ path: `otel-collector/${id}.yaml`, text: yamlDocument(collectorConfig(tracing, environment.id)), from: [`${id}/tracing`] }];
    }),
};
