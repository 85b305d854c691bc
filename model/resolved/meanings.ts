import type Fraction from "fraction.js";
import type { Source } from "../vendors.ts";
import type { Person, Runbook } from "./base.ts";
import type { Calendar, Channel, Escalation, OnCall, Policy, Schedule, Severity, Team } from "./organization.ts";
import type { Endpoint, Matchers, Metric, Signal } from "./signal.ts";

/** What a written value stands for, by the word that its schema has for it. */
export interface Meanings {
  /** seconds */
  readonly duration: number;
  readonly share: Fraction;
  /** events per second */
  readonly rate: Fraction;
  readonly filter: Matchers;
  readonly calendar: Calendar;
  readonly channel: Channel;
  readonly environment: string;
  readonly escalation: Escalation;
  readonly "on-call service": OnCall;
  readonly person: Person;
  readonly policy: Policy;
  readonly runbook: Runbook;
  readonly schedule: Schedule;
  readonly severity: Severity;
  readonly source: Source;
  readonly team: Team;
  /** of the same service */
  readonly endpoint: Endpoint;
  readonly metric: Metric;
  readonly signal: Signal;
}
