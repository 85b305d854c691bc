import type { Place } from "../../analysis/review/drift/section.ts";
import type { Audit } from "../../analysis/site/audit.ts";
import type { Page } from "../../analysis/site/page.ts";
import { contractIn } from "./contract.ts";
import { driftIn } from "./drift.ts";
import { proofsIn } from "./proofs.ts";

/** Files with the answers of other verbs, each as JSON. */
export interface AuditFiles {
  /** what `slostack drift --format json` printed */
  readonly drift?: string;
  /** comparisons that `slostack contract --format json` printed, one a source */
  readonly contract?: readonly string[];
  /** what `slostack prove --format json` printed */
  readonly prove?: string;
}

/** What they are read for: the organization's name, the environment, and where its entries are written. */
interface For {
  readonly of: string;
  readonly environment: string;
  readonly place: Place;
}

/**
 * The answers of other verbs as audits, and the page that drift has.
 *
 * @throws Refusal for a file that cannot be read, that is something else, or about another environment
 */
export function auditsIn({ drift, contract = [], prove }: AuditFiles, about: For): { audits: readonly Audit[]; drift?: Page } {
  const drifted = drift === undefined ? undefined : driftIn(drift, about);
  const audits = [
    ...(drifted ? [drifted.audit] : []),
    ...contract.map((file) => contractIn(file, about.environment)),
    ...(prove === undefined ? [] : [proofsIn(prove, about.environment)]),
  ];
  return { audits, ...(drifted && { drift: drifted.page }) };
}

/** Audits for the pages before a change, beside which no page of another answer stands. */
export const withoutPages = (audits: readonly Audit[]): Audit[] => audits.map(({ page, ...audit }) => audit);
