import type * as pulumi from "@pulumi/pulumi";
import type { DashboardSpec } from "../dashboards/dashboard.ts";
import type { OnCall, Resolved } from "../model/resolved.ts";
import type { Alert } from "../monitors/alert.ts";

/** All that a vendor may read: the catalog for one environment, and what was derived from it. */
export interface Monitoring {
  readonly resolved: Resolved;
  readonly alerts: readonly Alert[];
  readonly dashboards: readonly DashboardSpec[];
}

/** The keys by which senders reach on-call services: what a pager hands to the evaluators. */
export interface PageKeys {
  /** Secret integration key of `onCall` for the sending vendor; throws when the pager has no such service. */
  key(onCall: OnCall, sender: string): pulumi.Output<string>;
}

/** A vendor that wakes people. Pagers stand up first. */
export interface Pager {
  readonly name: string;
  /** @param senders names of the evaluators that will send to it */
  provision(monitoring: Monitoring, senders: readonly string[]): PageKeys;
}

/** A vendor that evaluates conditions. */
export interface Evaluator {
  readonly name: string;
  /** stack outputs: names to plain values, for example the addresses of dashboards */
  provision(monitoring: Monitoring, pages: PageKeys): Record<string, pulumi.Input<unknown>>;
}
