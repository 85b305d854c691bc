/** The parts that a first catalog is made of: one evaluator, one pager, a prober or none, and any additions. */
export const firstRoles = ["evaluator", "pager", "prober", "addition"] as const;

/**
 * What `components/<vendor>/first.ts` exports: the vendor's part of the catalog that `slostack init` writes. Its texts are files in
 * `components/<vendor>/first/`: those in `places/` fill the places of the template that have their names, the others are files of the catalog.
 */
export interface First {
  readonly role: (typeof firstRoles)[number];
  /** the one of its role where no one chooses */
  readonly usual?: true;
  /** of a prober: it has a status page too */
  readonly statusPage?: true;
}
