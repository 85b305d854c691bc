/*
 * What a user writes of one SLO, in TypeScript. Whatever decides the arithmetic of alerts is a plain value; only what
 * other resources give out, such as ids and addresses, is an `Input` (in each vendor's own arguments).
 */

/** A value of a label, several of which any will do, or how a value begins. */
export type Matcher = string | readonly string[] | { readonly startsWith: string };

/** Labels and their values, all of which must match: `{ status: { startsWith: "5" } }`. */
export type Filter = Readonly<Record<string, Matcher>>;

/** A share such as `99.9%`. */
export type Share = `${number}%`;

/** A duration such as `5m`, `6h` or `30d`. */
export type Duration = `${number}${"s" | "m" | "h" | "d" | "w"}`;

/** What an objective looks back on: a duration, or since the first of the month or quarter, at midnight UTC. */
export type Window = Duration | "month" | "quarter";

/** What every SLI says. */
export interface SliBase {
  /** selects the events, beyond the labels of the environment */
  readonly where?: Filter;
  /**
   * events in the quietest hour, such as `40/h`: with fewer than that a total outage would not reach the traffic guard, so what
   * cannot page within half an hour is refused
   */
  readonly minimumTraffic: string;
}

/** Share of bad events among all events of a counter. */
export interface BadSli extends SliBase {
  /** name of the counter of all events */
  readonly total: string;
  /** which of them are bad: a filter on the same counter, or the name of a counter of the bad ones alone */
  readonly bad: Filter | string;
  readonly good?: never;
}

/** Share of events that are not good among all events of a counter. */
export interface GoodSli extends SliBase {
  /** name of the counter of all events */
  readonly total: string;
  /** which of them are good, in the place of `bad`: a filter on the same counter, or the name of a counter of the good ones alone */
  readonly good: Filter | string;
  readonly bad?: never;
}

/** Share of bad events among all events of a counter, by the bad ones or by the good ones. */
export type RatioSli = BadSli | GoodSli;

/** Share of events that took longer than a bound. */
export interface LatencySli extends SliBase {
  /** name of the metric that holds durations */
  readonly metric: string;
  /** the bound: an event at or below it is good, such as `300ms` */
  readonly below: string;
  /** unit of the metric */
  readonly unit: "s" | "ms";
}

/** Share of events that took longer than a bound, which is one of the histogram's. */
export interface HistogramSli extends LatencySli {
  /** upper bounds of the histogram's buckets, of which `below` must be one; default: that it has this one is taken as given */
  readonly buckets?: readonly string[];
}

/** An SLI that is measured for each group by itself. */
export interface Grouped {
  /** labels whose values distinguish the groups, such as `["tenant"]`: each is an alert of its own */
  readonly by?: readonly string[];
  /** the highest number of groups, required with `by`; more of them is a ticket */
  readonly atMost?: number;
}

/** Share of bad lines among the lines of a log. */
export interface LogSli extends SliBase {
  /** fields and values of the lines that are bad */
  readonly bad: Filter;
}

/** What is measured: bad events, or slow ones. */
export type Sli = RatioSli | LatencySli;

/** So much of the window's error budget, spent within `in`. */
export interface Tier {
  readonly share: Share;
  readonly in: Duration;
}

/** How fast an error budget may be spent. Burn rates follow from the shares; short windows are a twelfth of the long ones. */
export interface Policy {
  /** window to which the shares belong, `month` like `30d` and `quarter` like `90d`; default: `30d` */
  readonly window?: Window;
  /** what pages; default: 2% in 1h, 5% in 6h */
  readonly page?: readonly Tier[];
  /** what files a ticket; default: 10% in 1d, 10% in 3d */
  readonly ticket?: readonly Tier[];
  /** traffic guard: fewer bad events than this in the long window wake nobody; default: 10 */
  readonly leastBadEvents?: number;
  /** minutes with a failure from which a page fires with fewer bad events, if chance does not explain them; default: the events alone decide */
  readonly leastBadMinutes?: number;
  /** how long the metric may be missing before that is a ticket; default: `10m` */
  readonly absence?: Duration;
}

/** What the SLO of every vendor says. */
export interface SloArgs {
  /** id of the service, such as `checkout`: a label of every alert, and part of its title */
  readonly service: string;
  /** id of the team that owns the SLO, such as `payments` */
  readonly owner: string;
  /** id of the environment, such as `prod`; default: the name of the Pulumi stack */
  readonly environment?: string;
  /** labels with which the environment's data come, such as `{ env: "prod" }`: every query selects them */
  readonly labels?: Readonly<Record<string, string>>;
  /** for people, such as `Availability`; default: the component's name */
  readonly title?: string;
  /** share of good events: `99.9%` */
  readonly target: Share;
  /** window of the objective, such as `30d` or `month`; default: that of the policy */
  readonly window?: Window;
  /** default: page at 2% of the budget in 1h and 5% in 6h, ticket at 10% in 1d and in 3d */
  readonly policy?: Policy;
  /** address of the page that says what to do: every alert links to it */
  readonly runbook: string;
}
