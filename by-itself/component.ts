/*
 * A component that stands by itself: one piece of a stack in a program of a user's own, without a catalog. How to make one:
 *
 * 1. Its arguments become a small catalog (`SmallCatalog`: `slo.ts` does so for an SLO), with a table that says which argument each path was made of.
 * 2. `prepare` checks and resolves it as a catalog is, lets the vendor refuse what it cannot express, and asks for a plan: the vendor's own,
 *    of those of its alerts that the component is for (`alerts`), and of it the objects of some kinds (`kinds`).
 * 3. What the program has and the plan would make (a folder, a topic, a contact point) is handed in: `given.answer` answers
 *    references to objects that `kinds` leaves out; `given.key` and `given.heartbeat` stand for a pager and a receiver.
 * 4. The class extends `Piece`, lives in `components/<vendor>/by-itself/`, is exported by the door `index.ts` there, and has one output a
 *    value that people use, by `this.answer(kind, logicalName, output)`. `components/datadog/by-itself/slo-alerts.ts` is the shortest.
 * 5. `named` gives names at the engine that begin with the component's: two of a program must never share one.
 */
import * as pulumi from "@pulumi/pulumi";
import { missingPackages } from "../components/packages.ts";
import type { AnyShape, Plan, Reference, Shape, Stack } from "../components/plan.ts";
import { registerBelow } from "../components/register.ts";
import type { Given, Monitoring, Vendor } from "../components/vendor.ts";
import type { Alert } from "../monitors/alert.ts";
import { argumentAt, type Fault, linesOf, type SmallCatalog, soundOf } from "./small-catalog.ts";

/** What a component is made of. */
export interface Pieces<S extends Shape> {
  /** as its class is called, such as `SloAlerts` */
  readonly noun: string;
  /** of the component */
  readonly name: string;
  readonly vendor: Vendor;
  readonly small: SmallCatalog;
  /** the alerts that it is for; default: all */
  readonly alerts?: (alert: Alert) => boolean;
  /** default: the vendor's own plan */
  readonly plan?: (monitoring: Monitoring, stack: Stack) => Plan<S>;
  /** kinds of the plan's objects that are registered; default: all */
  readonly kinds?: readonly (keyof S["objects"] & string)[];
  readonly given?: Given;
  /** names at the engine by logical names of the plan */
  readonly named: (logical: string) => string;
  /** what is wrong with arguments that are not in the catalog */
  readonly faults?: readonly Fault[];
}

/** What was found sound, before anything is registered. */
export interface Prepared {
  readonly vendor: Vendor;
  readonly monitoring: Monitoring;
  readonly plan: Plan<AnyShape>;
  readonly given: Given;
  readonly named: (logical: string) => string;
  /** where a path of the small catalog is corrected: `SloAlerts "checkout": target` */
  readonly place: (entry: string) => string;
}

/**
 * Checks everything that a component is made of, without an engine and without an SDK.
 *
 * @throws pulumi.RunError with all that is wrong, each a line with the name of the argument
 */
export function prepare<S extends Shape>(pieces: Pieces<S>): Prepared {
  const { vendor, small, given = {}, named, kinds, faults = [], alerts: isFor = () => true } = pieces;
  const of = `${pieces.noun} ${JSON.stringify(pieces.name)}`;
  const sound = soundOf(small);
  if ("faults" in sound) return stop(of, [...faults, ...sound.faults]);
  const monitoring = { resolved: sound.resolved, alerts: sound.alerts.filter(isFor), dashboards: [], protect: false };
  const refused = vendor.refusals(monitoring).map(({ entry, why }) => ({
    argument: entry === undefined ? "" : argumentAt(entry, small),
    what: `${vendor.title} cannot express it: ${why}`,
  }));
  const missing = vendor.sdk === undefined ? undefined : missingPackages(vendor.title, [vendor.sdk]);
  const absent = missing ? [{ argument: "", what: `${missing.what}: ${missing.remediation}` }] : [];
  if (faults.length + refused.length + absent.length > 0) return stop(of, [...faults, ...refused, ...absent]);
  for (const warning of linesOf(of, sound.warnings)) pulumi.log.warn(warning);
  const plan = (pieces.plan?.(monitoring, alone(vendor)) ?? vendor.plan(monitoring, alone(vendor))) as Plan<AnyShape>;
  const place = (entry: string) => [of, argumentAt(entry, small)].filter(Boolean).join(": ");
  return { vendor, monitoring, plan: kinds ? only(kinds, plan) : plan, given, named, place };
}

/** The stack of a component: no other vendor, and no settings but what its arguments say. */
const alone = ({ name }: Vendor): Stack => ({ senders: [name], setting: () => undefined, required: () => "" });

/** What shows other components of the same vendor, which are sound already. */
export interface Showing {
  readonly noun: string;
  readonly name: string;
  readonly vendor: Vendor;
  /** asked where there are no faults */
  readonly monitoring: () => Monitoring;
  readonly given: Given;
  readonly faults: readonly Fault[];
}

/**
 * The dashboards of what other components are made of.
 *
 * @throws pulumi.RunError with all that is wrong, each a line with the name of the argument
 */
export function prepareShowing({ noun, name, vendor, given, faults, ...showing }: Showing): Prepared {
  const of = `${noun} ${JSON.stringify(name)}`;
  if (faults.length > 0) return stop(of, faults);
  const monitoring = showing.monitoring();
  const plan = only(["dashboard"], vendor.plan(monitoring, alone(vendor)));
  return { vendor, monitoring, plan, given, named: (logical) => logical, place: () => of };
}

function stop(of: string, faults: readonly Fault[]): never {
  const lines = new Set(linesOf(of, faults));
  throw new pulumi.RunError(`${[...lines].join("\n")}\n\nNothing of ${of} was registered.`);
}

/** A plan of objects of some kinds; what others were to wait for is there already. */
function only(kinds: readonly string[], plan: Plan<AnyShape>): Plan<AnyShape> {
  const groups = plan.groups.map((group) => ({
    ...group,
    objects: group.objects
      .filter(({ kind }) => kinds.includes(kind))
      .map((spec) => ({ ...spec, ...(spec.after && { after: spec.after.filter(({ kind }) => kinds.includes(kind)) }) })),
  }));
  return { groups, ...(plan.lookedUp && { lookedUp: plan.lookedUp }) };
}

type Answers = (reference: Reference) => pulumi.Output<string>;

/** A component whose objects are those of a vendor's plan. */
export abstract class Piece extends pulumi.ComponentResource<Answers> {
  /** @internal what it is made of, for a component that shows it */
  readonly prepared: Prepared;

  /** @param type token: `slostack:datadog:SloAlerts` */
  constructor(type: `slostack:${string}:${string}`, name: string, prepared: Prepared, options: pulumi.ComponentResourceOptions) {
    super(type, name, {}, options);
    this.prepared = prepared;
  }

  /** @internal loads the SDK of the vendor; who depends on the component waits for it */
  protected override async initialize(): Promise<Answers> {
    // The base class calls this before the constructor has set a field.
    await Promise.resolve();
    const { vendor, plan, given, named, place } = this.prepared;
    return registerBelow(this, vendor, plan, { given, named, place });
  }

  /** An answer of an object by its logical name in the plan; its id if `output` is left out. */
  protected answer(kind: string, name: string, output?: string): pulumi.Output<string> {
    const reference = { kind, name, ...(output !== undefined && { output }) };
    return pulumi.output(this.getData().then((answers) => answers(reference)));
  }
}
