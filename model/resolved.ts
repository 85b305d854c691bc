import type Fraction from "fraction.js";
import type { Unit } from "./quantity.ts";
import type { ReviewPolicy, Stage } from "./resolved/review.ts";
import type { ProberSource, Source } from "./resolved/source.ts";
import type { Analytics, DatabaseInsights, StatusPage, Store, Tracing } from "./resolved/tools.ts";

/**
 * A catalog for one environment: references followed, overrides applied, texts parsed to exact quantities. Monitors,
 * dashboards and reviews read only this. All durations are seconds; shares and thresholds are exact fractions.
 */
export interface Resolved {
  readonly environment: Environment;
  readonly organization: Organization;
  readonly systems: readonly System[];
}

export interface Environment {
  readonly id: string;
  /** false: what would page posts to `post` instead */
  readonly pages: boolean;
  readonly post?: Channel;
  /** this environment's stack owns account-wide objects (people, teams, schedules, escalations) */
  readonly ownsAccount: boolean;
}

export interface Organization {
  readonly id: string;
  readonly name: string;
  readonly sources: readonly Source[];
  readonly channels: readonly Channel[];
  readonly calendars: readonly Calendar[];
  readonly people: readonly Person[];
  readonly teams: readonly Team[];
  readonly schedules: readonly Schedule[];
  readonly escalations: readonly Escalation[];
  readonly onCalls: readonly OnCall[];
  readonly severities: readonly Severity[];
  readonly deadMan?: DeadMan;
  readonly alertmanager?: Alertmanager;
  /** where alerts in the stage shadow post */
  readonly shadow?: Channel;
  readonly review?: ReviewPolicy;
}

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

export type * from "./resolved/review.ts";
export type * from "./resolved/source.ts";
export type * from "./resolved/tools.ts";

export interface Severity {
  readonly id: string;
  readonly priority: string;
  readonly respond: number;
  readonly route: "page" | "post";
  readonly during?: Calendar;
  /** where a system posts alerts of this severity, instead of the team's channel */
  readonly channel?: Channel;
}

/** Who tells of what a Prometheus evaluates by itself. */
export interface Alertmanager extends Provenance {
  /** host:port of each instance */
  readonly addresses: readonly string[];
  /** folder of keys, one a file, on its machine */
  readonly secrets: string;
  /** `server`: host:port; without a `user` it does not log in */
  readonly mail?: { readonly from: string; readonly server: string; readonly user?: string };
}

