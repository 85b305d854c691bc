// Written by `npm run schema` from the schemas of the catalog; a test holds it to them.

/** A catalog as an object: what its files say, in their keys. What has a default may be left out. */
export interface Catalog {
  /** `organization.yaml` */
  readonly organization: Organization;
  /** one for each file below `systems/` */
  readonly systems: readonly System[];
  /** one for each file below `profiles/` */
  readonly profiles?: readonly Profile[];
}

/** What a service says of an entry that a profile gives to it: single values, in their places. A list is written whole. */
export type InPart<T> = T extends readonly unknown[] ? T : T extends object ? { readonly [K in keyof T]?: InPart<T[K]> } : T;

/** An entry of a profile: any whole value may be a parameter. */
export type WithParameters<T> = T extends object ? { readonly [K in keyof T]: WithParameters<T[K]> | `$${string}` } : T;

/** Where an entry comes from, and why it is as it is. */
export interface Provenance {
  /** ids of the requirements that this entry implements */
  readonly source?: readonly string[];
  /** what the source document got wrong, and what is done instead */
  readonly correction?: string;
  /** what the source document leaves open, and the choice made */
  readonly decision?: string;
}

/** `pagers` of the organization. */
export interface Pagers {
  /** own: this project makes people, their contacts and teams at the pagers; look-up: it finds people by e-mail and teams by name, and changes neither; default: own */
  readonly people?: "own" | "look-up";
}

/** `environments.<id>` of the organization. */
export interface Environment extends Provenance {
  readonly is: {
    readonly prometheus?: Readonly<Record<string, string>>;
    readonly datadog?: Readonly<Record<string, string>>;
    readonly aws?: { readonly path: string };
    readonly sentry?: { readonly environment: string };
    readonly newrelic?: Readonly<Record<string, string>>;
    readonly digitalocean?: { readonly tag: string };
  };
  /** always: pages reach the on-call; never: they go to the channel of `post`. Defaults to always in the account owner, required elsewhere */
  readonly page?: "always" | "never";
  /** one channel for every notification of this environment, instead of the teams' channels */
  readonly post?: string;
}

/** `sources.<id>.jobs.<id>` of the organization. */
export interface Job extends Provenance {
  readonly targets: readonly string[];
  /** default: /metrics */
  readonly path?: string;
  readonly labels?: Readonly<Record<string, string>>;
}

/** `sources.<id>` of the organization. */
export interface PrometheusSource extends Provenance {
  readonly kind: "prometheus";
  /** uid of the Grafana data source */
  readonly datasource: string;
  /** how often targets are scraped */
  readonly scrape: string;
  /** how often alerts are evaluated; default: 30s */
  readonly evaluate?: string;
  /** grafana: Grafana-managed rules, notified by Grafana; prometheus: rule files, notified by Alertmanager */
  readonly evaluator: "grafana" | "prometheus";
  /** what stores the series and answers queries: VictoriaMetrics counts increases in another way; default: prometheus */
  readonly server?: "prometheus" | "victoria-metrics";
  /** how the events of a minute are counted: anchored reads whole samples, and needs a feature flag of the server; default: extrapolated */
  readonly counts?: "extrapolated" | "anchored";
  /** labels that collection adds to every series */
  readonly labels?: readonly string[];
  /** what it scrapes: rendered into its configuration */
  readonly jobs?: Readonly<Record<string, Job>>;
  /** team to notify when the source does not answer */
  readonly owner: string;
  readonly "on-call"?: string;
  /** severity of that alert */
  readonly severity: string;
  readonly runbook: string;
}

/** `sources.<id>` of the organization. */
export interface BetterStackSource extends Provenance {
  readonly kind: "better-stack";
  /** labels that collection adds to every series */
  readonly labels?: readonly string[];
  /** team to notify when the source does not answer */
  readonly owner: string;
  readonly "on-call"?: string;
  /** severity of that alert */
  readonly severity: string;
  readonly runbook: string;
}

/** `sources.<id>` of the organization. */
export interface GrafanaSyntheticsSource extends Provenance {
  readonly kind: "grafana-synthetics";
  /** labels that collection adds to every series */
  readonly labels?: readonly string[];
  /** team to notify when the source does not answer */
  readonly owner: string;
  readonly "on-call"?: string;
  /** severity of that alert */
  readonly severity: string;
  readonly runbook: string;
  /** uid of the Grafana data source that stores the probes' metrics */
  readonly datasource: string;
}

/** `sources.<id>` of the organization. */
export interface DatadogSource extends Provenance {
  readonly kind: "datadog";
  /** client library: each flush sends one point */
  readonly client: "dogstatsd";
  /** prefix of every metric name */
  readonly prefix?: string;
  /** flush interval of the client's agent; default: 10s */
  readonly flush?: string;
  readonly evaluator: "datadog";
  /** create burn tiers longer than 48 h as metric monitors, because SLO alerts do not support them */
  readonly "long-tiers"?: "metric-monitors";
  /** labels that collection adds to every series */
  readonly labels?: readonly string[];
  /** team to notify when the source does not answer */
  readonly owner: string;
  readonly "on-call"?: string;
  /** severity of that alert */
  readonly severity: string;
  readonly runbook: string;
}

/** `sources.<id>` of the organization. */
export interface DatadogSyntheticsSource extends Provenance {
  readonly kind: "datadog-synthetics";
  /** labels that collection adds to every series */
  readonly labels?: readonly string[];
  /** team to notify when the source does not answer */
  readonly owner: string;
  readonly "on-call"?: string;
  /** severity of that alert */
  readonly severity: string;
  readonly runbook: string;
}

/** `sources.<id>` of the organization. */
export interface CloudwatchLogsSource extends Provenance {
  readonly kind: "cloudwatch-logs";
  /** {path} is replaced by the environment's path */
  readonly group: string;
  /** format of a line; its fields become labels */
  readonly format: "json" | "nginx-combined";
  /** retention: lines are deleted after this time */
  readonly retention: "1d" | "3d" | "5d" | "7d" | "14d" | "30d" | "60d" | "90d" | "120d" | "150d" | "180d" | "365d" | "400d" | "545d" | "731d";
  readonly evaluator: "aws";
  /** labels that collection adds to every series */
  readonly labels?: readonly string[];
  /** team to notify when the source does not answer */
  readonly owner: string;
  readonly "on-call"?: string;
  /** severity of that alert */
  readonly severity: string;
  readonly runbook: string;
  /** file on each host that the CloudWatch agent ships */
  readonly agent?: {
    readonly file: string;
    /** default: {instance_id} */
    readonly stream?: string;
    readonly "time-zone"?: "UTC" | "Local";
  };
}

/** `sources.<id>` of the organization. */
export interface SentrySource extends Provenance {
  readonly kind: "sentry";
  /** slug at Sentry */
  readonly organization: string;
  /** slug at Sentry */
  readonly project: string;
  readonly evaluator: "sentry";
  /** labels that collection adds to every series */
  readonly labels?: readonly string[];
  /** team to notify when the source does not answer */
  readonly owner: string;
  readonly "on-call"?: string;
  /** severity of that alert */
  readonly severity: string;
  readonly runbook: string;
}

/** `sources.<id>` of the organization. */
export interface NewrelicSource extends Provenance {
  readonly kind: "newrelic";
  /** appName of the agent's events; every query filters by it */
  readonly application?: string;
  readonly evaluator: "newrelic";
  /** labels that collection adds to every series */
  readonly labels?: readonly string[];
  /** team to notify when the source does not answer */
  readonly owner: string;
  readonly "on-call"?: string;
  /** severity of that alert */
  readonly severity: string;
  readonly runbook: string;
}

/** `sources.<id>` of the organization. */
export interface DigitaloceanSource extends Provenance {
  readonly kind: "digitalocean";
  readonly evaluator: "digitalocean";
  /** labels that collection adds to every series */
  readonly labels?: readonly string[];
  /** team to notify when the source does not answer */
  readonly owner: string;
  readonly "on-call"?: string;
  /** severity of that alert */
  readonly severity: string;
  readonly runbook: string;
}

/** `sources.<id>` of the organization. */
export interface UptimerobotSource extends Provenance {
  readonly kind: "uptimerobot";
  /** labels that collection adds to every series */
  readonly labels?: readonly string[];
  /** team to notify when the source does not answer */
  readonly owner: string;
  readonly "on-call"?: string;
  /** severity of that alert */
  readonly severity: string;
  readonly runbook: string;
}

