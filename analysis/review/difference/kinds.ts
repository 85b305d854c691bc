import type * as Model from "../../../model/resolved.ts";
import type { Sides } from "./match.ts";

/** Every kind of entry that a resolved model holds, and what it is. */
export interface Kinds {
  readonly environment: Model.Environment;
  readonly organization: Model.Organization;
  readonly source: Model.Source;
  readonly channel: Model.Channel;
  readonly calendar: Model.Calendar;
  readonly person: Model.Person;
  readonly team: Model.Team;
  readonly schedule: Model.Schedule;
  readonly escalation: Model.Escalation;
  readonly "on-call": Model.OnCall;
  readonly severity: Model.Severity;
  readonly policy: Model.Policy;
  readonly "dead-man": Model.DeadMan;
  readonly alertmanager: NonNullable<Model.Organization["alertmanager"]>;
  readonly kubernetes: NonNullable<Model.Organization["kubernetes"]>;
  readonly review: Model.ReviewPolicy;
  readonly system: Model.System;
  /** a severity of the organization, as a system has it */
  readonly "own-severity": Model.Severity;
  readonly service: Model.Service;
  readonly metric: Model.Metric;
  readonly signal: Model.Signal;
  readonly probe: Model.ProbeSignal;
  readonly composite: Model.CompositeSignal;
  readonly slo: Model.Slo;
  readonly alert: Model.AlertRule;
  readonly endpoint: Model.Endpoint;
  readonly dashboard: Model.Dashboard;
  readonly panel: Model.Panel;
  readonly logs: Model.Logs;
  readonly pipeline: Model.Pipeline;
  readonly duty: Model.Duty;
  readonly "status-page": Model.StatusPage;
  readonly store: Model.Store;
  readonly analytics: Model.Analytics;
  readonly "database-insights": Model.DatabaseInsights;
  readonly tracing: Model.Tracing;
}
export type Kind = keyof Kinds;

/** An entry of both revisions, and where it stands. */
export interface Paired<K extends Kind = Kind> {
  readonly kind: K;
  /** the same on both sides, also of a renamed entry */
  readonly key: string;
  /** as people find it in the catalog */
  readonly entry: string;
  readonly sides: Sides<Kinds[K]>;
  readonly system?: Paired<"system">;
  readonly service?: Paired<"service">;
  /** in what it stands: where that is new or gone as a whole, it says so for all of it */
  readonly within?: Paired;
}
export type AnyPaired = { [K in Kind]: Paired<K> }[Kind];

/** Both revisions of a catalog for one environment. */
export interface Revisions {
  readonly base: Model.Resolved;
  readonly head: Model.Resolved;
}
