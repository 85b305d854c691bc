import type { Matchers, OnCall, Provenance, Runbook, Severity, Team } from "../resolved.ts";
import type { ProberTraits, Source, SourceTraits } from "../source-kind.ts";

export type { Source, SourceOf } from "../source-kind.ts";

/** What every source has, whatever its kind. */
export interface SourceBase extends Provenance {
  readonly id: string;
  /** seconds between two points of a series */
  readonly scrape: number;
  /** seconds between two evaluations of an alert */
  readonly evaluate: number;
  readonly owner: Team;
  readonly severity: Severity;
  readonly onCall?: OnCall;
  readonly runbook: Runbook;
  /** the environment, as this source's data writes it */
  readonly environment: Matchers;
  readonly traits: SourceTraits;
}

/** Asks endpoints from outside. */
export type ProberSource = Extract<Source, { readonly traits: ProberTraits }>;
