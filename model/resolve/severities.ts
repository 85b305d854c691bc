import { parseDuration } from "../quantity.ts";
import type { Severity } from "../resolved.ts";
import type { SystemFile } from "../schema/system.ts";
import { need } from "./entries.ts";
import type { ResolvedOrganization } from "./organization.ts";

/** The organization's severities, with what a system says of them in its place. Whether one pages is the organization's. */
export function ownSeverities(file: SystemFile, organization: ResolvedOrganization): ReadonlyMap<string, Severity> {
  return new Map(
    [...organization.severities].map(([id, severity]) => {
      const own = Object.hasOwn(file.severities, id) ? file.severities[id] : undefined;
      if (!own) return [id, severity];
      const { priority = severity.priority, respond, channel } = own;
      return [
        id,
        {
          ...severity,
          priority,
          ...(respond === undefined ? {} : { respond: parseDuration(respond) }),
          ...(channel === undefined ? {} : { channel: need(organization.channels, channel, "channel") }),
        },
      ];
    }),
  );
}
