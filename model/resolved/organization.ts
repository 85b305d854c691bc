import type { z } from "zod";
import type { Window } from "../calendar-window.ts";
import type { Bare, Derived } from "../schema/meaning.ts";
import type * as schema from "../schema/organization.ts";
import type { policy, tier } from "../schema/policy.ts";
import type { ProberSource, ResolvedSections, Source, VendorOf } from "../vendors.ts";
import type { Identified, Person, Runbook } from "./base.ts";
import type { ReviewPolicy } from "./review.ts";

declare module "../schema/meaning.ts" {
  interface Meanings {
    readonly calendar: Calendar;
    readonly channel: Channel;
    readonly escalation: Escalation;
    /** days, `YYYY-MM-DD` */
    readonly holidays: readonly string[];
    readonly "on-call service": OnCall;
    readonly person: Person;
    readonly policy: Policy;
    readonly runbook: Runbook;
    readonly schedule: Schedule;
    readonly severity: Severity;
    readonly source: Source;
    readonly team: Team;
  }
}

/*
 * What is more than the keys of an entry is written here; the rest follows from its schema. Durations are in seconds.
 */

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

export interface Severity extends Bare<z.output<typeof schema.severity>> {
  readonly id: string;
  /** where a system posts alerts of this severity, instead of the team's channel */
  readonly channel?: Channel;
}

/** Heartbeats of the evaluators, to a vendor that misses them. */
export interface DeadMan extends Derived<z.output<typeof schema.deadMan>> {
  readonly receiver: ProberSource;
}

export type Hours = Derived<z.output<typeof schema.hours>>;
export type Weekday = Hours["days"][number];

export interface Calendar {
  readonly id: string;
  readonly timeZone: string;
  /** at least one */
  readonly windows: readonly Hours[];
  /** days without hours, `YYYY-MM-DD`, in order */
  readonly holidays: readonly string[];
}

/** At least one of `slack` (with the leading #), `teams` (name of a workflow), `email` and `webhook` (name of a gateway) is there. */
export interface Channel extends Identified, Bare<z.output<typeof schema.channel>> {}

export interface Team extends Identified, Bare<z.output<typeof schema.team>> {}

export interface Layer extends Omit<Derived<z.output<typeof schema.layer>>, "since" | "handoff"> {
  readonly id: string;
  /** local date and time of the first handoff, `YYYY-MM-DDTHH:MM:SS`, in the schedule's time zone as `hours` are */
  readonly start: string;
  /** in which it is written, where that is another */
  readonly timeZone?: string;
}

export interface Schedule extends Identified, Omit<Bare<z.output<typeof schema.schedule>>, "layers"> {
  readonly layers: readonly Layer[];
}

/** `from` and `to` are `YYYY-MM-DDTHH:MM`, in the schedule's time zone. */
export type Override = Schedule["overrides"][number];

export interface Escalation extends Identified, Omit<Bare<z.output<typeof schema.escalation>>, "levels" | "next"> {
  /** levels of `next` already appended */
  readonly levels: readonly { readonly target: Schedule | Person; readonly kind: "schedule" | "person"; readonly wait: number }[];
}

export type PagerKind = VendorOf<"pager">;

/** Without `autoResolve`, incidents never resolve by themselves; without `acknowledged`, an acknowledgement never expires. */
export interface OnCall extends Identified, Bare<z.output<ReturnType<typeof schema.onCall>>> {}

export interface Policy extends Omit<Bare<z.output<typeof policy>>, "window">, Window {
  readonly id: string;
}

/** `in` is the long window. */
export type Tier = Derived<z.output<typeof tier>>;
