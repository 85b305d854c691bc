import type { Input } from "@pulumi/pulumi";
import { logicalName } from "../model/ids.ts";
import type { OnCall } from "../model/resolved.ts";
import type { ObjectKind } from "../monitors/object-kind.ts";

/*
 * What a vendor is to hold, as data: no engine, no SDK, no account. `register.ts` makes resources of it, `print.ts` text.
 */

/** One kind of object at a vendor. */
export interface Kind extends ObjectKind {
  /** outputs that are secret beyond those that the SDK knows */
  readonly secretOutputs?: readonly string[];
  /** arguments of which another value is another object, which the plugin does not know */
  readonly replaceOnChanges?: readonly string[];
}

/** What a vendor's objects and look-ups take and answer; a type alone, so that a plan loads no SDK. */
export interface Shape {
  /** arguments by kind of object */
  readonly objects: object;
  /** `[by, answer]` by kind of look-up */
  readonly lookUps: object;
}

/** The shape of any vendor: what is left of it once its folder has been checked. */
export interface AnyShape extends Shape {
  readonly objects: Readonly<Record<string, object>>;
  readonly lookUps: Readonly<Record<string, readonly [by: object, answer: never]>>;
}

export type KindOf<S extends Shape> = keyof S["objects"] & string;
export type LookUpOf<S extends Shape> = keyof S["lookUps"] & string;
export type ByOf<S extends Shape, L extends LookUpOf<S>> = S["lookUps"][L] extends readonly [infer By, unknown] ? By : never;
export type AnswerOf<S extends Shape, L extends LookUpOf<S>> = S["lookUps"][L] extends readonly [unknown, infer Answer] ? Answer : never;

/** One answer of one object of the same vendor. */
export interface Reference<K extends string = string> {
  readonly kind: K;
  /** logical name */
  readonly name: string;
  /** which of its answers; its id if left out */
  readonly output?: string;
}

/** The values that only the vendor, another vendor or the stack knows. */
export interface Refs<S extends Shape> {
  /** an answer of an object of this vendor; its id if `output` is left out */
  ref(kind: KindOf<S>, name: string, output?: string): Input<string>;
  /** what is there already; where nothing is found the preview fails, before anything is changed */
  lookUp<L extends LookUpOf<S>>(kind: L, by: ByOf<S, L>): Input<AnswerOf<S, L>>;
  /** secret key by which this vendor reaches an on-call service */
  key(onCall: OnCall): Input<string>;
  /** where a person sees who is on call; undefined when no pager has the service */
  address(onCall: OnCall): Input<string> | undefined;
  /** secret address for the heartbeats that an alert of the kind `watchdog` misses */
  heartbeat(watchdog: string): Input<string>;
  /** a secret setting of the stack, such as `slostack:slackToken` */
  secret(key: string): Input<string>;
  /**
   * A part of a secret setting.
   *
   * @param part its name, for a printed plan
   * @param read takes the part out of the whole
   */
  secretPart<T>(key: string, part: string, read: (whole: string) => T): Input<T>;
  /** a value that is secret wherever it came from */
  sealed(value: Input<string>): Input<string>;
  /** an id that the vendor counts and the engine keeps as text */
  number(text: Input<string>): Input<number>;
  /** a text made of values, such as a document with ids in it; `write` sees a printed plan's placeholders as texts, too */
  text<P extends Readonly<Record<string, Input<string> | undefined>>>(
    parts: P,
    write: (parts: { readonly [N in keyof P]: undefined extends P[N] ? string | undefined : string }) => string,
  ): Input<string>;
}

interface SpecOf<S extends Shape, K extends KindOf<S>> {
  readonly kind: K;
  /** logical name; the URN follows from it */
  readonly name: string;
  /** logical names that it had */
  readonly formerly: readonly string[];
  /** entries of the catalog that it answers: `hastecrm/api/slos/availability`, `on-call/crm` */
  readonly from: readonly string[];
  /** cannot be deleted where the stack protects what pages or holds data */
  readonly protect?: boolean;
  /** dependencies that its arguments do not name */
  readonly after?: readonly Reference<KindOf<S>>[];
  /** pure but for `refs` */
  args(refs: Refs<S>): S["objects"][K];
}

/** One object that a vendor is to hold. */
export type Spec<S extends Shape> = { readonly [K in KindOf<S>]: SpecOf<S, K> }[KindOf<S>];

/** Values of a component or of the stack, for people and for other programs. */
export type OutputsOf<S extends Shape> = (refs: Refs<S>) => Readonly<Record<string, Input<unknown>>>;

