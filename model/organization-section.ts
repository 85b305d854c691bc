import type { z } from "zod";
import type { Check } from "./check/report.ts";
import type { Channel } from "./resolved.ts";
import type { OrganizationFile } from "./schema/organization.ts";

/** Keys of `organization.yaml` that describe a program: of each the shape of its entry, and what it resolves to. Each program adds its own. */
// biome-ignore lint/suspicious/noEmptyInterface: each program adds its own
export interface OrganizationSections {}
type Key = keyof OrganizationSections;

/** What every environment has of them, where it is written. */
export type ResolvedSections = { readonly [K in Key]?: OrganizationSections[K]["resolved"] };

/** What an entry may refer to. */
export interface SectionScope {
  readonly environment: string;
  readonly environments: OrganizationFile["environments"];
  readonly channels: ReadonlyMap<string, Channel>;
}

/** A key of `organization.yaml` that describes a program. */
export interface OrganizationSection<K extends Key = Key> {
  readonly key: K;
  readonly schema: z.ZodType;
  /** where in the entry environments are named: `@` is a key */
  readonly environments: readonly string[];
  readonly checks: readonly Check[];
  resolve(entry: OrganizationSections[K]["entry"], scope: SectionScope): OrganizationSections[K]["resolved"];
}

/** The keys of a schema, each of them optional. */
export function sectionShape(sections: readonly OrganizationSection[]) {
  const shape = Object.fromEntries(sections.map(({ key, schema }) => [key, schema.optional()]));
  return shape as unknown as { readonly [K in Key]: z.ZodOptional<z.ZodType<OrganizationSections[K]["entry"]>> };
}

/** What an organization has of the sections. */
export function resolveSections(sections: readonly OrganizationSection[], file: OrganizationFile, scope: SectionScope): ResolvedSections {
  const found = sections.flatMap((section) => {
    const entry = file[section.key];
    return entry === undefined ? [] : [[section.key, section.resolve(entry, scope)]];
  });
  return Object.fromEntries(found);
}
