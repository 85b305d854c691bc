import type * as pulumi from "@pulumi/pulumi";
import type { DashboardSpec } from "../dashboards/dashboard.ts";
import type { Words } from "../model/checked-vocabulary.ts";
import type { Refusal } from "../model/refusal.ts";
import type { OnCall, Resolved } from "../model/resolved.ts";
import type { Alert } from "../monitors/alert.ts";
import type { AlertReaders } from "./alert-reader.ts";
import type { Reader } from "./paging.ts";
import type { AnswerOf, AnyShape, ByOf, Kind, KindOf, LookUpOf, Plan, Reference, Shape, Stack } from "./plan.ts";

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
  /** a stack that does not set it has the vendor's default */
  readonly optional?: true;
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
  /** what no other object of its kind has, if that is not its name: an address */
  readonly key?: string;
  /** what an import takes instead of its id in a state */
  readonly importId?: string;
}

/** A listing at a vendor: every object of one kind in the account, managed or not. */
export interface Lister {
  /** for people, for example `monitors` */
  readonly what: string;
  list(): Promise<readonly Listed[]>;
  /** the vendor answers so many at most, and does not say that there are more */
  readonly most?: number;
}

/** What a vendor is for. All vendors of one role are registered before the next: keys are created before they are used. */
export const roles = [
  /** pages: serves the on-call services that name it as pager or standby */
  "pager",
  /** misses the heartbeats of evaluators */
  "receiver",
  /** evaluates conditions */
  "evaluator",
  /** neither pages nor evaluates: what people look at */
  "standalone",
] as const;
export type Role = (typeof roles)[number];

/** One vendor, as its folder describes it, with its words for the catalog. Everything but `resources` is pure and loads no SDK. */
export interface Vendor<S extends Shape = AnyShape> extends Words {
  /** as in `slostack:vendors`, and in the catalog */
  readonly name: string;
  /** for people */
  readonly title: string;
  readonly role: Role;
  /** every kind of object that its plans hold */
  readonly kinds: { readonly [K in KindOf<S>]: Kind };
  /** how the policy pack reads alerts of this vendor, whoever declared them */
  readonly alertReaders?: AlertReaders;
  /** what it cannot do without; empty exactly where the catalog asks nothing of it, so that its plan is empty too */
  settings(monitoring: Monitoring): readonly Setting[];
  /** what it cannot express; nothing is rounded silently. The same one may be there twice. */
  refusals(monitoring: Monitoring): readonly Refusal[];
  /** every object that it is to hold; pure */
  plan(monitoring: Monitoring, stack: Stack): Plan<S>;
  /** a pager's: derives whom it notifies from the planned objects */
  readonly reader?: Reader;
  /** the vendor's package, an optional peer; none: its provider is behind Pulumi's bridge, and `@pulumi/pulumi` is enough */
  readonly sdk?: string;
  /** what makes resources of the plan; loads the SDK */
  resources(): Promise<Resources<S>>;
  /** what of this project's objects there the listers do not find, for people; default: nothing, or all where there is no lister */
  readonly unlisted?: string;
}

export type ResourceClass<Args> = new (name: string, args: Args, options: pulumi.CustomResourceOptions) => pulumi.CustomResource;

/** The part of a vendor that needs its SDK. */
export interface Resources<S extends Shape> {
  readonly classes: { readonly [K in KindOf<S>]: ResourceClass<S["objects"][K]> };
  readonly lookUps: {
    readonly [L in LookUpOf<S>]: (
      by: ByOf<S, L>,
      options: pulumi.InvokeOutputOptions,
    ) => pulumi.Output<AnswerOf<S, L>> | Promise<AnswerOf<S, L>>;
  };
  /** the connection that all objects use; left out where the SDK's own takes the settings */
  provider?(): pulumi.ProviderResource;
  /** listings that find every object in the account, managed or not; none: it cannot be listed */
  listers?(): readonly Lister[];
}

/** A vendor of any shape. Its plan's arguments are of its own kinds, which the type of its folder has checked. */
export function defineVendor<S extends Shape>(vendor: Vendor<S>): Vendor {
  return vendor as unknown as Vendor;
}

/** Stack outputs: names to values, for example the addresses of dashboards. */
export type Outputs = Readonly<Record<string, pulumi.Input<unknown>>>;

/** Values that the program supplies in place of vendors. */
export interface Given {
  /** senders of pages; default: the vendors of the stack that can */
  readonly senders?: readonly string[];
  key?(onCall: OnCall, sender: string): pulumi.Input<string>;
  address?(onCall: OnCall): pulumi.Input<string> | undefined;
  heartbeat?(watchdog: string): pulumi.Input<string> | undefined;
  /** an answer of an object that the program has, and the plan leaves out */
  answer?(reference: Reference): pulumi.Input<string> | undefined;
  /** what a look-up would find, where the program makes it itself */
  lookUp?(kind: string): pulumi.Input<unknown> | undefined;
}
