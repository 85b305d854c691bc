import * as pulumi from "@pulumi/pulumi";
import { once } from "../model/once.ts";
import { type AnyShape, type Group, handedTo, type Plan, type Reference, type Refs, type Spec, type Stack, type Standing } from "./plan.ts";
import { sendersOf } from "./selection.ts";
import type { Given, Monitoring, Outputs, Resources, Vendor } from "./vendor.ts";

/**
 * Registers the plans of vendors and answers their stack outputs by name of the vendor. An object that another one
 * refers to is registered before it, regardless of the order in the plan.
 *
 * @throws pulumi.RunError, before any object is registered, that names everything that plans look up and no vendor has
 *
 * @param vendors pagers first: keys are created before they are used
 * @param given values that the program supplies in place of a vendor
 * @param parent of every component; their aliases are the URNs that they have without one
 */
export async function register(
  vendors: readonly Vendor[],
  monitoring: Monitoring,
  given: Given = {},
  parent?: pulumi.ComponentResource,
): Promise<Readonly<Record<string, Outputs>>> {
  const stack: Stack = { senders: given.senders ?? sendersOf(vendors), setting, required: (key) => setting(key) ?? "", now: Date.now() };
  const outputs: Record<string, Outputs> = {};
  const registrars: Registrar[] = [];
  const registered: Registrar[] = [];
  for (const vendor of vendors) {
    const plan = vendor.plan(monitoring, stack);
    for (const notice of plan.notices ?? []) pulumi.log.warn(notice);
    outputs[vendor.name] = {};
    if (plan.groups.length === 0) continue;
    registrars.push(new Registrar(vendor, plan, await vendor.resources(), monitoring.protect, { registered, given }, parent));
  }
  const missing = (await Promise.all(registrars.map((registrar) => registrar.missing()))).flat();
  if (missing.length > 0)
    throw new pulumi.RunError(`${missing.join("\n")}\n\nNo vendor's object was registered, only the component that is to hold them.`);
  for (const registrar of registrars) {
    registered.push(registrar);
    outputs[registrar.vendor.name] = registrar.register();
  }
  return outputs;
}

/** How a program registers a plan by itself. */
export interface Below {
  readonly given: Given;
  /** name at the engine, by the logical one of the plan: two components of a program may have one plan */
  named(logical: string): string;
  /** where people correct what a path of the catalog says: `OnCallService "checkout": team` */
  place(entry: string): string;
}

/**
 * Registers the objects of one vendor's plan directly below a component of a program's own, in the place of the components of
 * the plan. Protection and connection are those of `parent`, as Pulumi passes them on; a vendor that takes no
 * connection from the settings has one for all of them.
 *
 * @returns the value of an answer of an object, by its logical name
 * @throws pulumi.RunError, before any object is registered, that names everything that the plan looks up and the vendor does not have
 */
export async function registerBelow(
  parent: pulumi.ComponentResource,
  vendor: Vendor,
  plan: Plan<AnyShape>,
  below: Below,
): Promise<(reference: Reference) => pulumi.Output<string>> {
  const registrar = new Registrar(vendor, plan, await vendor.resources(), undefined, { registered: [], given: below.given }, parent, below);
  const missing = await registrar.missing();
  if (missing.length > 0) throw new pulumi.RunError(`${missing.join("\n")}\n\nNothing of it was registered.`);
  registrar.registerBelow(parent);
  return (reference) => registrar.answer(reference);
}

type Connections = Map<string, pulumi.ProviderResource | undefined>;

/**
 * The connections of components that stand by themselves and were given none, one a vendor: by the stack of the run, as the
 * Automation API runs programs one after the other in a process, and tests with mocks run in none.
 */
const shared = once((_run: object): Connections => new Map());
const noStack = {};

/** That of the component's options, else one for all components of a program. */
function connectionBelow(vendor: Vendor, { provider }: Resources<AnyShape>, parent: pulumi.ComponentResource | undefined) {
  const [type = ""] = Object.values(vendor.kinds).map((kind) => kind.type);
  const given = parent?.getProvider(type);
  if (given) return given;
  const connections = shared(pulumi.runtime.getStackResource() ?? noStack);
  if (!connections.has(vendor.name)) connections.set(vendor.name, provider?.());
  return connections.get(vendor.name);
}

