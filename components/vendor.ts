import type * as pulumi from "@pulumi/pulumi";
import type { DashboardSpec } from "../dashboards/dashboard.ts";
import type { OnCall, PagerKind, Resolved } from "../model/resolved.ts";
import type { Alert } from "../monitors/alert.ts";
import type { Reader } from "./paging.ts";

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
  /** what it decides, where that is no plain fact of the account: a clause after the command that sets it */
  readonly decides?: string;
  /** what is wrong with its value, each the end of a sentence that begins with the key; of a secret, nothing of the value is in it */
  faults?(value: string): readonly string[];
}

/** One object in the listing of an account. */
export interface Listed {
  /** type token that it would have in a stack */
  readonly type: string;
  readonly id: string;
  /** what people see at the vendor */
  readonly name: string;
}

/** A question to a vendor: everything of one kind that is in the account, whoever made it. */
export interface Lister {
  /** for people, for example `monitors` */
  readonly what: string;
  list(): Promise<readonly Listed[]>;
  /** the vendor answers so many at most, and does not say that there are more */
  readonly most?: number;
}

/** What every vendor says before anything is registered. Both functions are pure. */
export interface Vendor {
  readonly name: string;
  /** what it cannot do without; nothing when it has nothing to do */
  settings(monitoring: Monitoring): readonly Setting[];
  /** what it cannot express, one sentence each, with the path in the catalog; nothing is rounded silently */
  refusals(monitoring: Monitoring): readonly string[];
  /** questions by which everything in the account is found, whoever made it; none: it cannot be listed */
  listers?(): readonly Lister[];
  /** what of this project's objects there the listers do not find, for people; default: all */
  readonly unlisted?: string;
}

/** The keys by which senders reach on-call services: what a pager hands to the evaluators. */
export interface PageKeys {
  /** Secret integration key of `onCall` for the sending vendor; throws when the pager has no such service. */
  key(onCall: OnCall, sender: string): pulumi.Output<string>;
  /** Where a person sees who is on call for `onCall`; undefined when the pager has no such service. */
  address(onCall: OnCall): pulumi.Output<string> | undefined;
  /** stack outputs: secret keys of the applications that send by themselves */
  readonly outputs: Outputs;
}

/** A vendor that wakes people. Pagers stand up first; each serves the on-call services that name it, and those it stands by. */
export interface Pager extends Vendor {
  readonly name: PagerKind;
  /** reads whom it calls, from the objects that it is sent */
  readonly reader: Reader;
  /** @param senders names of the evaluators that will send to it */
  provision(monitoring: Monitoring, senders: readonly string[]): PageKeys;
}

/** Where evaluators send signs of life: what a receiver hands to them. */
export interface Heartbeats {
  /** Secret address for the signs of life that an alert of the kind `watchdog` misses; undefined where nobody misses them. */
  address(watchdog: string): pulumi.Output<string> | undefined;
}

/** Stack outputs: names to values, for example the addresses of dashboards. */
export type Outputs = Readonly<Record<string, pulumi.Input<unknown>>>;

/** A vendor that misses signs of life. It stands up after the pagers and before those that send them. */
export interface Receiver extends Vendor {
  provision(monitoring: Monitoring, pages: PageKeys): Heartbeats & { readonly outputs: Outputs };
}

/** A vendor that evaluates conditions. */
export interface Evaluator extends Vendor {
  provision(monitoring: Monitoring, pages: PageKeys, heartbeats: Heartbeats): Outputs;
}

/** A vendor that neither wakes anybody nor evaluates: what people look at. It needs nothing of the others. */
export interface Standalone extends Vendor {
  provision(monitoring: Monitoring): Outputs;
}
