import type { SystemFile } from "../../model/schema/system.ts";

/** Ids of the teams that own a written system: its own, and those of services that have another. Sorted. */
export const ownersOf = ({ owner, services }: SystemFile): string[] =>
  [...new Set([owner, ...Object.values(services).flatMap((service) => service.owner ?? [])])].sort();