/** `sources.<id>` of the organization. */
export interface ChecklySource extends Provenance {
  readonly kind: "checkly";
  /** labels that collection adds to every series */
  readonly labels?: readonly string[];
  /** team to notify when the source does not answer */
  readonly owner: string;
  readonly "on-call"?: string;
  /** severity of that alert */
  readonly severity: string;
  readonly runbook: string;
}

/** `sources.<id>` of the organization. */
export type Source = PrometheusSource | BetterStackSource | GrafanaSyntheticsSource | DatadogSource | DatadogSyntheticsSource | CloudwatchLogsSource | SentrySource | NewrelicSource | DigitaloceanSource | UptimerobotSource | ChecklySource;

/** `alertmanager` of the organization. */
export interface Alertmanager extends Provenance {
  /** addresses to which every Prometheus that evaluates rules sends alerts; per environment if they do not share one name */
  readonly addresses: readonly string[] | Readonly<Record<string, readonly string[]>>;
  /** folder of keys, one a file, on the machine of the Alertmanager; default: /etc/alertmanager/secrets */
  readonly secrets?: string;
  /** how it sends e-mail */
  readonly mail?: {
    readonly from: string;
    /** takes mail over TLS */
    readonly server: string;
    /** logs in with the password in the file smtp-password; without one it does not log in */
    readonly user?: string;
  };
}

/** `kubernetes` of the organization. */
export interface Kubernetes extends Provenance {
  /** where the objects, and the Secret with the keys, are; per environment if it differs */
  readonly namespace: string | Readonly<Record<string, string>>;
  /** labels by which the operator's Prometheus and Alertmanager select objects, such as release */
  readonly labels?: Readonly<Record<string, string>>;
  /** whose kind of rules: PrometheusRule or VMRule; default: prometheus */
  readonly operator?: "prometheus" | "victoria-metrics";
  /** alertmanagerConfigMatcherStrategy of the Alertmanager: whether a route takes alerts of its own namespace alone (OnNamespace) or any; default: namespace */
  readonly matcher?: "namespace" | "none";
  /** Secret that holds the keys of the Alertmanager, each under the name of its file; default: slostack */
  readonly secret?: string;
}

/** `severities.<id>` of the organization. */
export interface Severity extends Provenance {
  /** name of the priority in incident response, for example P1 */
  readonly priority: string;
  /** time within which a person responds */
  readonly respond: string;
  readonly route: "page" | "post";
  /** calendar in which someone answers a post; it is sent at once and repeated daily */
  readonly during?: string;
}

/** `calendars.<id>` of the organization. */
export interface DaysCalendar extends Provenance {
  /** IANA name, for example Europe/Berlin */
  readonly "time-zone": string;
  readonly days: readonly ("mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun")[];
  readonly from: string;
  readonly to: string;
  /** days on which nobody answers, whatever the hours: dates, and names of lists below `holidays` */
  readonly holidays?: readonly string[];
  readonly windows?: never;
}

/** `calendars.<id>.windows[]` of the organization. */
export interface Window {
  readonly days: readonly ("mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun")[];
  readonly from: string;
  readonly to: string;
}

/** `calendars.<id>` of the organization. */
export interface WindowsCalendar extends Provenance {
  /** IANA name, for example Europe/Berlin */
  readonly "time-zone": string;
  readonly windows: readonly Window[];
  /** days on which nobody answers, whatever the hours: dates, and names of lists below `holidays` */
  readonly holidays?: readonly string[];
  readonly days?: never;
  readonly from?: never;
  readonly to?: never;
}

/** `calendars.<id>` of the organization. */
export type Calendar = DaysCalendar | WindowsCalendar;

/** `channels.<id>` of the organization. */
export interface Channel extends Provenance {
  readonly slack?: string;
  /** a channel of Microsoft Teams, by the name of the workflow that posts there; its URL is the secret setting slostack:teams-<name> */
  readonly teams?: string;
  readonly email?: string;
  /** a webhook, for example of an SMS gateway; its URL is the secret setting slostack:webhook-<name> */
  readonly webhook?: string;
  readonly formerly?: readonly string[];
}

/** `people.<id>` of the organization. */
export interface Person extends Provenance {
  readonly name: string;
  readonly email: string;
  /** how the pager notifies this person; the number is in the secret setting slostack:phones */
  readonly reach?: readonly ("sms" | "phone")[];
  /** login at the SCM provider; approvals are matched by it */
  readonly login?: string;
  readonly formerly?: readonly string[];
}

/** `teams.<id>` of the organization. */
export interface Team extends Provenance {
  readonly name: string;
  readonly members: readonly string[];
  readonly channel: string;
  readonly formerly?: readonly string[];
}

/** `schedules.<id>.layers.<id>` of the organization. */
export interface Layer {
  readonly rotation: readonly string[];
  /** length of a shift; 1w rotates weekly */
  readonly turn: string;
  /** first handoff day; determines who is on call when */
  readonly since: string;
  readonly handoff: string;
  /** default: all hours */
  readonly hours?: {
    readonly days: readonly ("mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun")[];
    readonly from: string;
    readonly to: string;
  };
  /** of `since`, `handoff` and `hours`; default: that of the schedule, whose clocks have to change together with these */
  readonly "time-zone"?: string;
}

/** `schedules.<id>.overrides[]` of the organization. */
export interface Override {
  /** local date and time in the time zone of the schedule */
  readonly from: string;
  readonly to: string;
  /** who is on call from then until then */
  readonly who: string;
  /** takes only the turns of this person; default: everybody's */
  readonly "instead-of"?: string;
  /** takes only the hours of this layer; default: all hours */
  readonly layer?: string;
  /** for the reader */
  readonly why?: string;
}

/** `schedules.<id>` of the organization. */
export interface Schedule extends Provenance {
  readonly name: string;
  /** IANA name, for example Europe/Berlin */
  readonly "time-zone": string;
  readonly formerly?: readonly string[];
  readonly layers: Readonly<Record<string, Layer>>;
  /** who takes over for a time, and then no longer */
  readonly overrides?: readonly Override[];
}

/** `escalations.<id>.levels[]` of the organization. */
export interface ScheduleLevel {
  readonly schedule: string;
  /** time to acknowledge before it escalates to the next level */
  readonly wait: string;
  readonly person?: never;
}

/** `escalations.<id>.levels[]` of the organization. */
export interface PersonLevel {
  readonly person: string;
  /** time to acknowledge before it escalates to the next level */
  readonly wait: string;
  readonly schedule?: never;
}

/** `escalations.<id>.levels[]` of the organization. */
export type Level = ScheduleLevel | PersonLevel;

/** `escalations.<id>` of the organization. */
export interface Escalation extends Provenance {
  readonly name: string;
  readonly team: string;
  readonly formerly?: readonly string[];
  readonly levels: readonly Level[];
  /** escalation to continue with after the last level */
  readonly next?: string;
  /** default: 0 */
  readonly repeat?: number;
}

/** `on-call.<id>` of the organization. */
export interface OnCall extends Provenance {
  readonly name: string;
  readonly escalation: string;
  /** vendor that notifies the escalation; default: pagerduty */
  readonly pager?: "pagerduty" | "opsgenie";
  /** a second pager, provisioned in full but sent no events until failover */
  readonly standby?: "pagerduty" | "opsgenie";
  /** default: never */
  readonly "auto-resolve"?: string | "never";
  /** time after which an acknowledged incident re-triggers; default: 30m */
  readonly acknowledged?: string | "forever";
  /** alerts within this time join one incident */
  readonly group?: string;
  /** external senders: applications that send events themselves; each gets an integration key */
  readonly senders?: readonly string[];
  readonly formerly?: readonly string[];
}

/** `policies.<id>.page[]` of the organization. */
export interface Page {
  readonly share: string;
  readonly in: string;
}

/** `policies.<id>.ticket[]` of the organization. */
export interface Ticket {
  readonly share: string;
  readonly in: string;
}

/** `policies.<id>` of the organization. */
export interface Policy extends Provenance {
  /** rolling, or `month` or `quarter`: since the first of it, at midnight UTC */
  readonly window: string;
  readonly page: readonly Page[];
  readonly ticket: readonly Ticket[];
  readonly "page-severity": string;
  readonly "ticket-severity": string;
  /** minimum number of bad events in the long window before the alert fires; independent of total traffic */
  readonly "least-bad-events": number;
  /** minutes with a failure in the long window from which a page fires with fewer than `least-bad-events`, if chance does not explain them; absent: the events alone decide */
  readonly "least-bad-minutes"?: number;
  /** how long a series may be missing before it raises a ticket; default: 10m */
  readonly absence?: string;
  /** raises a ticket where an SLI with `minimum-traffic` has counted no event for so long, or longer where that can be chance; absent: none */
  readonly "no-traffic"?: string;
}