/** A component: the objects of one purpose, below one node of the tree of resources. */
export interface Group<S extends Shape> {
  /** type token: `slostack:grafana:Monitoring` */
  readonly type: `slostack:${string}:${string}`;
  /** logical name */
  readonly name: string;
  /** logical name of the group that it is a part of */
  readonly within?: string;
  readonly objects: readonly Spec<S>[];
  readonly outputs: OutputsOf<S>;
}

interface LookedUpOf<S extends Shape, L extends LookUpOf<S>> {
  readonly kind: L;
  readonly by: ByOf<S, L>;
  /** catalog entry that it represents: `people/ada` */
  readonly from: string;
  /** for people: `user ada@example.com` */
  readonly what: string;
  /** as far as the catalog knows it, in the form of an object of its kind */
  readonly fields: object;
}

/** What others made at the vendor, and objects of the plan refer to. */
export type LookedUp<S extends Shape> = { readonly [L in LookUpOf<S>]: LookedUpOf<S, L> }[LookUpOf<S>];

/** An object that would be in the first group. */
export interface Withheld<S extends Shape> {
  readonly object: Spec<S>;
  /** a setting with its package, and the value that it has to have */
  readonly key: string;
  readonly until: string;
}

/** All that one vendor is to hold for one environment. */
export interface Plan<S extends Shape> {
  readonly groups: readonly Group<S>[];
  /** what has to be there before anything is made; what is missing is reported together */
  readonly lookedUp?: readonly LookedUp<S>[];
  /** outputs of the stack below the vendor's name */
  readonly outputs?: OutputsOf<S>;
  /** a pager's: where the secret key of an on-call service for a sender is, by `logicalName(onCall, sender)` */
  readonly keys?: Readonly<Record<string, Reference<KindOf<S>>>>;
  /** a pager's: where people see who is on call, by id of the on-call service */
  readonly addresses?: Readonly<Record<string, Reference<KindOf<S>>>>;
  /** a receiver's: where heartbeats are sent, by name of the alert that misses them */
  readonly heartbeats?: Readonly<Record<string, Reference<KindOf<S>>>>;
  /** what it leaves out, until a setting of the stack has another value */
  readonly withheld?: readonly Withheld<S>[];
  /** what a person should know of this plan, a sentence each */
  readonly notices?: readonly string[];
}

/** Settings of a stack and what else a plan may know of it. */
export interface Stack {
  /** names of the vendors that send pages in this stack */
  readonly senders: readonly string[];
  /** a plain setting with its package, such as `newrelic:accountId`; undefined where the stack does not set it */
  setting(key: string): string | undefined;
  /** the same, where the vendor has asked for it in `settings` */
  required(key: string): string;
  /** milliseconds since 1970 in UTC: what ended before is not made again; undefined: nothing has ended */
  readonly now?: number;
}

/** Nothing to hold. */
export const empty = { groups: [] } as const satisfies Plan<AnyShape>;

/** A vendor's plan among those of a stack. */
export interface Standing {
  readonly vendor: { readonly name: string };
  readonly plan: Plan<AnyShape>;
}

/**
 * What the vendors of a stack hand to another one: keys of on-call services, which only their own pager has and never the
 * standby, and addresses. Registering and printing a plan have the same requirements and errors.
 *
 * @param sender name of the vendor that asks
 * @param answer the value of an answer of the vendor that has it
 * @throws Error if no vendor has a key, or takes the heartbeats
 */
export function handedTo<S extends Standing, T>(
  sender: string,
  plans: readonly S[],
  answer: (of: S, reference: Reference) => T,
): { key(onCall: OnCall): T; address(onCall: OnCall): T | undefined; heartbeat(watchdog: string): T } {
  const find = (what: "keys" | "addresses" | "heartbeats", name: string, pager?: string): T | undefined => {
    const holder = plans.find(({ vendor, plan }) => (pager === undefined || vendor.name === pager) && plan[what]?.[name] !== undefined);
    const reference = holder?.plan[what]?.[name];
    return holder && reference && answer(holder, reference);
  };
  const need = (value: T | undefined, otherwise: string): T => {
    if (value === undefined) throw new Error(otherwise);
    return value;
  };
  return {
    key: ({ id, pager }) => need(find("keys", logicalName(id, sender), pager), `no pager has a key of on-call ${id} for ${sender}`),
    address: ({ id, pager }) => find("addresses", id, pager),
    heartbeat: (watchdog) => need(find("heartbeats", watchdog), `no vendor takes the heartbeats of ${watchdog}`),
  };
}
