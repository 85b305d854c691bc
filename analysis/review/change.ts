import type { Direction } from "../../model/resolved.ts";
import type { Alert } from "../../monitors/alert.ts";

/** What a change is about, by the rooms of the catalog. */
export type Subject = "alert" | "slo" | "signal" | "panel" | "dashboard" | "on-call" | "text" | "policy" | "other";

/** One thing that means something else at head than at base, in one environment. */
export interface Change {
  /** path of the catalog entry, for example hastecrm/api/availability or organization/on-call/crm */
  readonly entry: string;
  readonly about: Subject;
  readonly direction: Direction;
  /** old and new in one line: `target 99.9% -> 99.5%`, `added: …` */
  readonly what: string;
  /** what follows for the people on call, a sentence each; the most important first */
  readonly means: readonly string[];
  /** how much depends on the service, 1 (most) to 4; of an organization's entry 1 */
  readonly tier: number;
  /** ids of the teams that own what changes; several for an entry that systems share */
  readonly owners: readonly string[];
  /** it concerns what pages people, before or after */
  readonly pages: boolean;
  /** why a failure that is no longer seen may go unseen, where this very change writes so */
  readonly declared?: string;
  /** entries that no longer see a failure, or no longer page, and do not say so in this change */
  readonly undeclared?: readonly string[];
  /** of an entry of a profile: the services that change in this way (`shop/checkout`); `<service>` stands for each in the texts */
  readonly services?: readonly string[];
}

/** An alert of both revisions, found by its names: what it became under a new id is still the same. */
export interface Pair {
  readonly before?: Alert;
  readonly after?: Alert;
}

/** What must not be merged as it is (error), or should be thought over (warning). */
export interface Finding {
  readonly severity: "error" | "warning";
  readonly entry: string;
  readonly what: string;
  /** the remediation */
  readonly way: string;
}