/** `roots.<id>` of the organization. */
export interface Root { readonly owners: readonly string[] }

/** `backstage` of the organization. */
export interface Backstage {
  /** group of a team; default: the one that is called as the team's id */
  readonly teams?: Readonly<Record<string, string>>;
}

/** `dead-man` of the organization. */
export interface DeadMan extends Provenance {
  /** source of a vendor that receives heartbeats */
  readonly receiver: string;
  /** interval between heartbeats of an evaluator */
  readonly every: string;
  /** how late a heartbeat may be */
  readonly grace: string;
  /** team to notify */
  readonly owner: string;
  readonly "on-call"?: string;
  readonly severity: string;
  readonly runbook: string;
}

/** `review.approvals[]` of the organization. */
export interface Approval {
  /** effect of the change */
  readonly change: readonly ("tighter" | "looser" | "neutral" | "blind")[];
  /** tiers of the service; default: any */
  readonly tier?: readonly number[];
  /** one approval from each: `owner` (a member of the owning team) or a group in `approvers` */
  readonly by: readonly string[];
  /** what the source document got wrong, and what is done instead */
  readonly correction?: string;
  /** what the source document leaves open, and the choice made */
  readonly decision?: string;
}

/** `review` of the organization. */
export interface Review {
  /** pages that one person may receive in this time; a review warns above it */
  readonly "page-budget"?: {
    readonly pages: number;
    readonly in: string;
    /** what the source document got wrong, and what is done instead */
    readonly correction?: string;
    /** what the source document leaves open, and the choice made */
    readonly decision?: string;
  };
  /** groups of approvers, in addition to `owner` */
  readonly approvers?: Readonly<Record<string, readonly string[]>>;
  /** approval rules; every rule that matches a change applies */
  readonly approvals?: readonly Approval[];
  /** what the source document got wrong, and what is done instead */
  readonly correction?: string;
  /** what the source document leaves open, and the choice made */
  readonly decision?: string;
}

/** The file `organization.yaml`. */
export interface Organization {
  readonly organization: string;
  readonly name: string;
  /** base URL under which docs/runbooks is published */
  readonly runbooks: string;
  /** the one environment whose stack owns account-wide objects: people, teams, schedules, escalations */
  readonly "account-owner": string;
  readonly pagers?: Pagers;
  readonly environments: Readonly<Record<string, Environment>>;
  readonly sources: Readonly<Record<string, Source>>;
  readonly alertmanager?: Alertmanager;
  readonly kubernetes?: Kubernetes;
  readonly severities: Readonly<Record<string, Severity>>;
  readonly calendars?: Readonly<Record<string, Calendar>>;
  /** lists of days that calendars share */
  readonly holidays?: Readonly<Record<string, readonly string[]>>;
  readonly channels: Readonly<Record<string, Channel>>;
  /** channel for alerts in the shadow stage (dry run) */
  readonly shadow?: string;
  readonly people: Readonly<Record<string, Person>>;
  readonly teams: Readonly<Record<string, Team>>;
  readonly schedules?: Readonly<Record<string, Schedule>>;
  readonly escalations?: Readonly<Record<string, Escalation>>;
  readonly "on-call"?: Readonly<Record<string, OnCall>>;
  readonly policies: Readonly<Record<string, Policy>>;
  /** further folders that the catalog is read from, by their names */
  readonly roots?: Readonly<Record<string, Root>>;
  /** owners of services are read from `catalog-info.yaml` and `backstage/`, or held against them */
  readonly backstage?: Backstage;
  readonly "dead-man"?: DeadMan;
  readonly review?: Review;
  readonly notes?: string;
}

/** `severities.<id>` of a system. */
export interface SystemSeverity extends Provenance {
  readonly priority?: string;
  readonly respond?: string;
  /** channel for alerts of this severity, instead of the team's */
  readonly channel?: string;
}

/** `services.<id>.where.<id>[]` of a system. */
export interface StartsWith {
  readonly "starts-with": string;
  readonly matches?: never;
  readonly not?: never;
}

/** `services.<id>.where.<id>[]` of a system. */
export interface Matches {
  /** RE2 pattern of the whole value */
  readonly matches: string;
  readonly "starts-with"?: never;
  readonly not?: never;
}

/** `services.<id>.where.<id>[].not` of a system. */
export interface StartsWithNegated {
  readonly "starts-with": string;
  readonly matches?: never;
}

/** `services.<id>.where.<id>[].not` of a system. */
export interface MatchesNegated {
  /** RE2 pattern of the whole value */
  readonly matches: string;
  readonly "starts-with"?: never;
}

/** `services.<id>.where.<id>[].not[]` of a system. */
export interface StartsWithPattern {
  readonly "starts-with": string;
  readonly matches?: never;
}

/** `services.<id>.where.<id>[].not[]` of a system. */
export interface MatchesPattern {
  /** RE2 pattern of the whole value */
  readonly matches: string;
  readonly "starts-with"?: never;
}

/** `services.<id>.where.<id>[].not[]` of a system. */
export type Pattern = string | StartsWithPattern | MatchesPattern;

/** `services.<id>.where.<id>[].not` of a system. */
export type Negated = string | StartsWithNegated | MatchesNegated | readonly Pattern[];

/** `services.<id>.where.<id>[]` of a system. */
export interface Not {
  /** none of these; a series without the label has the empty value */
  readonly not: Negated;
  readonly "starts-with"?: never;
  readonly matches?: never;
}

/** `services.<id>.where.<id>[]` of a system. */
export type Member = string | StartsWith | Matches | Not;

/** `services.<id>.where.<id>` of a system. */
export type Matcher = string | readonly Member[] | StartsWith | Matches | Not;

/** `services.<id>.metrics.<id>` of a system. */
export interface CounterMetric extends Provenance {
  /** source that stores the metric; default: the system's */
  readonly from?: string;
  readonly counter: string;
  /** unit of the value; omit it for a plain number */
  readonly unit?: "s" | "ms" | "timestamp" | "timestamp-ms" | "bytes" | "percent" | "ratio";
  /** which direction is better, for a panel threshold that no SLO or alert uses; default: less */
  readonly better?: "more" | "less";
  /** labels that the application sets */
  readonly labels?: readonly string[];
  /** not emitted in this form yet: a requirement on the application */
  readonly exists?: "required";
  readonly gauge?: never;
  readonly range?: never;
  readonly distribution?: never;
  readonly histogram?: never;
  readonly buckets?: never;
  readonly native?: never;
}

/** `services.<id>.metrics.<id>` of a system. */
export interface GaugeMetric extends Provenance {
  /** source that stores the metric; default: the system's */
  readonly from?: string;
  readonly gauge: string;
  /** unit of the value; omit it for a plain number; bool: it is 0 or 1 */
  readonly unit?: "s" | "ms" | "timestamp" | "timestamp-ms" | "bytes" | "percent" | "ratio" | "bool";
  /** which direction is better, for a panel threshold that no SLO or alert uses; default: less */
  readonly better?: "more" | "less";
  /** labels that the application sets */
  readonly labels?: readonly string[];
  /** minimum and maximum value */
  readonly range?: readonly [number | string, number | string];
  /** not emitted in this form yet: a requirement on the application */
  readonly exists?: "required";
  readonly counter?: never;
  readonly distribution?: never;
  readonly histogram?: never;
  readonly buckets?: never;
  readonly native?: never;
}

/** `services.<id>.metrics.<id>` of a system. */
export interface DistributionMetric extends Provenance {
  /** source that stores the metric; default: the system's */
  readonly from?: string;
  readonly distribution: string;
  /** unit of the value; omit it for a plain number */
  readonly unit?: "s" | "ms" | "timestamp" | "timestamp-ms" | "bytes" | "percent" | "ratio";
  /** which direction is better, for a panel threshold that no SLO or alert uses; default: less */
  readonly better?: "more" | "less";
  /** labels that the application sets */
  readonly labels?: readonly string[];
  /** not emitted in this form yet: a requirement on the application */
  readonly exists?: "required";
  readonly counter?: never;
  readonly gauge?: never;
  readonly range?: never;
  readonly histogram?: never;
  readonly buckets?: never;
  readonly native?: never;
}

