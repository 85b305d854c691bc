import type { Severity } from "../resolved.ts";
import { ownSeverity, type SystemFile } from "../schema/system.ts";
import { derive } from "./derive.ts";
import type { KnownEntries } from "./organization.ts";

const ownKeys = ownSeverity.pick({ priority: true, respond: true, channel: true });

/** The organization's severities, with what a system says of them in its place. Whether one pages is the organization's. */
export function ownSeverities(file: SystemFile, known: KnownEntries): ReadonlyMap<string, Severity> {
  return new Map(
    [...known.severity].map(([id, severity]) => {
      const own = Object.hasOwn(file.severities, id) ? file.severities[id] : undefined;
      return [id, own ? { ...severity, ...derive(ownKeys, own, known) } : severity];
    }),
  );
}
