import type { AlertCondition } from "../model/condition.ts";
import type {
  Calendar,
  Carried,
  Channel,
  Environment,
  OnCall,
  Provenance,
  Runbook,
  Service,
  Severity,
  Slo,
  Source,
  Stage,
  System,
  Team,
} from "../model/resolved.ts";

/** The recipients of an alert, at once and at any hour; `during` are the hours in which a post is answered. */
export type Route =
  | { readonly kind: "page"; readonly onCall: OnCall; readonly channel: Channel }
  | { readonly kind: "post"; readonly channel: Channel; readonly during?: Calendar };

export type AlertKind = "burn-page" | "burn-ticket" | "floor" | "threshold" | "absence" | "no-traffic" | "groups" | "source" | "watchdog";

/** A vendor-neutral alert: what is watched, when it fires, whom it notifies. */
export interface Alert extends Carried {
  /** logical name, for example `hastecrm--api--availability--page`; stable for the life of the catalog entry */
  readonly name: string;
  /** names it had under `formerly` ids, oldest first */
  readonly formerNames: readonly string[];
  /** path of the catalog entry, for example hastecrm/api/availability */
  readonly entry: string;
  readonly kind: AlertKind;
  readonly title: string;
  /** one sentence for the person who is paged: the condition in words with its numbers */
  readonly summary: string;
  readonly environment: Environment;
  readonly system?: System;
  readonly service?: Service;
  /** the objective that a budget alert watches */
  readonly slo?: Slo;
  readonly evaluator: Source;
  readonly when: AlertCondition;
  /** seconds that the condition must hold */
  readonly for: number;
  /** seconds that it goes on firing after the condition has ended; only where the evaluator can */
  readonly keepFiringFor?: number;
  readonly severity: Severity;
  readonly route: Route;
  readonly owner: Team;
  readonly runbook: Runbook;
  /** how far it may go, whatever its severity; absent: page */
  readonly stage?: Stage;
  /** numbers that were adjusted (capped tiers, raised windows), said in words */
  readonly notes: readonly string[];
  readonly provenance: Provenance;
}