/** `services.<id>.metrics.<id>` of a system. */
export interface BucketsMetric extends Provenance {
  /** source that stores the metric; default: the system's */
  readonly from?: string;
  readonly histogram: string;
  /** unit of the value; omit it for a plain number */
  readonly unit?: "s" | "ms" | "timestamp" | "timestamp-ms" | "bytes" | "percent" | "ratio";
  /** which direction is better, for a panel threshold that no SLO or alert uses; default: less */
  readonly better?: "more" | "less";
  /** labels that the application sets */
  readonly labels?: readonly string[];
  /** upper bucket bounds, without +Inf; queries read these */
  readonly buckets: readonly (number | string)[];
  /** sent as a native histogram as well, while it moves from buckets to native */
  readonly native?: true;
  /** not emitted in this form yet: a requirement on the application */
  readonly exists?: "required";
  readonly counter?: never;
  readonly gauge?: never;
  readonly range?: never;
  readonly distribution?: never;
}

/** `services.<id>.metrics.<id>` of a system. */
export interface HistogramMetric extends Provenance {
  /** source that stores the metric; default: the system's */
  readonly from?: string;
  readonly histogram: string;
  /** unit of the value; omit it for a plain number */
  readonly unit?: "s" | "ms" | "timestamp" | "timestamp-ms" | "bytes" | "percent" | "ratio";
  /** which direction is better, for a panel threshold that no SLO or alert uses; default: less */
  readonly better?: "more" | "less";
  /** labels that the application sets */
  readonly labels?: readonly string[];
  /** sent as a native histogram: any bound can be queried */
  readonly native: true;
  /** not emitted in this form yet: a requirement on the application */
  readonly exists?: "required";
  readonly counter?: never;
  readonly gauge?: never;
  readonly range?: never;
  readonly distribution?: never;
  readonly buckets?: never;
}

/** `services.<id>.metrics.<id>` of a system. */
export type Metric = CounterMetric | GaugeMetric | DistributionMetric | BucketsMetric | HistogramMetric;

/** `services.<id>.signals.<id>.events` of a system. */
export interface OfEvents {
  readonly of: string;
  readonly where?: Readonly<Record<string, Matcher>>;
  /** labels: the signal is measured for each combination of their values by itself */
  readonly by?: readonly string[];
  /** filter of the events that consume the error budget */
  readonly bad: Readonly<Record<string, Matcher>>;
  readonly good?: never;
  readonly total?: never;
  readonly why?: never;
}

/** `services.<id>.signals.<id>.events.good` of a system. */
export interface GoodUnder {
  /** events at or below this bound are good */
  readonly under: number | string;
  readonly over?: never;
}

/** `services.<id>.signals.<id>.events.good` of a system. */
export interface GoodOver {
  /** events above this bound are good, those at it or below it are bad */
  readonly over: number | string;
  readonly under?: never;
}

/** `services.<id>.signals.<id>.events.good` of a system. */
export type EventsGood = GoodUnder | GoodOver | Readonly<Record<string, Matcher>>;

/** `services.<id>.signals.<id>.events` of a system. */
export interface GoodEvents {
  readonly of: string;
  readonly where?: Readonly<Record<string, Matcher>>;
  /** labels: the signal is measured for each combination of their values by itself */
  readonly by?: readonly string[];
  /** for a histogram or distribution a bound; or a filter of the good events: all others are bad */
  readonly good: EventsGood;
  readonly bad?: never;
  readonly total?: never;
  readonly why?: never;
}

/** `services.<id>.signals.<id>.events` of a system. */
export interface BadAndTotalEvents {
  /** counts the bad events */
  readonly bad: string | {
    readonly metric: string;
    /** of this metric alone */
    readonly where: Readonly<Record<string, Matcher>>;
  };
  readonly total: string | {
    readonly metric: string;
    /** of this metric alone */
    readonly where: Readonly<Record<string, Matcher>>;
  };
  /** of both metrics */
  readonly where?: Readonly<Record<string, Matcher>>;
  /** labels: the signal is measured for each combination of their values by itself */
  readonly by?: readonly string[];
  /** why one metric with a filter is not enough */
  readonly why: string;
  readonly of?: never;
  readonly good?: never;
}

/** `services.<id>.signals.<id>.events` of a system. */
export interface GoodAndTotalEvents {
  /** counts the good events, in the same minute as `total` */
  readonly good: string | {
    readonly metric: string;
    /** of this metric alone */
    readonly where: Readonly<Record<string, Matcher>>;
  };
  readonly total: string | {
    readonly metric: string;
    /** of this metric alone */
    readonly where: Readonly<Record<string, Matcher>>;
  };
  /** of both metrics */
  readonly where?: Readonly<Record<string, Matcher>>;
  /** labels: the signal is measured for each combination of their values by itself */
  readonly by?: readonly string[];
  /** why one metric with a filter is not enough */
  readonly why: string;
  readonly of?: never;
  readonly bad?: never;
}

/** `services.<id>.signals.<id>.events` of a system. */
export type Events = OfEvents | GoodEvents | BadAndTotalEvents | GoodAndTotalEvents;

/** `services.<id>.signals.<id>` of a system. */
export interface EventsSignal extends Provenance {
  /** ratio SLI: share of bad events */
  readonly events: Events;
  /** with `by`: the highest number of groups; more of them is a ticket */
  readonly "at-most"?: number;
  /** minimum traffic, in the quietest hour, with `by` of the quietest group that counts; required if the signal pages on failures */
  readonly "minimum-traffic"?: string | {
    /** in the quietest hour of the week, at night as well; 0/h where nothing is expected */
    readonly always: string;
    /** in the quietest hour of each calendar: within its hours `no-traffic` waits for as long as this rate needs */
    readonly during: Readonly<Record<string, string>>;
  };
  readonly formerly?: readonly string[];
  readonly slices?: never;
  readonly value?: never;
  readonly age?: never;
  readonly count?: never;
  readonly raw?: never;
  readonly composite?: never;
  readonly probe?: never;
}

/** `services.<id>.signals.<id>.slices` of a system. */
export interface BadSlices {
  readonly of: string;
  readonly where?: Readonly<Record<string, Matcher>>;
  /** filter of the failed events; a minute without any event is no slice */
  readonly bad: Readonly<Record<string, Matcher>>;
  /** a minute is good while at most this share of its events failed */
  readonly good: { readonly under: string };
  /** minimum events a minute: a minute with fewer is no slice */
  readonly least?: number;
  /** labels: the signal is measured for each combination of their values by itself */
  readonly by?: readonly string[];
  readonly aggregation?: never;
  readonly "out-of"?: never;
  readonly quantile?: never;
}

/** `services.<id>.signals.<id>.slices.good` of a system. */
export interface AnyGood {
  readonly over?: number | string;
  readonly under?: number | string;
  readonly is?: never;
}

/** `services.<id>.signals.<id>.slices.good` of a system. */
export interface IsGood {
  /** for a gauge with unit: bool */
  readonly is: 0 | 1;
  readonly over?: never;
  readonly under?: never;
}

/** `services.<id>.signals.<id>.slices.good` of a system. */
export type Good = AnyGood | IsGood;

/** `services.<id>.signals.<id>.slices` of a system. */
export interface AggregationSlices {
  readonly of: string;
  readonly where?: Readonly<Record<string, Matcher>>;
  /** how series are aggregated, for a gauge; each: every series is a slice of its own, good or bad by itself */
  readonly aggregation: "min" | "max" | "avg" | "sum" | "each";
  readonly good: Good;
  /** labels: the signal is measured for each combination of their values by itself */
  readonly by?: readonly string[];
  readonly bad?: never;
  readonly least?: never;
  readonly "out-of"?: never;
  readonly quantile?: never;
}

/** `services.<id>.signals.<id>.slices` of a system. */
export interface OutOfSlices {
  readonly of: string;
  /** gauge of which the value is a share, such as a limit: both are aggregated alike, then divided */
  readonly "out-of": string | {
    readonly metric: string;
    /** matchers of this side, in place of `where` */
    readonly where: Readonly<Record<string, Matcher>>;
  };
  readonly where?: Readonly<Record<string, Matcher>>;
  /** how series of both gauges are aggregated */
  readonly aggregation: "min" | "max" | "avg" | "sum";
  readonly good: {
    readonly over?: number | string;
    readonly under?: number | string;
  };
  /** labels: the signal is measured for each combination of their values by itself */
  readonly by?: readonly string[];
  readonly bad?: never;
  readonly least?: never;
  readonly quantile?: never;
}

