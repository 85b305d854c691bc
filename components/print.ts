import { type Effect, effectOf } from "../monitors/object-kind.ts";
import { type AnyShape, handedTo, type Kind, type Plan, type Reference, type Refs, type Spec, type Stack, type Standing } from "./plan.ts";
import type { Monitoring, Vendor } from "./vendor.ts";

/** One object of a printed plan. Values that only a vendor or a secret provides appear as `${vendor.kind.name.output}`. */
export interface PlannedObject {
  /** name of the vendor, as in `slostack:vendors` */
  readonly vendor: string;
  readonly kind: string;
  /** type token */
  readonly type: string;
  readonly noun: string;
  readonly effect: Effect;
  /** logical name */
  readonly name: string;
  /** types of the components that it is below, from the root on */
  readonly below: readonly string[];
  readonly formerly: readonly string[];
  /** entries of the catalog that it answers */
  readonly from: readonly string[];
  readonly protect: boolean;
  /** dependencies beyond those in its arguments */
  readonly after: readonly string[];
  readonly args: unknown;
  /** the stack leaves it out, until a setting of it has another value */
  readonly withheld?: { readonly key: string; readonly until: string };
}

/**
 * Every object that the vendors are to hold, in the order of their plans: plain data, without an engine and without an
 * SDK. One at a time, so that none need be kept.
 *
 * @throws Error if no vendor has a key or an address that another one needs, as a registration would
 */
export function* plannedObjects(vendors: readonly Vendor[], monitoring: Monitoring, stack: Stack): Generator<PlannedObject> {
  yield* objectsOf(plansOf(vendors, monitoring, stack));
}

interface PlanOf extends Standing {
  readonly vendor: Vendor;
}

const plansOf = (vendors: readonly Vendor[], monitoring: Monitoring, stack: Stack): PlanOf[] =>
  vendors.map((vendor) => ({ vendor, plan: vendor.plan(monitoring, stack) }));

function* objectsOf(plans: readonly PlanOf[]): Generator<PlannedObject> {
  for (const { vendor, plan } of plans) {
    const refs = placeholders(vendor, plans);
    for (const group of plan.groups) {
      const below = belowOf(group.name, plan);
      for (const spec of group.objects) yield printed(vendor, spec, below, refs);
    }
  }
}

function printed(vendor: Vendor, spec: Spec<AnyShape>, below: readonly string[], refs: Refs<AnyShape>): PlannedObject {
  const described = vendor.kinds[spec.kind] as Kind;
  const { type, noun } = described;
  const { kind, name, formerly, from, protect = false } = spec;
  const effect = effectOf(described, name);
  const after = (spec.after ?? []).map(placeholderOf(vendor.name));
  return { vendor: vendor.name, kind, type, noun, effect, name, below, formerly, from, protect, after, args: spec.args(refs) };
}

/** A printed plan as JSON has it: what is undefined is left out. */
export interface PrintedPlan {
  readonly objects: readonly PlannedObject[];
  /** what the vendors leave out because of a setting of the stack */
  readonly withheld: readonly PlannedObject[];
}

/**
 * The whole plan of a stack; each vendor is asked for its own once.
 *
 * @throws Error as {@link plannedObjects}
 */
export function printPlan(vendors: readonly Vendor[], monitoring: Monitoring, stack: Stack): PrintedPlan {
  const plans = plansOf(vendors, monitoring, stack);
  const withheld = plans.flatMap(({ vendor, plan }) =>
    (plan.withheld ?? []).map(({ object, key, until }) => ({
      ...printed(vendor, object, belowOf(plan.groups[0]?.name ?? "", plan), placeholders(vendor, plans)),
      withheld: { key, until },
    })),
  );
  return JSON.parse(JSON.stringify({ objects: [...objectsOf(plans)], withheld }));
}

/** Components from the root on, down to the one that is called `name`. */
function belowOf(name: string, { groups }: Plan<AnyShape>): string[] {
  const group = groups.find((one) => one.name === name);
  return group ? [...(group.within === undefined ? [] : belowOf(group.within, { groups })), group.type] : [];
}

/** Placeholder for an output of the vendor. @param vendor its name */
export const placeholderOf =
  (vendor: string) =>
  ({ kind, name, output = "id" }: Reference): string =>
    `\${${vendor}.${kind}.${name}.${output}}`;

/** Placeholder for the id of an existing object that is only looked up. @param vendor its name */
export const placeholderOfLookUp =
  (vendor: string) =>
  ({ kind, by }: { readonly kind: string; readonly by: object }): string =>
    `\${${vendor}.${kind}(${Object.values(by).join(", ")})}`;

function placeholders(vendor: Vendor, plans: readonly Standing[]): Refs<AnyShape> {
  const print = placeholderOf(vendor.name);
  return {
    ref: (kind, name, output) => print({ kind, name, ...(output !== undefined && { output }) }),
    lookUp: (kind, by) => placeholderOfLookUp(vendor.name)({ kind: kind as string, by }) as never,
    ...handedTo(vendor.name, plans, (holder, reference) => placeholderOf(holder.vendor.name)(reference)),
    secret: (key) => `\${secret ${key}}`,
    secretPart: (key, part) => `\${secret ${key} ${part}}` as never,
    sealed: (value) => value,
    number: (text) => text as never,
    text: (parts, write) => write(parts as never),
  };
}