/** Whom a plan may ask for keys and addresses. */
interface Others {
  readonly registered: readonly Registrar[];
  readonly given: Given;
}

/** A component groups the objects of one purpose; what it is made of is in the plan. */
class Component extends pulumi.ComponentResource {
  output(outputs: Outputs): void {
    this.registerOutputs(outputs);
  }
}

/** The plan of one vendor on its way to the engine. */
class Registrar implements Standing {
  readonly vendor: Vendor;
  readonly plan: Plan<AnyShape>;
  private readonly resources: Resources<AnyShape>;
  private readonly protect: boolean | undefined;
  private readonly others: Others;
  private readonly provider: pulumi.ProviderResource | undefined;
  private readonly parent: pulumi.ComponentResource | undefined;
  private readonly below: Below | undefined;
  private readonly components = new Map<string, pulumi.ComponentResource>();
  private readonly waiting: ReadonlyMap<string, readonly [Spec<AnyShape>, Group<AnyShape>]>;
  private readonly made = new Map<string, pulumi.CustomResource>();
  /** every look-up is made once */
  private readonly found = new Map<string, pulumi.Output<never>>();

  constructor(
    vendor: Vendor,
    plan: Plan<AnyShape>,
    resources: Resources<AnyShape>,
    protect: boolean | undefined,
    others: Others,
    parent: pulumi.ComponentResource | undefined,
    below?: Below,
  ) {
    this.vendor = vendor;
    this.plan = plan;
    this.resources = resources;
    this.protect = protect;
    this.others = others;
    this.provider = below ? connectionBelow(vendor, resources, parent) : resources.provider?.();
    this.parent = parent;
    this.below = below;
    this.waiting = new Map(plan.groups.flatMap((group) => group.objects.map((spec) => [keyOf(spec), [spec, group]] as const)));
  }

  register(): Outputs {
    const { groups, outputs = groups[0]?.outputs } = this.plan;
    const { provider } = this;
    const made: (readonly [Group<AnyShape>, Component])[] = [];
    for (const group of groups) {
      const { type, name, within } = group;
      const outer = within === undefined ? undefined : this.components.get(within);
      const connection = provider && !outer ? { providers: [provider] } : {};
      const component = new Component(type, name, {}, { ...(outer ? { parent: outer } : this.place()), ...connection });
      this.components.set(name, component);
      made.push([group, component]);
    }
    for (const [group, component] of made) {
      for (const spec of group.objects) this.object(spec);
      component.output(group.outputs(this.refs(group)));
    }
    return groups[0] && outputs ? outputs(this.refs(groups[0])) : {};
  }

  registerBelow(parent: pulumi.ComponentResource): void {
    for (const { name } of this.plan.groups) this.components.set(name, parent);
    for (const spec of this.plan.groups.flatMap(({ objects }) => objects)) this.object(spec);
  }

  /** Asks for everything that has to be there before; one sentence for each thing that is not. */
  async missing(): Promise<string[]> {
    const answers = (this.plan.lookedUp ?? []).map(async ({ kind, by, from, what }): Promise<string[]> => {
      try {
        const id = await this.finder(kind)(by, this.provider ? { provider: this.provider } : {});
        this.found.set(keyOfLookUp(kind, by), pulumi.output(id));
        return [];
      } catch (error) {
        const said = (error instanceof Error ? error.message : String(error)).replaceAll(/\s+/g, " ").trim();
        const { title } = this.vendor;
        const absent = `${this.below?.place(from) ?? from}: ${title} does not find the ${what} (${said}). Add it at ${title}`;
        return [this.below ? `${absent}, or correct the argument` : `${absent}, correct the catalog, or set \`pagers: { people: own }\``];
      }
    });
    return (await Promise.all(answers)).flat();
  }

  /** @throws Error if no object of the plan is so called, or has no such answer */
  answer({ kind, name, output = "id" }: Reference): pulumi.Output<string> {
    const answer: unknown = Reflect.get(this.object({ kind, name }), output);
    if (!pulumi.Output.isInstance(answer)) throw new Error(`${this.vendor.title}: ${kind} ${name} answers no ${output}`);
    return answer as pulumi.Output<string>;
  }

  /** Children of a component find their former URNs through its alias. */
  private place(): pulumi.ComponentResourceOptions {
    return this.parent ? { parent: this.parent, aliases: [{ parent: pulumi.rootStackResource }] } : {};
  }