/** `services.<id>.signals.<id>.slices` of a system. */
export interface QuantileSlices {
  readonly of: string;
  readonly where?: Readonly<Record<string, Matcher>>;
  /** for a histogram: share of each minute's events that must be below the bound */
  readonly quantile: string;
  readonly good: {
    readonly over?: number | string;
    readonly under?: number | string;
  };
  /** labels: the signal is measured for each combination of their values by itself */
  readonly by?: readonly string[];
  readonly bad?: never;
  readonly least?: never;
  readonly aggregation?: never;
  readonly "out-of"?: never;
}

/** `services.<id>.signals.<id>.slices` of a system. */
export type Slices = BadSlices | AggregationSlices | OutOfSlices | QuantileSlices;

/** `services.<id>.signals.<id>` of a system. */
export interface SlicesSignal extends Provenance {
  /** time-slice SLI: share of bad minutes */
  readonly slices: Slices;
  /** with `by`: the highest number of groups; more of them is a ticket */
  readonly "at-most"?: number;
  readonly formerly?: readonly string[];
  readonly events?: never;
  readonly "minimum-traffic"?: never;
  readonly value?: never;
  readonly age?: never;
  readonly count?: never;
  readonly raw?: never;
  readonly composite?: never;
  readonly probe?: never;
}

/** `services.<id>.signals.<id>.value` of a system. */
export interface Value {
  readonly of: string;
  /** gauge of which the value is a share, such as a limit: both are aggregated alike, then divided */
  readonly "out-of"?: string | {
    readonly metric: string;
    /** matchers of this side, in place of `where` */
    readonly where: Readonly<Record<string, Matcher>>;
  };
  readonly where?: Readonly<Record<string, Matcher>>;
  readonly aggregation: "min" | "max" | "avg" | "sum";
  readonly by?: readonly string[];
  readonly over?: never;
  readonly take?: never;
}

/** `services.<id>.signals.<id>.value` of a system. */
export interface OverValue {
  readonly of: string;
  /** window of each series, before they are aggregated */
  readonly over: string;
  /** what of that window: its lowest, highest or average value, or how often it changed */
  readonly take: "min" | "max" | "avg" | "changes";
  readonly where?: Readonly<Record<string, Matcher>>;
  readonly aggregation: "min" | "max" | "avg" | "sum";
  readonly by?: readonly string[];
  readonly "out-of"?: never;
}

/** `services.<id>.signals.<id>.value` of a system. */
export type ValueSignalValue = Value | OverValue;

/** `services.<id>.signals.<id>` of a system. */
export interface ValueSignal extends Provenance {
  /** value of a gauge, its share of another one, or what it was over a time */
  readonly value: ValueSignalValue;
  readonly formerly?: readonly string[];
  readonly events?: never;
  readonly "at-most"?: never;
  readonly "minimum-traffic"?: never;
  readonly slices?: never;
  readonly age?: never;
  readonly count?: never;
  readonly raw?: never;
  readonly composite?: never;
  readonly probe?: never;
}

/** `services.<id>.signals.<id>` of a system. */
export interface AgeSignal extends Provenance {
  /** freshness: time since the moment that a timestamp gauge holds, or since a counter last increased */
  readonly age: {
    readonly of: string;
    readonly where?: Readonly<Record<string, Matcher>>;
    readonly by?: readonly string[];
  };
  readonly formerly?: readonly string[];
  readonly events?: never;
  readonly "at-most"?: never;
  readonly "minimum-traffic"?: never;
  readonly slices?: never;
  readonly value?: never;
  readonly count?: never;
  readonly raw?: never;
  readonly composite?: never;
  readonly probe?: never;
}

/** `services.<id>.signals.<id>` of a system. */
export interface CountSignal extends Provenance {
  /** number of events */
  readonly count: {
    readonly of: string;
    readonly where?: Readonly<Record<string, Matcher>>;
    /** labels: the signal is measured for each combination of their values by itself */
    readonly by?: readonly string[];
  };
  /** with `by`: the highest number of groups; more of them is a ticket */
  readonly "at-most"?: number;
  readonly formerly?: readonly string[];
  readonly events?: never;
  readonly "minimum-traffic"?: never;
  readonly slices?: never;
  readonly value?: never;
  readonly age?: never;
  readonly raw?: never;
  readonly composite?: never;
  readonly probe?: never;
}

/** `services.<id>.signals.<id>` of a system. */
export interface RawSignal extends Provenance {
  /** raw query: reviewed as text, and not proved */
  readonly raw: {
    /** a value; or bad and all events of the last minute. Matchers of environment and service are added to each selector */
    readonly query: string | {
      readonly bad: string;
      readonly total: string;
    };
    /** every metric that the query reads; without data means without the first */
    readonly reads: readonly string[];
    /** unit of the value; omit it for a plain number */
    readonly unit?: "s" | "ms" | "timestamp" | "timestamp-ms" | "bytes" | "percent" | "ratio" | "bool";
    /** why no other kind of signal says it */
    readonly why: string;
  };
  /** of bad and all events: minimum traffic, in the quietest hour */
  readonly "minimum-traffic"?: string | {
    /** in the quietest hour of the week, at night as well; 0/h where nothing is expected */
    readonly always: string;
    /** in the quietest hour of each calendar: within its hours `no-traffic` waits for as long as this rate needs */
    readonly during: Readonly<Record<string, string>>;
  };
  readonly formerly?: readonly string[];
  readonly events?: never;
  readonly "at-most"?: never;
  readonly slices?: never;
  readonly value?: never;
  readonly age?: never;
  readonly count?: never;
  readonly composite?: never;
  readonly probe?: never;
}

/** `services.<id>.signals.<id>.composite` of a system. */
export interface WorstOfComposite {
  /** service/signal, or system/service/signal: the highest bad share of any of them */
  readonly "worst-of": readonly string[];
  readonly weighted?: never;
}

/** `services.<id>.signals.<id>.composite.weighted[]` of a system. */
export interface Weighted {
  /** service/signal, or system/service/signal */
  readonly signal: string;
  /** relative to the sum of all weights */
  readonly weight: number;
}

/** `services.<id>.signals.<id>.composite` of a system. */
export interface WeightedComposite {
  /** the sum of their bad shares, each by its part of all weights */
  readonly weighted: readonly Weighted[];
  readonly "worst-of"?: never;
}

/** `services.<id>.signals.<id>.composite` of a system. */
export type Composite = WorstOfComposite | WeightedComposite;

/** `services.<id>.signals.<id>` of a system. */
export interface CompositeSignal extends Provenance {
  /** composite SLI: share of failures of a journey through several signals */
  readonly composite: Composite;
  readonly formerly?: readonly string[];
  readonly events?: never;
  readonly "at-most"?: never;
  readonly "minimum-traffic"?: never;
  readonly slices?: never;
  readonly value?: never;
  readonly age?: never;
  readonly count?: never;
  readonly raw?: never;
  readonly probe?: never;
}

/** `services.<id>.signals.<id>` of a system. */
export interface ProbeSignal extends Provenance {
  /** black-box probe: whether an endpoint answers as expected */
  readonly probe: {
    readonly endpoint: string;
    /** source of the vendor that probes */
    readonly by: string;
    readonly every: string;
    /** default: 30s */
    readonly timeout?: string;
  };
  readonly formerly?: readonly string[];
  readonly events?: never;
  readonly "at-most"?: never;
  readonly "minimum-traffic"?: never;
  readonly slices?: never;
  readonly value?: never;
  readonly age?: never;
  readonly count?: never;
  readonly raw?: never;
  readonly composite?: never;
}

/** `services.<id>.signals.<id>` of a system. */
export type Signal = EventsSignal | SlicesSignal | ValueSignal | AgeSignal | CountSignal | RawSignal | CompositeSignal | ProbeSignal;

/** `services.<id>.slos.<id>.environments.<id>` of a system. */
export interface SloEnvironment {
  readonly target?: string;
  readonly floor?: string | {
    readonly signal: string;
    readonly share: string;
  };
  readonly window?: string;
  readonly policy?: string;
  /** shadow: dry run, posts to the `shadow` channel only; ticket: posts but never pages; page (default): notifies as its severity says */
  readonly stage?: "shadow" | "ticket" | "page";
  readonly off?: true;
}

