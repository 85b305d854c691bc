import Fraction from "fraction.js";
import { measuredOf } from "./composite.ts";
import { once } from "./once.ts";
import type {
  BadShare,
  CompositeSignal,
  Condition,
  EventsSignal,
  Living,
  ProbeCondition,
  ShareSignal,
  Signal,
  SingleShare,
  Source,
} from "./resolved.ts";

/**
 * The condition of a generated alert: the catalog's leaves, joined. Every query dialect renders this one tree; it lives
 * in the model because the dialects know nothing of alerts.
 */
export type AlertCondition =
  | Condition
  | OutsideCondition
  | { readonly kind: "any"; readonly of: readonly AlertCondition[] }
  | { readonly kind: "all"; readonly of: readonly AlertCondition[] }
  /** `of` holds and `unless` does not */
  | { readonly kind: "unless"; readonly of: AlertCondition; readonly unless: AlertCondition }
  /** `of` holds, or the series that it reads is gone */
  | { readonly kind: "or-absent"; readonly of: Condition }
  | Recovered
  | Flapping
  /** the data source itself answers nothing */
  | { readonly kind: "source-silent"; readonly source: Source };

/** What is no trouble. */
interface Health {
  readonly signal: EventsSignal;
  /** the highest share of failures that is no trouble */
  readonly rate: Fraction;
  /** failures above the rate that are chance */
  readonly spare: number;
}

/** Trouble is over: one of the proofs holds. Never without data, nor with too little traffic to tell: a failure less than one counts as one. */
export interface Recovered extends Health {
  readonly kind: "recovered";
  readonly proofs: readonly RecoveryProof[];
}

/** Over so many seconds the share of failures is this many times lower than over `than` seconds, and not above the rate. */
export interface RecoveryProof {
  readonly over: number;
  readonly lower: number;
  readonly than: number;
  /** in place of the rate: no more failures than these, however many events */
  readonly failures?: number;
}

/** Trouble comes and goes: above the rate over `pause` seconds, then not, and above it again within `memory` seconds. */
export interface Flapping extends Health {
  readonly kind: "flapping";
  readonly pause: number;
  readonly memory: number;
}

/** The catalog's leaves on recorded data in a condition, left to right: a rule file asks a dozen times for those of each alert. */
export const leavesOf: (condition: AlertCondition) => readonly Condition[] = once(findLeaves);

function findLeaves(condition: AlertCondition): readonly Condition[] {
  switch (condition.kind) {
    case "any":
    case "all":
      return condition.of.flatMap(findLeaves);
    case "unless":
      return [condition.of, condition.unless].flatMap(findLeaves);
    case "or-absent":
      return [condition.of];
    case "recovered":
    case "flapping":
    case "source-silent":
    case "probe-fails":
    case "certificate":
    case "no-sign-of-life":
      return [];
    case "bad-share":
    case "value":
    case "forecast":
    case "change":
    case "age":
    case "count":
    case "occurs":
    case "absent":
    case "groups":
      return [condition];
  }
}

/** Seconds that a condition looks back in the series of its source. */
export function lookbackOf(leaf: Condition): number {
  switch (leaf.kind) {
    case "bad-share":
    case "count":
      return leaf.over;
    case "forecast":
      return leaf.from;
    case "change":
      return leaf.over + leaf.against;
    case "age":
      return leaf.signal.metric.kind === "counter" ? leaf.olderThan : 0;
    case "value":
      return leaf.signal.window?.over ?? 0;
    case "occurs":
    case "absent":
    case "groups":
      return 0;
  }
}

/** A leaf on one metric. */
export type SingleLeaf = Exclude<Condition, BadShare> | (BadShare & { readonly signal: SingleShare });

/** The leaves of a condition, of a composite one for each member. */
export function singleLeavesOf(condition: AlertCondition): SingleLeaf[] {
  return leavesOf(condition).flatMap((leaf): SingleLeaf[] =>
    leaf.kind === "bad-share" ? measuredOf(leaf.signal).map((signal) => ({ ...leaf, signal })) : [leaf],
  );
}

/**
 * The signals that a condition reads, each once, of a composite its members; a probe records nothing that another could read.
 */
export function signalsOf(condition: AlertCondition): Signal[] {
  const read = leavesOf(condition).flatMap(({ signal }) => measuredOf(signal));
  return [...new Map(read.map((signal) => [signal.path, signal])).values()];
}

const hasShare: { readonly [Kind in Signal["kind"]]: Kind extends SingleShare["kind"] ? true : false } = {
  events: true,
  slices: true,
  value: false,
  age: false,
  count: false,
};

/** Whether a metric's signal has a share that may be bad. */
export const isSingleShare = (signal: Signal): signal is SingleShare => hasShare[signal.kind];

/** Whether a signal has a share that may be bad, of which an objective can be made. */
export const isShareSignal = (signal: Signal | CompositeSignal): signal is ShareSignal =>
  signal.kind === "composite" || isSingleShare(signal);

/** What is seen from outside, and not in recorded data. */
export type OutsideCondition =
  | ProbeCondition
  /** an evaluator has sent no heartbeat for `every` and `grace` together */
  | { readonly kind: "no-sign-of-life"; readonly of: Living; readonly every: number; readonly grace: number };

type Kind = AlertCondition["kind"];
type Asked<One extends Kind> = One extends ProbeCondition["kind"]
  ? "endpoint"
  : One extends OutsideCondition["kind"]
    ? "heartbeat"
    : "data";

/** Where the answer to a condition comes from. */
const askedOf: { readonly [One in Kind]: Asked<One> } = {
  "bad-share": "data",
  value: "data",
  forecast: "data",
  change: "data",
  age: "data",
  count: "data",
  occurs: "data",
  absent: "data",
  groups: "data",
  any: "data",
  all: "data",
  unless: "data",
  "or-absent": "data",
  recovered: "data",
  flapping: "data",
  "source-silent": "data",
  "probe-fails": "endpoint",
  certificate: "endpoint",
  "no-sign-of-life": "heartbeat",
};

/** Whether a condition is asked of an endpoint. */
export function isProbed(condition: AlertCondition): condition is ProbeCondition {
  return askedOf[condition.kind] === "endpoint";
}

export function isOutside(condition: AlertCondition): condition is OutsideCondition {
  return askedOf[condition.kind] !== "data";
}

/**
 * What can be asked of recorded data.
 *
 * @throws Error for what is seen from outside: its own vendor sees it, and no other evaluator is given it
 */
export function measured(condition: AlertCondition): Exclude<AlertCondition, OutsideCondition> {
  if (isOutside(condition)) throw new Error(`${condition.kind} is no question about recorded data`);
  return condition;
}

/** What is left of before, or has become of it, where a change holds: half of it after a fall by 50 %, twice after a rise by 100 %. */
export function factorOf(compare: "falls" | "rises", by: Fraction): Fraction {
  return compare === "falls" ? new Fraction(1).sub(by) : new Fraction(1).add(by);
}

/**
 * Standard deviations above what a share makes of the events of a window from which a number of bad minutes is no chance: one in
 * 10,000 (one-sided). The score test of a binomial share, which is the lower bound of Wilson's interval against the share.
 */
export const beyondChance = 3.72;

/** Shares over windows up to this (seconds) are measured by the minute; longer ones by the full hour. */
export const longestByMinutes = 3 * 86_400;
