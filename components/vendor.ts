import type * as pulumi from "@pulumi/pulumi";
import type { DashboardSpec } from "../dashboards/dashboard.ts";
import type { OnCall, Resolved } from "../model/resolved.ts";
import type { Alert } from "../monitors/alert.ts";

/** All that a vendor may read: the catalog for one environment, and what was derived from it. */
export interface Monitoring {
  readonly resolved: Resolved;
  readonly alerts: readonly Alert[];
  readonly dashboards: readonly DashboardSpec[];
  /** what pages or holds data cannot be deleted (`slostack:protect` of the stack) */
  readonly protect: boolean;
}

/** A configuration key that a stack must set, for example `grafana:url`; a secret one is refused in plain text. */
export interface Setting {
  readonly key: string;
  readonly secret: boolean;
}

/** What every vendor says before anything is registered. Both functions are pure. */
export interface Vendor {
  readonly name: string;
  /** what it cannot do without; nothing when it has nothing to do */
  settings(monitoring: Monitoring): readonly Setting[];
  /** what it cannot express, one sentence each, with the path in the catalog; nothing is rounded silently */
  refusals(monitoring: Monitoring): readonly string[];
}

/** The keys by which senders reach on-call services: what a pager hands to the evaluators. */
export interface PageKeys {
  /** Secret integration key of `onCall` for the sending vendor; throws when the pager has no such service. */
  key(onCall: OnCall, sender: string): pulumi.Output<string>;
  /** Where a person sees who is on call for `onCall`; undefined when the pager has no such service. */
  address(onCall: OnCall): pulumi.Output<string> | undefined;
  /** stack outputs: secret keys of the applications that send by themselves */
  readonly outputs: Readonly<Record<string, pulumi.Input<unknown>>>;
}

/** A vendor that wakes people. Pagers stand up first. */
export interface Pager extends Vendor {
  /** @param senders names of the evaluators that will send to it */
  provision(monitoring: Monitoring, senders: readonly string[]): PageKeys;
}

/** A vendor that evaluates conditions. */
export interface Evaluator extends Vendor {
  /** stack outputs: names to plain values, for example the addresses of dashboards */
  provision(monitoring: Monitoring, pages: PageKeys): Record<string, pulumi.Input<unknown>>;
}