/** `services.<id>.slos.<id>` of a system. */
export interface Slo extends Provenance {
  readonly title?: string;
  readonly signal: string;
  readonly target: string;
  /** rolling, or `month` or `quarter`: since the first of it, at midnight UTC; default: the policy's window */
  readonly window?: string;
  /** hard limit: a ticket when the SLI over the window falls below it; name a signal to measure against another bound */
  readonly floor?: string | {
    readonly signal: string;
    readonly share: string;
  };
  /** default: the system's */
  readonly policy?: string;
  readonly runbook: string;
  /** shadow: dry run, posts to the `shadow` channel only; ticket: posts but never pages; page (default): notifies as its severity says */
  readonly stage?: "shadow" | "ticket" | "page";
  /** what this entry no longer detects, and why that is acceptable; covers the change that adds or edits this text */
  readonly unseen?: string;
  /** labels or tags at the vendors, such as a cost center */
  readonly labels?: Readonly<Record<string, string>>;
  /** links in messages, runbooks and dashboards: https addresses by title */
  readonly links?: Readonly<Record<string, string>>;
  readonly environments?: Readonly<Record<string, SloEnvironment>>;
  readonly formerly?: readonly string[];
}

/** `services.<id>.alerts.<id>.when` of a system. */
export interface BadShareWhen {
  /** for a ratio or time-slice SLI */
  readonly "bad-share": {
    readonly above: string;
    readonly over: string;
    readonly least?: number;
  };
  readonly above?: never;
  readonly below?: never;
  readonly forecast?: never;
  readonly change?: never;
  readonly "older-than"?: never;
  readonly is?: never;
  readonly count?: never;
  readonly occurs?: never;
  readonly fails?: never;
  readonly certificate?: never;
  readonly absent?: never;
}

/** `services.<id>.alerts.<id>.when` of a system. */
export interface AboveWhen {
  /** for a value signal */
  readonly above: number | string;
  readonly "bad-share"?: never;
  readonly below?: never;
  readonly forecast?: never;
  readonly change?: never;
  readonly "older-than"?: never;
  readonly is?: never;
  readonly count?: never;
  readonly occurs?: never;
  readonly fails?: never;
  readonly certificate?: never;
  readonly absent?: never;
}

/** `services.<id>.alerts.<id>.when` of a system. */
export interface BelowWhen {
  /** for a value signal */
  readonly below: number | string;
  readonly "bad-share"?: never;
  readonly above?: never;
  readonly forecast?: never;
  readonly change?: never;
  readonly "older-than"?: never;
  readonly is?: never;
  readonly count?: never;
  readonly occurs?: never;
  readonly fails?: never;
  readonly certificate?: never;
  readonly absent?: never;
}

/** `services.<id>.alerts.<id>.when.forecast` of a system. */
export interface AboveForecast {
  readonly above: number | string;
  /** how far ahead */
  readonly within: string;
  /** how long the trend is that goes on */
  readonly from: string;
  /** only while the present value is already beyond this bound as well */
  readonly now?: number | string;
  readonly below?: never;
}

/** `services.<id>.alerts.<id>.when.forecast` of a system. */
export interface BelowForecast {
  readonly below: number | string;
  /** how far ahead */
  readonly within: string;
  /** how long the trend is that goes on */
  readonly from: string;
  /** only while the present value is already beyond this bound as well */
  readonly now?: number | string;
  readonly above?: never;
}

/** `services.<id>.alerts.<id>.when.forecast` of a system. */
export type Forecast = AboveForecast | BelowForecast;

/** `services.<id>.alerts.<id>.when` of a system. */
export interface ForecastWhen {
  /** for a value signal: if the trend goes on, the value is beyond the threshold */
  readonly forecast: Forecast;
  readonly "bad-share"?: never;
  readonly above?: never;
  readonly below?: never;
  readonly change?: never;
  readonly "older-than"?: never;
  readonly is?: never;
  readonly count?: never;
  readonly occurs?: never;
  readonly fails?: never;
  readonly certificate?: never;
  readonly absent?: never;
}

/** `services.<id>.alerts.<id>.when.change` of a system. */
export interface FallsChange {
  readonly falls: string;
  readonly over: string;
  /** how much earlier the other time is, for example 1w */
  readonly against: string;
  /** what the earlier time must have had: events of a count, the average of a value */
  readonly least: number | string;
  readonly rises?: never;
}

/** `services.<id>.alerts.<id>.when.change` of a system. */
export interface RisesChange {
  readonly rises: string;
  readonly over: string;
  /** how much earlier the other time is, for example 1w */
  readonly against: string;
  /** what the earlier time must have had: events of a count, the average of a value */
  readonly least: number | string;
  readonly falls?: never;
}

/** `services.<id>.alerts.<id>.when.change` of a system. */
export type Change = FallsChange | RisesChange;

/** `services.<id>.alerts.<id>.when` of a system. */
export interface ChangeWhen {
  /** for a count or value signal: less or more than the same time before, by this share of it or more */
  readonly change: Change;
  readonly "bad-share"?: never;
  readonly above?: never;
  readonly below?: never;
  readonly forecast?: never;
  readonly "older-than"?: never;
  readonly is?: never;
  readonly count?: never;
  readonly occurs?: never;
  readonly fails?: never;
  readonly certificate?: never;
  readonly absent?: never;
}

/** `services.<id>.alerts.<id>.when` of a system. */
export interface OlderThanWhen {
  /** for an age: longer ago than this */
  readonly "older-than": string;
  readonly "bad-share"?: never;
  readonly above?: never;
  readonly below?: never;
  readonly forecast?: never;
  readonly change?: never;
  readonly is?: never;
  readonly count?: never;
  readonly occurs?: never;
  readonly fails?: never;
  readonly certificate?: never;
  readonly absent?: never;
}

/** `services.<id>.alerts.<id>.when` of a system. */
export interface IsWhen {
  /** for a value signal of a gauge with unit: bool */
  readonly is: 0 | 1;
  readonly "bad-share"?: never;
  readonly above?: never;
  readonly below?: never;
  readonly forecast?: never;
  readonly change?: never;
  readonly "older-than"?: never;
  readonly count?: never;
  readonly occurs?: never;
  readonly fails?: never;
  readonly certificate?: never;
  readonly absent?: never;
}

/** `services.<id>.alerts.<id>.when.count` of a system. */
export interface AboveCount {
  readonly above: number;
  readonly over: string;
  readonly below?: never;
}

/** `services.<id>.alerts.<id>.when.count` of a system. */
export interface BelowCount {
  readonly below: number;
  readonly over: string;
  readonly above?: never;
}

/** `services.<id>.alerts.<id>.when.count` of a system. */
export type Count = AboveCount | BelowCount;

/** `services.<id>.alerts.<id>.when` of a system. */
export interface CountWhen {
  /** for a count signal */
  readonly count: Count;
  readonly "bad-share"?: never;
  readonly above?: never;
  readonly below?: never;
  readonly forecast?: never;
  readonly change?: never;
  readonly "older-than"?: never;
  readonly is?: never;
  readonly occurs?: never;
  readonly fails?: never;
  readonly certificate?: never;
  readonly absent?: never;
}

/** `services.<id>.alerts.<id>.when` of a system. */
export interface OccursWhen {
  /** for a count signal: a new, reappeared or regressed issue */
  readonly occurs: true;
  readonly "bad-share"?: never;
  readonly above?: never;
  readonly below?: never;
  readonly forecast?: never;
  readonly change?: never;
  readonly "older-than"?: never;
  readonly is?: never;
  readonly count?: never;
  readonly fails?: never;
  readonly certificate?: never;
  readonly absent?: never;
}

/** `services.<id>.alerts.<id>.when` of a system. */
export interface FailsWhen {
  /** for a probe: no answer in time, or an unexpected one */
  readonly fails: true;
  readonly "bad-share"?: never;
  readonly above?: never;
  readonly below?: never;
  readonly forecast?: never;
  readonly change?: never;
  readonly "older-than"?: never;
  readonly is?: never;
  readonly count?: never;
  readonly occurs?: never;
  readonly certificate?: never;
  readonly absent?: never;
}

/** `services.<id>.alerts.<id>.when` of a system. */
export interface CertificateWhen {
  /** for a probe over HTTPS: days left on the certificate */
  readonly certificate: { readonly "expires-in": string };
  readonly "bad-share"?: never;
  readonly above?: never;
  readonly below?: never;
  readonly forecast?: never;
  readonly change?: never;
  readonly "older-than"?: never;
  readonly is?: never;
  readonly count?: never;
  readonly occurs?: never;
  readonly fails?: never;
  readonly absent?: never;
}

/** `services.<id>.alerts.<id>.when` of a system. */
export interface AbsentWhen {
  /** no series exists */
  readonly absent: true;
  readonly "bad-share"?: never;
  readonly above?: never;
  readonly below?: never;
  readonly forecast?: never;
  readonly change?: never;
  readonly "older-than"?: never;
  readonly is?: never;
  readonly count?: never;
  readonly occurs?: never;
  readonly fails?: never;
  readonly certificate?: never;
}

