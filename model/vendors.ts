/** What vendors add to the types of the catalog, each in its own folder. It imports nothing, so that everything may import it. */

/**
 * The kinds of source that a catalog may name: of each the shape of its entry, and what it resolves to. A kind adds
 * itself where it is described, in the folder of its vendor:
 *
 * @example
 * declare module "../../model/vendors.ts" {
 *   interface SourceKinds {
 *     graphite: { readonly entry: z.output<typeof schema>; readonly source: GraphiteSource };
 *   }
 * }
 */
// biome-ignore lint/suspicious/noEmptyInterface: each kind adds itself
export interface SourceKinds {}
export type SourceKindName = keyof SourceKinds;
/** A source of one kind, or of any. */
export type SourceOf<K extends SourceKindName> = SourceKinds[K]["source"];
export type Source = SourceOf<SourceKindName>;
/** Asks endpoints from outside. */
export type ProberSource = Extract<Source, { readonly traits: { readonly prober: true } }>;
/** A source as the catalog writes it. */
export type SourceEntry = SourceKinds[SourceKindName]["entry"];

/** How an environment is written in the data of each vendor, by the key of `is`. A kind adds its own. */
// biome-ignore lint/suspicious/noEmptyInterface: each kind adds its own
export interface EnvironmentWords {}
export type Written = { readonly [K in keyof EnvironmentWords]?: EnvironmentWords[K] | undefined };

/** Keys of `organization.yaml` that describe a program: of each the shape of its entry, and what it resolves to. Each program adds its own. */
// biome-ignore lint/suspicious/noEmptyInterface: each program adds its own
export interface OrganizationSections {}
export type SectionKey = keyof OrganizationSections;

/** The sections as they are written, and what every environment has of them, where it is written. */
export type SectionEntries = { readonly [K in SectionKey]?: OrganizationSections[K]["entry"] | undefined };
export type ResolvedSections = { readonly [K in SectionKey]?: OrganizationSections[K]["resolved"] };

/** The parts that vendors take beside holding numbers, by the vendor's name in the catalog. Each vendor adds its own. */
// biome-ignore lint/suspicious/noEmptyInterface: each vendor adds its own
export interface VendorRoles {}
/** Wakes people; shows customers a state; reads logs; keeps lines for search, in data sets or streams; counts what users do; explains queries. */
export type Role = "pager" | "status-page" | "logs" | "datasets" | "streams" | "analytics" | "database-insights";
/** The vendors that can take a part. */
export type VendorOf<R extends Role> = { [K in keyof VendorRoles]: R extends VendorRoles[K] ? K : never }[keyof VendorRoles];
