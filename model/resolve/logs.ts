import { parseDuration } from "../quantity.ts";
import type { Logs, Pipeline } from "../resolved.ts";
import type { SystemFile } from "../schema/system.ts";
import { need, provenanceOf } from "./entries.ts";
import type { ResolvedOrganization } from "./organization.ts";

type LogsEntry = NonNullable<SystemFile["logs"]>;

const levelNames = ["error", "warn", "info", "debug", "trace"] as const;

/** How the logs of a system are read; pipelines as written, because the first that takes a line has it. */
export function resolveLogs(entry: LogsEntry, organization: ResolvedOrganization): Logs {
  const levels = levelNames.map((name) => ({ name, number: entry.level.names[name] }));
  return {
    ...provenanceOf(entry),
    evaluator: entry.evaluator,
    levelAttribute: entry.level.attribute,
    levels: levels.sort((one, other) => one.number - other.number),
    fields: entry.fields,
    pipelines: Object.entries(entry.pipelines).map(([id, pipeline]) => resolvePipeline(id, pipeline, organization)),
  };
}

function resolvePipeline(id: string, entry: LogsEntry["pipelines"][string], organization: ResolvedOrganization): Pipeline {
  const { detect } = entry;
  return {
    id,
    formerly: entry.formerly ?? [],
    ...provenanceOf(entry),
    services: entry.services ?? [],
    technologies: entry.from ?? [],
    format: entry.format,
    geoIp: entry["geo-ip"] ?? false,
    mask: entry.mask ?? [],
    ...(detect && {
      detect: {
        attribute: detect.attribute,
        is: detect.is,
        above: detect.above,
        over: parseDuration(detect.over),
        by: detect.by,
        severity: need(organization.severities, detect.severity, "severity"),
      },
    }),
  };
}