/** `services.<id>.alerts.<id>.when` of a system. */
export type When = BadShareWhen | AboveWhen | BelowWhen | ForecastWhen | ChangeWhen | OlderThanWhen | IsWhen | CountWhen | OccursWhen | FailsWhen | CertificateWhen | AbsentWhen;

/** `services.<id>.alerts.<id>.environments.<id>` of a system. */
export interface AlertEnvironment {
  readonly when?: When;
  readonly for?: string;
  readonly severity?: string;
  /** shadow: dry run, posts to the `shadow` channel only; ticket: posts but never pages; page (default): notifies as its severity says */
  readonly stage?: "shadow" | "ticket" | "page";
  readonly off?: true;
}

/** `services.<id>.alerts.<id>` of a system. */
export interface Alert extends Provenance {
  readonly title?: string;
  readonly signal: string;
  readonly when: When;
  readonly for: string;
  /** on missing data: fire = this alert fires; absence = a separate ticket; quiet = no notification (requires `why`) */
  readonly missing: "fire" | "absence" | "quiet";
  /** why missing data needs no notification */
  readonly why?: string;
  readonly severity: string;
  /** channel to post to instead of the severity's or the team's */
  readonly channel?: string;
  readonly runbook: string;
  /** shadow: dry run, posts to the `shadow` channel only; ticket: posts but never pages; page (default): notifies as its severity says */
  readonly stage?: "shadow" | "ticket" | "page";
  /** what this entry no longer detects, and why that is acceptable; covers the change that adds or edits this text */
  readonly unseen?: string;
  /** labels or tags at the vendors, such as a cost center */
  readonly labels?: Readonly<Record<string, string>>;
  /** links in messages, runbooks and dashboards: https addresses by title */
  readonly links?: Readonly<Record<string, string>>;
  readonly environments?: Readonly<Record<string, AlertEnvironment>>;
  readonly formerly?: readonly string[];
}

/** `services.<id>.endpoints.<id>` of a system. */
export interface Endpoint extends Provenance {
  readonly path: string;
  readonly expect: number;
  readonly needs?: readonly string[];
}

/** `services.<id>` of a system. */
export interface Service extends Provenance {
  readonly name: string;
  /** added to every selector of the service */
  readonly where?: Readonly<Record<string, Matcher>>;
  /** team whose channel gets the posts, and whose members approve changes; default: the system's */
  readonly owner?: string;
  /** default: the system's */
  readonly "on-call"?: string;
  /** default: the system's */
  readonly tier?: number;
  /** labels or tags at the vendors, such as a cost center */
  readonly labels?: Readonly<Record<string, string>>;
  /** links in messages, runbooks and dashboards: https addresses by title */
  readonly links?: Readonly<Record<string, string>>;
  readonly formerly?: readonly string[];
  readonly metrics?: Readonly<Record<string, Metric>>;
  readonly signals?: Readonly<Record<string, Signal>>;
  readonly slos?: Readonly<Record<string, Slo>>;
  readonly alerts?: Readonly<Record<string, Alert>>;
  readonly endpoints?: Readonly<Record<string, Endpoint>>;
  readonly use?: never;
}

/** `services.<id>` of a system. */
export interface UseService extends Provenance {
  readonly name: string;
  /** added to every selector of the service */
  readonly where?: Readonly<Record<string, Matcher>>;
  /** profiles whose entries the service has */
  readonly use: readonly (string | {
    readonly profile: string;
    /** values of the profile's parameters */
    readonly with?: Readonly<Record<string, string | number | true | readonly (string | number | true)[] | Readonly<Record<string, string | number | true | readonly (string | number | true)[]>>>>;
  })[];
  /** team whose channel gets the posts, and whose members approve changes; default: the system's */
  readonly owner?: string;
  /** default: the system's */
  readonly "on-call"?: string;
  /** default: the system's */
  readonly tier?: number;
  /** labels or tags at the vendors, such as a cost center */
  readonly labels?: Readonly<Record<string, string>>;
  /** links in messages, runbooks and dashboards: https addresses by title */
  readonly links?: Readonly<Record<string, string>>;
  readonly formerly?: readonly string[];
  readonly metrics?: Readonly<Record<string, InPart<Metric> | {
    /** the service goes without this entry of its profiles */
    readonly off: true;
  }>>;
  readonly signals?: Readonly<Record<string, InPart<Signal> | {
    /** the service goes without this entry of its profiles */
    readonly off: true;
  }>>;
  readonly slos?: Readonly<Record<string, InPart<Slo> | {
    /** the service goes without this entry of its profiles */
    readonly off: true;
  }>>;
  readonly alerts?: Readonly<Record<string, InPart<Alert> | {
    /** the service goes without this entry of its profiles */
    readonly off: true;
  }>>;
  readonly endpoints?: Readonly<Record<string, InPart<Endpoint> | {
    /** the service goes without this entry of its profiles */
    readonly off: true;
  }>>;
}

/** `services.<id>` of a system. */
export type SystemService = Service | UseService;

/** `application.<id>` of a system. */
export interface Application extends Provenance {
  readonly must: string;
}

/** `status-page.components.<id>` of a system. */
export interface Component extends Provenance {
  readonly title: string;
  /** service/signal of the probe that sets its state; without one the state is set by hand */
  readonly signal?: string;
  readonly formerly?: readonly string[];
}

/** `status-page` of a system. */
export interface StatusPage extends Provenance {
  readonly by: "better-stack";
  readonly title: string;
  /** its host name in the environment that owns the account; other environments have no page */
  readonly domain: string;
  /** link of the logo */
  readonly website: string;
  /** support page for customers */
  readonly support?: string;
  readonly formerly?: readonly string[];
  readonly components: Readonly<Record<string, Component>>;
}

/** `stores.<id>.queries.<id>` of a system. */
export interface Query extends Provenance {
  readonly title: string;
  readonly last: string;
  readonly where?: Readonly<Record<string, Matcher>>;
  /** field: a substring of its value */
  readonly contains?: Readonly<Record<string, string>>;
  /** field: a number that its value exceeds */
  readonly above?: Readonly<Record<string, number>>;
  /** fields to show of each line */
  readonly show?: readonly string[];
  /** instead of lines: one row per group, highest count first */
  readonly summarize?: {
    readonly by: readonly string[];
    readonly average?: string;
    readonly max?: string;
    readonly count?: true;
  };
  readonly formerly?: readonly string[];
}

/** `stores.<id>` of a system. */
export interface AxiomStore extends Provenance {
  readonly kind: "axiom";
  /** name in the environment that owns the account; other environments append theirs */
  readonly dataset: string;
  /** in whole days */
  readonly retention: string;
  readonly formerly?: readonly string[];
  readonly queries?: Readonly<Record<string, Query>>;
}

/** `stores.<id>.streams.<id>` of a system. */
export interface Stream extends Provenance {
  /** in whole days, after which lines are deleted */
  readonly keep: string;
  /** only lines of these levels */
  readonly level?: readonly string[];
}

/** `stores.<id>` of a system. */
export interface ElasticsearchStore extends Provenance {
  readonly kind: "elasticsearch";
  /** fields of every line */
  readonly fields?: readonly string[];
  readonly streams: Readonly<Record<string, Stream>>;
}

/** `stores.<id>` of a system. */
export type Store = AxiomStore | ElasticsearchStore;

/** `analytics.events.<id>` of a system. */
export interface Event extends Provenance {
  readonly event: string;
  readonly title: string;
  readonly properties?: readonly string[];
  readonly formerly?: readonly string[];
}

/** `analytics.flags.<id>` of a system. */
export interface Flag extends Provenance {
  readonly title: string;
  /** per environment: share of users who see it; an environment not listed has none */
  readonly rollout: Readonly<Record<string, string>>;
  readonly formerly?: readonly string[];
}

/** `analytics` of a system. */
export interface Analytics extends Provenance {
  readonly kind: "posthog";
  readonly events: Readonly<Record<string, Event>>;
  readonly flags?: Readonly<Record<string, Flag>>;
}

/** `database-insights` of a system. */
export interface DatabaseInsights extends Provenance {
  readonly kind: "pganalyze";
  readonly host: string;
  /** default: 5432 */
  readonly port?: number;
  readonly database: string;
  readonly user: string;
  /** cloud region */
  readonly region?: string;
  /** instance of the cloud's database service */
  readonly instance?: string;
}

