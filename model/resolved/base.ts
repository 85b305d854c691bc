import type { z } from "zod";
import type { Bare } from "../schema/meaning.ts";
import type { person } from "../schema/organization.ts";

export interface Provenance {
  readonly source: readonly string[];
  readonly correction?: string;
  readonly decision?: string;
}

export interface Identified {
  readonly id: string;
  /** former ids, oldest first; empty for most */
  readonly formerly: readonly string[];
}

/** What alerts and objectives carry for people and other programs. Absent where nothing is written. */
export interface Carried {
  /** values by name, which vendors hold as labels or tags */
  readonly labels?: Readonly<Record<string, string>>;
  /** https addresses by title */
  readonly links?: Readonly<Record<string, string>>;
}

export interface Runbook {
  readonly id: string;
  readonly url: string;
}

export interface Person extends Identified, Bare<z.output<typeof person>> {}