/** Signs of life of the evaluators, to a vendor that misses them. */
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
export interface Channel {
  readonly id: string;
  /** with the leading #; at least one of the three is there */
  readonly slack?: string;
  readonly email?: string;
  /** name of a gateway, whose address is a secret setting */
  readonly webhook?: string;
}
export interface Person {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  /** what wakes the person */
  readonly reach: readonly ("phone" | "sms")[];
  /** where the code is hosted */
  readonly login?: string;
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
export type PagerKind = "pagerduty" | "opsgenie";
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

export interface Runbook {
  readonly id: string;
  readonly url: string;
}

/** One matcher of a selector; every dialect can express these three. */
export type Matcher = { readonly is: string } | { readonly anyOf: readonly string[] } | { readonly startsWith: string };
/** Label to matcher, in label order. */
export type Matchers = Readonly<Record<string, Matcher>>;

export interface Metric extends Provenance {
  readonly id: string;
  readonly kind: "counter" | "gauge" | "histogram" | "distribution";
  /** the source that holds it */
  readonly from: Source;
  /** the name of the series (of a histogram: without _bucket, _count, _sum) */
  readonly name: string;
  readonly unit?: Unit;
  readonly labels: readonly string[];
  /** upper bounds in the metric's unit, ascending, without +Inf; histograms only */
  readonly buckets: readonly Fraction[];
  readonly range?: readonly [Fraction, Fraction];
  readonly required: boolean;
  /** environment and service matchers: what every selector of this metric carries */
  readonly where: Matchers;
}

interface SignalBase extends Identified, Provenance {
  /** system/service/signal */
  readonly path: string;
  /** oldest ids of the two: recorded series keep them through a rename */
  readonly system: string;
  readonly service: string;
  readonly environment: string;
  /** the data source that holds the metric */
  readonly from: Source;
  /** matchers of `metric.where` joined with the signal's own */
  readonly where: Matchers;
}
/** Share of bad events: a filter on one counter, a bound on one histogram, or (with a reason) two counters. */
export interface EventsSignal extends SignalBase {
  readonly kind: "events";
  readonly metric: Metric;
  readonly bad: { readonly filter: Matchers } | { readonly overBound: Fraction } | { readonly metric: Metric };
  /** events per second in the quietest hour */
  readonly quietTraffic?: Fraction;
}
/** Share of minutes in which a value, or a quantile of a histogram, was out of bounds. */
export interface SlicesSignal extends SignalBase {
  readonly kind: "slices";
  readonly metric: Metric;
  readonly measure: { readonly across: Across } | { readonly quantile: Fraction };
  readonly good: { readonly under?: Fraction; readonly over?: Fraction };
}
export interface ValueSignal extends SignalBase {
  readonly kind: "value";
  readonly metric: Metric;
  readonly across: Across;
  readonly by: readonly string[];
}
export interface CountSignal extends SignalBase {
  readonly kind: "count";
  readonly metric: Metric;
}
/** Whether an endpoint answers as it should, asked from outside. */
export interface ProbeSignal extends Identified, Provenance {
  readonly kind: "probe";
  /** system/service/signal */
  readonly path: string;
  readonly from: ProberSource;
  readonly endpoint: Endpoint;
  /** the whole address in this environment */
  readonly url: string;
  /** seconds between two questions */
  readonly every: number;
  /** seconds until a missing answer counts as failed */
  readonly timeout: number;
}
export type Across = "min" | "max" | "avg" | "sum";
/** Signals whose bad share can be measured over a window. */
export type ShareSignal = EventsSignal | SlicesSignal;
export type Signal = EventsSignal | SlicesSignal | ValueSignal | CountSignal;

/** The leaves that the catalog writes. Thresholds are in the metric's unit. */
export type Condition =
  /** `reached`: the share itself counts as well, not only what is above it */
  | {
      readonly kind: "bad-share";
      readonly signal: ShareSignal;
      readonly above: Fraction;
      readonly over: number;
      readonly least: number;
      readonly reached?: true;
    }
  | { readonly kind: "value"; readonly signal: ValueSignal; readonly compare: "above" | "below"; readonly threshold: Fraction }
  | {
      readonly kind: "count";
      readonly signal: CountSignal;
      readonly compare: "above" | "below";
      readonly threshold: Fraction;
      readonly over: number;
    }
  /** an event, for the first time, again, or after it was resolved */
  | { readonly kind: "occurs"; readonly signal: CountSignal }
  | { readonly kind: "absent"; readonly signal: Signal };

/** The leaves on what is asked from outside: no recorded data, so nothing joins them with others. */
export type ProbeCondition =
  | { readonly kind: "probe-fails"; readonly signal: ProbeSignal }
  /** the certificate of the endpoint expires within these seconds */
  | { readonly kind: "certificate"; readonly signal: ProbeSignal; readonly within: number };

export interface Tier {
  readonly share: Fraction;
  /** the long window */
  readonly long: number;
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

export interface Slo extends Identified, Provenance {
  /** system/service/slo */
  readonly path: string;
  readonly title: string;
  readonly signal: ShareSignal;
  readonly target: Fraction;
  /** seconds */
  readonly window: number;
  readonly floor?: { readonly signal: ShareSignal; readonly share: Fraction };
  readonly policy: Policy;
  readonly runbook: Runbook;
  /** absent: page */
  readonly stage?: Stage;
  /** what it no longer sees, and why */
  readonly unseen?: string;
}

export interface AlertRule extends Identified, Provenance {
  /** system/service/alert */
  readonly path: string;
  readonly title: string;
  readonly when: Condition | ProbeCondition;
  readonly for: number;
  readonly missing: "fire" | "absence" | "quiet";
  readonly severity: Severity;
  /** where it posts instead of the channel of its severity or team */
  readonly channel?: Channel;
  readonly runbook: Runbook;
  /** absent: page */
  readonly stage?: Stage;
  /** what it no longer sees, and why */
  readonly unseen?: string;
}

export interface Endpoint extends Provenance {
  readonly id: string;
  readonly path: string;
  /** status of a good answer */
  readonly expect: number;
  readonly needs: readonly string[];
}

export interface Service extends Identified, Provenance {
  /** system/service */
  readonly path: string;
  readonly name: string;
  readonly onCall?: OnCall;
  /** 1 (most) to 4: how much depends on it */
  readonly tier: number;
  readonly metrics: readonly Metric[];
  readonly signals: readonly Signal[];
  readonly probes: readonly ProbeSignal[];
  readonly slos: readonly Slo[];
  readonly alerts: readonly AlertRule[];
  readonly endpoints: readonly Endpoint[];
}

/** What a panel shows. `by` holds declared labels only. */
export type Show =
  | { readonly kind: "rate"; readonly metric: Metric; readonly by: readonly string[] }
  | { readonly kind: "share"; readonly signal: EventsSignal; readonly by: readonly string[] }
  | { readonly kind: "quantile"; readonly metric: Metric; readonly quantile: Fraction; readonly by: readonly string[] }
  | { readonly kind: "value"; readonly metric: Metric; readonly across: Across; readonly by: readonly string[] };
export interface Panel extends Identified, Provenance {
  readonly title: string;
  readonly show: Show;
  /** in the unit of what is shown */
  readonly threshold?: Fraction;
}
export interface Dashboard extends Identified, Provenance {
  readonly title: string;
  readonly panels: readonly Panel[];
}

export type MaskKind = "email" | "credit-card" | "token" | "ip-address";
export interface Pipeline extends Identified, Provenance {
  readonly services: readonly string[];
  readonly technologies: readonly string[];
  readonly format: "json" | "access";
  readonly geoIp: boolean;
  readonly mask: readonly MaskKind[];
  readonly detect?: {
    readonly attribute: string;
    readonly is: string;
    readonly above: number;
    readonly over: number;
    readonly by: string;
    readonly severity: Severity;
  };
}
/** How the logs of a system are read. Level names in the order of their numbers. */
export interface Logs extends Provenance {
  readonly evaluator: "datadog";
  readonly levelAttribute: string;
  readonly levels: readonly { readonly name: "error" | "warn" | "info" | "debug" | "trace"; readonly number: number }[];
  readonly fields: readonly string[];
  /** in written order: the first that takes a line has it */
  readonly pipelines: readonly Pipeline[];
}

/** What the application must do, so that the stack sees anything. */
export interface Duty extends Provenance {
  readonly id: string;
  readonly must: string;
}

export interface System extends Identified {
  readonly name: string;
  readonly owner: Team;
  readonly source: Source;
  readonly policy: Policy;
  readonly services: readonly Service[];
  readonly dashboards: readonly Dashboard[];
  readonly logs?: Logs;
  /** where its endpoints are in this environment */
  readonly address?: string;
  /** the organization's severities, as this system has them */
  readonly severities: readonly Severity[];
  readonly duties: readonly Duty[];
  readonly statusPage?: StatusPage;
  readonly stores: readonly Store[];
  readonly analytics?: Analytics;
  readonly databaseInsights?: DatabaseInsights;
  readonly tracing?: Tracing;
  readonly retired: readonly { readonly name: string; readonly why: string }[];
}
