import type {
  AlertRule,
  Analytics,
  Calendar,
  Channel,
  Dashboard,
  DatabaseInsights,
  DeadMan,
  Duty,
  Endpoint,
  Environment,
  Escalation,
  Logs,
  Metric,
  OnCall,
  Organization,
  Panel,
  Person,
  Pipeline,
  Policy,
  ProbeSignal,
  Resolved,
  ReviewPolicy,
  Schedule,
  Service,
  Severity,
  Signal,
  Slo,
  Source,
  StatusPage,
  Store,
  System,
  Team,
  Tracing,
} from "../../../model/resolved.ts";
import type { Sides } from "./match.ts";

/** Every kind of entry that a resolved model holds, and what it is. */
export interface Kinds {
  readonly environment: Environment;
  readonly organization: Organization;
  readonly source: Source;
  readonly channel: Channel;
  readonly calendar: Calendar;
  readonly person: Person;
  readonly team: Team;
  readonly schedule: Schedule;
  readonly escalation: Escalation;
  readonly "on-call": OnCall;
  readonly severity: Severity;
  readonly policy: Policy;
  readonly "dead-man": DeadMan;
  readonly alertmanager: NonNullable<Organization["alertmanager"]>;
  readonly review: ReviewPolicy;
  readonly system: System;
  /** a severity of the organization, as a system has it */
  readonly "own-severity": Severity;
  readonly service: Service;
  readonly metric: Metric;
  readonly signal: Signal;
  readonly probe: ProbeSignal;
  readonly slo: Slo;
  readonly alert: AlertRule;
  readonly endpoint: Endpoint;
  readonly dashboard: Dashboard;
  readonly panel: Panel;
  readonly logs: Logs;
  readonly pipeline: Pipeline;
  readonly duty: Duty;
  readonly "status-page": StatusPage;
  readonly store: Store;
  readonly analytics: Analytics;
  readonly "database-insights": DatabaseInsights;
  readonly tracing: Tracing;
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
  readonly base: Resolved;
  readonly head: Resolved;
}
