import type { Logs, Pipeline } from "../resolved.ts";
import { pipeline, type SystemFile } from "../schema/system.ts";
import { derive, type Known } from "./derive.ts";
import { provenanceOf } from "./entries.ts";

type LogsEntry = NonNullable<SystemFile["logs"]>;

const levelNames = ["error", "warn", "info", "debug", "trace"] as const;

/** How the logs of a system are read; pipelines as written, because the first that takes a line has it. */
export function resolveLogs(entry: LogsEntry, known: Known): Logs {
  const levels = levelNames.map((name) => ({ name, number: entry.level.names[name] }));
  const { evaluator, fields, level, pipelines } = entry;
  return {
    ...provenanceOf(entry),
    evaluator,
    levelAttribute: level.attribute,
    levels: levels.sort((one, other) => one.number - other.number),
    fields,
    pipelines: Object.entries(pipelines).map(([id, written]): Pipeline => {
      const { from: technologies, ...keys } = derive(pipeline, written, known);
      return { id, ...keys, technologies };
    }),
  };
}