/** `tracing.journeys.<id>` of a system. */
export interface Journey extends Provenance {
  readonly title: string;
  /** paths, including everything below them, matched against http.target or url.path of a span */
  readonly routes: readonly string[];
  /** spans that the application must make */
  readonly steps: Readonly<Record<string, string>>;
}

/** `tracing` of a system. */
export interface Tracing extends Provenance {
  /** name of the tracer in the application */
  readonly tracer: string;
  /** share of ordinary traces to keep */
  readonly sample: string;
  /** keep traces of at least this duration */
  readonly "slower-than"?: string;
  /** attributes that the application sets on the span of a request */
  readonly attributes?: readonly string[];
  /** journeys whose traces are all kept */
  readonly journeys: Readonly<Record<string, Journey>>;
}

/** `logs.pipelines.<id>` of a system. */
export interface Pipeline extends Provenance {
  /** logs of these services */
  readonly services?: readonly string[];
  /** logs of these technologies (nginx, alb) */
  readonly from?: readonly string[];
  readonly format: "json" | "access";
  /** adds the location of the client address */
  readonly "geo-ip"?: true;
  readonly mask?: readonly ("email" | "credit-card" | "token" | "ip-address")[];
  /** a threat: more than `above` such events within `over`, per `by` */
  readonly detect?: {
    readonly attribute: string;
    readonly is: string;
    readonly above: number;
    readonly over: string;
    readonly by: string;
    readonly severity: string;
  };
  readonly formerly?: readonly string[];
}

/** `logs` of a system. */
export interface Logs extends Provenance {
  readonly evaluator: "datadog";
  /** numeric levels as the application logs them */
  readonly level: {
    readonly attribute: string;
    readonly names: Readonly<Record<"error" | "warn" | "info" | "debug" | "trace", number>>;
  };
  /** fields of every line */
  readonly fields?: readonly string[];
  readonly pipelines: Readonly<Record<string, Pipeline>>;
}

/** `dashboards.<id>.panels.<id>.show` of a system. */
export interface RateShow {
  /** a counter, per second */
  readonly rate: string;
  readonly by?: readonly string[];
  readonly count?: never;
  readonly over?: never;
  readonly share?: never;
  readonly quantile?: never;
  readonly of?: never;
  readonly value?: never;
  readonly age?: never;
  readonly budget?: never;
}

/** `dashboards.<id>.panels.<id>.show` of a system. */
export interface CountShow {
  /** a counter: its events within `over` */
  readonly count: string;
  /** for example 1h, for events per hour */
  readonly over: string;
  readonly by?: readonly string[];
  readonly rate?: never;
  readonly share?: never;
  readonly quantile?: never;
  readonly of?: never;
  readonly value?: never;
  readonly age?: never;
  readonly budget?: never;
}

/** `dashboards.<id>.panels.<id>.show` of a system. */
export interface ShareShow {
  /** bad share of a ratio signal, or of slices of failures or of each series */
  readonly share: string;
  readonly by?: readonly string[];
  readonly rate?: never;
  readonly count?: never;
  readonly over?: never;
  readonly quantile?: never;
  readonly of?: never;
  readonly value?: never;
  readonly age?: never;
  readonly budget?: never;
}

/** `dashboards.<id>.panels.<id>.show` of a system. */
export interface QuantileShow {
  readonly quantile: string;
  /** a histogram */
  readonly of: string;
  readonly by?: readonly string[];
  readonly rate?: never;
  readonly count?: never;
  readonly over?: never;
  readonly share?: never;
  readonly value?: never;
  readonly age?: never;
  readonly budget?: never;
}

/** `dashboards.<id>.panels.<id>.show` of a system. */
export interface ValueShow {
  readonly value: "min" | "max" | "avg" | "sum";
  /** a gauge */
  readonly of: string;
  readonly by?: readonly string[];
  readonly rate?: never;
  readonly count?: never;
  readonly over?: never;
  readonly share?: never;
  readonly quantile?: never;
  readonly age?: never;
  readonly budget?: never;
}

/** `dashboards.<id>.panels.<id>.show` of a system. */
export interface AgeShow {
  /** a timestamp gauge: how long ago its latest moment is */
  readonly age: string;
  readonly by?: readonly string[];
  readonly rate?: never;
  readonly count?: never;
  readonly over?: never;
  readonly share?: never;
  readonly quantile?: never;
  readonly of?: never;
  readonly value?: never;
  readonly budget?: never;
}

/** `dashboards.<id>.panels.<id>.show.budget` of a system. */
export interface WorstOfBudget {
  /** service/slo of each: the least that is left of any of their budgets */
  readonly "worst-of": readonly string[];
  readonly weighted?: never;
}

/** `dashboards.<id>.panels.<id>.show.budget.weighted[]` of a system. */
export interface WeightedBudgetWeighted {
  /** service/slo */
  readonly slo: string;
  readonly weight: number;
}

/** `dashboards.<id>.panels.<id>.show.budget` of a system. */
export interface WeightedBudget {
  /** one budget: the targets and the bad shares of all, each by its weight */
  readonly weighted: readonly WeightedBudgetWeighted[];
  readonly "worst-of"?: never;
}

/** `dashboards.<id>.panels.<id>.show.budget` of a system. */
export type Budget = WorstOfBudget | WeightedBudget;

/** `dashboards.<id>.panels.<id>.show` of a system. */
export interface BudgetShow {
  /** several SLOs of one window: share of their error budget that is left */
  readonly budget: Budget;
  readonly rate?: never;
  readonly by?: never;
  readonly count?: never;
  readonly over?: never;
  readonly share?: never;
  readonly quantile?: never;
  readonly of?: never;
  readonly value?: never;
  readonly age?: never;
}

/** `dashboards.<id>.panels.<id>.show` of a system. */
export type Show = RateShow | CountShow | ShareShow | QuantileShow | ValueShow | AgeShow | BudgetShow;

/** `dashboards.<id>.panels.<id>` of a system. */
export interface Panel extends Provenance {
  readonly title: string;
  readonly show: Show;
  /** threshold line in the panel's unit; default: those of the SLOs and alerts on the signal */
  readonly threshold?: number | string;
  readonly formerly?: readonly string[];
}

/** `dashboards.<id>` of a system. */
export interface Dashboard extends Provenance {
  readonly title: string;
  readonly formerly?: readonly string[];
  readonly panels: Readonly<Record<string, Panel>>;
}

/** `retired[]` of a system. */
export interface Retired {
  /** logical name, as in the alert ledger */
  readonly name: string;
  readonly why: string;
}

/** A file below `systems/`. */
export interface System {
  readonly system: string;
  readonly name: string;
  readonly owner: string;
  readonly "on-call"?: string;
  /** default source of the system's metrics */
  readonly source: string;
  readonly policy: string;
  /** criticality, from 1 (highest) to 4; approval rules can depend on it; default: 1 */
  readonly tier?: number;
  readonly formerly?: readonly string[];
  /** what the source document leaves open, and the choice made */
  readonly decision?: string;
  /** base URL of the endpoints per environment; without one nothing is probed there */
  readonly addresses?: Readonly<Record<string, string>>;
  readonly severities?: Readonly<Record<string, SystemSeverity>>;
  readonly services: Readonly<Record<string, SystemService>>;
  /** requirements on the application */
  readonly application?: Readonly<Record<string, Application>>;
  readonly "status-page"?: StatusPage;
  /** where log lines are stored for search; nothing is evaluated there */
  readonly stores?: Readonly<Record<string, Store>>;
  readonly analytics?: Analytics;
  readonly "database-insights"?: DatabaseInsights;
  readonly tracing?: Tracing;
  readonly logs?: Logs;
  readonly dashboards?: Readonly<Record<string, Dashboard>>;
  readonly retired?: readonly Retired[];
}

/** `parameters.<id>` of a profile. */
export interface Parameter extends Provenance {
  /** value for a service that gives none; without it, each service has to give one */
  readonly default?: string | number | true | readonly (string | number | true)[] | Readonly<Record<string, string | number | true | readonly (string | number | true)[]>>;
}

/** A file below `profiles/`. */
export interface Profile extends Provenance {
  readonly profile: string;
  readonly name?: string;
  readonly parameters?: Readonly<Record<string, Parameter>>;
  readonly metrics?: Readonly<Record<string, WithParameters<Metric>>>;
  readonly signals?: Readonly<Record<string, WithParameters<Signal>>>;
  readonly slos?: Readonly<Record<string, WithParameters<Slo>>>;
  readonly alerts?: Readonly<Record<string, WithParameters<Alert>>>;
  readonly endpoints?: Readonly<Record<string, WithParameters<Endpoint>>>;
}
