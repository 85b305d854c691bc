import type Fraction from "fraction.js";
import type { z } from "zod";
import type { Window } from "../calendar-window.ts";
import type { Derived } from "../schema/meaning.ts";
import type * as schema from "../schema/system.ts";
import type { AlertEntry, SloEntry } from "../schema/system.ts";
import type { Source } from "../vendors.ts";
import type { Carried, Identified, Provenance } from "./base.ts";
import type { Condition, ProbeCondition } from "./condition.ts";
import type { OnCall, Policy, Severity, Team } from "./organization.ts";
import type { Stage } from "./review.ts";
import type {
  Across,
  CompositeSignal,
  EachSignal,
  Endpoint,
  EventsSignal,
  Metric,
  ProbeSignal,
  RawQuery,
  ShareSignal,
  Signal,
  ValueWindow,
  Whole,
} from "./signal.ts";
import type { Analytics, DatabaseInsights, StatusPage, Store, Tracing } from "./tools.ts";

export interface Slo extends Identified, Omit<Derived<SloEntry>, "environments" | "floor" | "window">, Window {
  /** system/service/slo */
  readonly path: string;
  readonly title: string;
  readonly signal: ShareSignal;
  readonly floor?: { readonly signal: ShareSignal; readonly share: Fraction };
  readonly policy: Policy;
  /** absent: page */
  readonly stage?: Stage;
}

export interface AlertRule extends Identified, Omit<Derived<AlertEntry>, "environments" | "signal" | "when" | "why"> {
  /** system/service/alert */
  readonly path: string;
  readonly title: string;
  readonly when: Condition | ProbeCondition;
  /** absent: page */
  readonly stage?: Stage;
}

export interface Service extends Identified, Provenance, Carried {
  /** system/service */
  readonly path: string;
  readonly name: string;
  /** who gets the posts and approves changes */
  readonly owner: Team;
  readonly onCall?: OnCall;
  /** 1 (most) to 4: how much depends on it */
  readonly tier: number;
  readonly metrics: readonly Metric[];
  readonly signals: readonly Signal[];
  readonly probes: readonly ProbeSignal[];
  readonly composites: readonly CompositeSignal[];
  readonly slos: readonly Slo[];
  readonly alerts: readonly AlertRule[];
  readonly endpoints: readonly Endpoint[];
}

/** What a panel shows. `by` holds declared labels only. */
export type Show =
  | { readonly kind: "rate"; readonly metric: Metric; readonly by: readonly string[] }
  /** events over the last `over` seconds */
  | { readonly kind: "count"; readonly metric: Metric; readonly over: number; readonly by: readonly string[] }
  | { readonly kind: "share"; readonly signal: EventsSignal | EachSignal; readonly by: readonly string[] }
  | { readonly kind: "quantile"; readonly metric: Metric; readonly quantile: Fraction; readonly by: readonly string[] }
  | {
      readonly kind: "value";
      readonly metric: Metric;
      readonly across: Across;
      readonly by: readonly string[];
      /** its share of another gauge */
      readonly outOf?: Whole;
      readonly window?: ValueWindow;
      readonly raw?: RawQuery;
    }
  /** seconds since the latest moment of a timestamp gauge */
  | { readonly kind: "age"; readonly metric: Metric; readonly by: readonly string[] }
  | JourneyBudget;

/** Share of the error budget of several SLOs that is left over their one window: the least of them, or of all by their weights. */
export interface JourneyBudget {
  readonly kind: "budget";
  readonly join: "worst" | "weighted";
  /** at least two, on signals without groups; of the worst all weigh 1 */
  readonly of: readonly { readonly slo: Slo; readonly weight: Fraction }[];
  readonly by: readonly [];
}

export interface Panel extends Identified, Provenance {
  readonly title: string;
  readonly show: Show;
  /** the line that the panel writes itself, in the unit of what is shown */
  readonly threshold?: Fraction;
}

export interface Dashboard extends Identified, Provenance {
  readonly title: string;
  readonly panels: readonly Panel[];
}

export interface Pipeline extends Identified, Omit<Derived<z.output<typeof schema.pipeline>>, "from"> {
  readonly technologies: readonly string[];
}
export type MaskKind = Pipeline["mask"][number];

/** How the logs of a system are read. Level names in the order of their numbers. */
export interface Logs extends Omit<Derived<z.output<ReturnType<typeof schema.logs>>>, "level" | "pipelines"> {
  readonly levelAttribute: string;
  readonly levels: readonly { readonly name: "error" | "warn" | "info" | "debug" | "trace"; readonly number: number }[];
  /** in written order: the first that takes a line has it */
  readonly pipelines: readonly Pipeline[];
}

/** What the application must do, so that the stack sees anything. */
export interface Duty extends Derived<z.output<typeof schema.duty>> {
  readonly id: string;
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