  private component({ name }: Group<AnyShape>): pulumi.ComponentResource {
    const component = this.components.get(name);
    if (!component) throw new Error(`${this.vendor.title}: no component is called ${name}`);
    return component;
  }

  private object(reference: Reference): pulumi.CustomResource {
    const known = this.made.get(keyOf(reference));
    if (known) return known;
    const [spec, group] = this.waiting.get(keyOf(reference)) ?? [];
    if (!spec || !group) throw new Error(`${this.vendor.title}: no ${reference.kind} of the plan is called ${reference.name}`);
    const { classes } = this.resources;
    const { secretOutputs, replaceOnChanges } = this.vendor.kinds[spec.kind] ?? {};
    const Class = classes[spec.kind];
    if (!Class) throw new Error(`${this.vendor.title}: no class of kind ${spec.kind}`);
    const after = spec.after?.map((one) => this.object(one)) ?? [];
    const named = (logical: string) => this.below?.named(logical) ?? logical;
    const resource = new Class(named(spec.name), spec.args(this.refs(group)), {
      parent: this.component(group),
      ...(this.below && this.provider && { provider: this.provider }),
      aliases: spec.formerly.map((name) => ({ name: named(name) })),
      ...(spec.protect && this.protect !== undefined && { protect: this.protect }),
      ...(after.length > 0 && { dependsOn: after }),
      ...(secretOutputs && { additionalSecretOutputs: [...secretOutputs] }),
      ...(replaceOnChanges && { replaceOnChanges: [...replaceOnChanges] }),
    });
    this.made.set(keyOf(spec), resource);
    return resource;
  }

  private refs(group: Group<AnyShape>): Refs<AnyShape> {
    const { registered, given } = this.others;
    const { name: sender } = this.vendor;
    const handed = handedTo(sender, registered, (holder, reference) => holder.answer(reference));
    return {
      ref: (kind, name, output) => {
        const reference = { kind, name, ...(output !== undefined && { output }) };
        return given.answer?.(reference) ?? this.answer(reference);
      },
      lookUp: (kind, by) => (given.lookUp?.(kind) as pulumi.Input<never> | undefined) ?? this.lookUp(kind, by, this.component(group)),
      key: (onCall) => given.key?.(onCall, sender) ?? handed.key(onCall),
      address: (onCall) => given.address?.(onCall) ?? handed.address(onCall),
      heartbeat: (watchdog) => given.heartbeat?.(watchdog) ?? handed.heartbeat(watchdog),
      secret,
      secretPart: (key, _, read) => secret(key).apply(read),
      sealed: (value) => pulumi.secret(value),
      number: (text) => pulumi.output(text).apply(Number),
      text: (parts, write) => pulumi.all(parts as Record<string, pulumi.Input<string>>).apply(write as (parts: object) => string),
    };
  }

  private lookUp(kind: string, by: object, parent: pulumi.Resource): pulumi.Output<never> {
    const key = keyOfLookUp(kind, by);
    const found = this.found.get(key) ?? pulumi.output(this.finder(kind)(by, { parent }));
    this.found.set(key, found);
    return found;
  }

  private finder(kind: string): Finder {
    return this.resources.lookUps[kind as never] as Finder;
  }
}

type Finder = (by: object, options: pulumi.InvokeOutputOptions) => pulumi.Output<never> | Promise<never>;

const keyOfLookUp = (kind: string, by: object): string => `${kind} ${JSON.stringify(by)}`;

const keyOf = ({ kind, name }: Reference): string => `${kind} ${name}`;

/** A plain setting of the stack by its whole name, such as `newrelic:accountId`. */
export function setting(key: string): string | undefined {
  const [pack = "", name = ""] = key.split(":");
  return new pulumi.Config(pack).get(name);
}

/** Whether a setting of the stack is encrypted. The SDK has no public way to ask; a plugin has the settings in no variable of the process. */
export function isSecret(key: string): boolean {
  return (pulumi.runtime as unknown as { isConfigSecret(key: string): boolean }).isConfigSecret(key);
}

function secret(key: string): pulumi.Output<string> {
  const [pack = "", name = ""] = key.split(":");
  return new pulumi.Config(pack).requireSecret(name);
}
