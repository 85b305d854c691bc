import type { z } from "zod";
import type { Channel } from "./resolved.ts";
import type { OrganizationSections, ResolvedSections, SectionEntries, SectionKey } from "./vendors.ts";

/** What an entry may refer to. */
export interface SectionScope {
  readonly environment: string;
  readonly environments: Readonly<Record<string, { readonly page?: string | undefined; readonly post?: string | undefined }>>;
  readonly channels: ReadonlyMap<string, Channel>;
}

/** A key of `organization.yaml` that describes a program. */
export interface OrganizationSection<K extends SectionKey = SectionKey> {
  readonly key: K;
  readonly schema: z.ZodType;
  resolve(entry: OrganizationSections[K]["entry"], scope: SectionScope): OrganizationSections[K]["resolved"];
}

/** What an organization has of the sections. */
export function resolveSections(sections: readonly OrganizationSection[], file: SectionEntries, scope: SectionScope): ResolvedSections {
  const found = sections.flatMap((section) => {
    const entry = file[section.key];
    return entry === undefined ? [] : [[section.key, section.resolve(entry, scope)]];
  });
  return Object.fromEntries(found);
}
