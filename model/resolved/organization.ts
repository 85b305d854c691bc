import type Fraction from "fraction.js";
import type { ProberSource, ResolvedSections, Source, VendorOf } from "../vendors.ts";
import type { Identified, Person, Provenance, Runbook } from "./base.ts";
import type { ReviewPolicy } from "./review.ts";

export interface Environment {
  readonly id: string;
  /** false: what would page posts to `post` instead */
  readonly pages: boolean;
  readonly post?: Channel;
  /** this environment's stack owns account-wide objects (people, teams, schedules, escalations) */
  readonly ownsAccount: boolean;
}

export interface Organization extends ResolvedSections {
  readonly id: string;
  readonly name: string;
  readonly sources: readonly Source[];
  readonly channels: readonly Channel[];
  readonly calendars: readonly Calendar[];
  readonly people: readonly Person[];
  /** at the pagers: made with their contacts and teams, or found by e-mail and name and left as they are */
  readonly pagerPeople: "own" | "look-up";
  readonly teams: readonly Team[];
  readonly schedules: readonly Schedule[];
  readonly escalations: readonly Escalation[];
  readonly onCalls: readonly OnCall[];
  readonly severities: readonly Severity[];
  readonly deadMan?: DeadMan;
  /** where alerts in the stage shadow post */
  readonly shadow?: Channel;
  readonly review?: ReviewPolicy;
}

export interface Severity {
  readonly id: string;
  readonly priority: string;
  readonly respond: number;
  readonly route: "page" | "post";
  readonly during?: Calendar;
  /** where a system posts alerts of this severity, instead of the team's channel */
  readonly channel?: Channel;
}

/** Heartbeats of the evaluators, to a vendor that misses them. */
export interface DeadMan extends Provenance {
  readonly receiver: ProberSource;
  /** seconds */
  readonly every: number;
  readonly grace: number;
  readonly owner: Team;
  readonly onCall?: OnCall;
  readonly severity: Severity;
  readonly runbook: Runbook;
}

export type Weekday = "mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun";

export interface Hours {
  readonly days: readonly Weekday[];
  /** HH:MM */
  readonly from: string;
  readonly to: string;
}

export interface Calendar extends Hours {
  readonly id: string;
  readonly timeZone: string;
}

export interface Channel extends Identified {
  /** with the leading #; at least one of the three is there */
  readonly slack?: string;
  readonly email?: string;
  /** name of a gateway, whose address is a secret setting */
  readonly webhook?: string;
}

export interface Team extends Identified {
  readonly name: string;
  readonly members: readonly Person[];
  readonly channel: Channel;
}

export interface Layer {
  readonly id: string;
  readonly rotation: readonly Person[];
  readonly turn: number;
  /** local date and time of the first handoff, `YYYY-MM-DDTHH:MM:SS`, in the schedule's time zone */
  readonly start: string;
  readonly hours?: Hours;
}

export interface Schedule extends Identified {
  readonly name: string;
  readonly timeZone: string;
  readonly layers: readonly Layer[];
}

export interface Escalation extends Identified {
  readonly name: string;
  readonly team: Team;
  /** levels of `next` already appended */
  readonly levels: readonly { readonly target: Schedule | Person; readonly kind: "schedule" | "person"; readonly wait: number }[];
  readonly repeat: number;
}

export type PagerKind = VendorOf<"pager">;

export interface OnCall extends Identified {
  readonly name: string;
  readonly escalation: Escalation;
  readonly pager: PagerKind;
  /** has everything and is sent nothing */
  readonly standby?: PagerKind;
  /** undefined: incidents never resolve by themselves */
  readonly autoResolve?: number;
  /** undefined: an acknowledgement never expires */
  readonly acknowledged?: number;
  readonly group?: number;
  /** applications that send events of their own */
  readonly senders: readonly string[];
}

export interface Policy {
  readonly id: string;
  readonly window: number;
  readonly page: readonly Tier[];
  readonly ticket: readonly Tier[];
  readonly pageSeverity: Severity;
  readonly ticketSeverity: Severity;
  readonly leastBadEvents: number;
  readonly absence: number;
}

export interface Tier {
  readonly share: Fraction;
  /** the long window */
  readonly long: number;
}
