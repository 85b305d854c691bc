import type { z } from "zod";
import type { EnvironmentWords, OrganizationSections, Role, SectionKey, VendorOf } from "../vendors.ts";

/** What vendors and programs add to the schemas, of all that a vocabulary has of them. */
export interface Words {
  readonly sources: readonly {
    readonly schema: z.ZodType;
    readonly environment?: { readonly key: keyof EnvironmentWords; readonly schema: z.ZodType };
  }[];
  readonly sections: readonly { readonly key: SectionKey; readonly schema: z.ZodType }[];
  readonly pagers: readonly [{ readonly kind: VendorOf<"pager"> }, ...{ readonly kind: VendorOf<"pager"> }[]];
  readonly roles: { readonly [R in Exclude<Role, "pager">]: readonly [VendorOf<R>, ...VendorOf<R>[]] };
}

/** The sections that programs add to `organization.yaml`, each of them optional. */
export function sectionShape({ sections }: Words) {
  const shape = Object.fromEntries(sections.map(({ key, schema }) => [key, schema.optional()]));
  return shape as unknown as { readonly [K in SectionKey]: z.ZodOptional<z.ZodType<OrganizationSections[K]["entry"]>> };
}
