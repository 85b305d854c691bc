import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { Account } from "../account.ts";
import { type Difference, differences } from "./diff.ts";
import { failIfAsked, type Method } from "./faults.ts";
import { kindOf, type Refusal, type ResourceModel, type Subject, type VendorModel } from "./model.ts";
import { inputsFrom, planned, stored, withWriteOnly } from "./stored.ts";
import { type Fields, fields, hasUnknown, type Path, pattern, unwrap, valueAt, wrap } from "./value.ts";

/** A resource as the engine names it. */
export interface Named {
  readonly type: string;
  /** The logical name. */
  readonly name: string;
}

export interface Created {
  readonly id: string;
  readonly properties: Fields;
}

/**
 * The provider protocol on plain values, for any vendor that is described by a model. Knows no vendor itself.
 * Every method throws the sentence that a vendor's plugin would report.
 */
export class FakeProvider {
  readonly #models: ReadonlyMap<string, VendorModel>;
  readonly #folder: string;
  readonly #clock: () => Date;

  /** @param folder holds one account a package, and `faults.json` if something is to fail */
  constructor(models: readonly VendorModel[], folder: string, clock: () => Date = () => new Date()) {
    this.#models = new Map(models.map((model) => [model.package, model]));
    this.#folder = folder;
    this.#clock = clock;
  }

  vendor(name: string): VendorModel {
    const vendor = this.#models.get(name);
    if (vendor === undefined) throw new Error(`no fake provider for the package "${name}"`);
    return vendor;
  }

  /** What the vendor's plugin makes of the inputs, and what it refuses before anything is sent to the vendor. */
  check(resource: Named, before: Fields, news: Fields): { readonly inputs: Fields; readonly failures: readonly Refusal[] } {
    const model = this.#model(resource.type);
    const secrets: Path[] = [];
    const said = fields(unwrap(news, secrets));
    const named =
      model.autoname === undefined || model.autoname in said ? said : autonamed(model.autoname, resource, said, unwrapped(before));
    const inputs = model.defaults?.(named) ?? named;
    const missing = (model.required ?? [])
      .filter((property) => inputs[property] === undefined)
      .map((property) => ({ property, reason: `Missing required argument: "${property}"` }));
    // A value that is not known yet switches the checks on its field off.
    const failures = (model.check?.(inputs) ?? []).filter(({ property }) => !hasUnknown(valueAt(inputs, property)));
    return { inputs: fields(wrap(inputs, secrets)), failures: [...missing, ...failures] };
  }

  /** Compares what exists (as the state last saw it) with what is wanted. */
  diff(resource: Named, outputs: Fields, news: Fields): Difference[] {
    const model = this.#model(resource.type);
    const wanted = unwrapped(news);
    const mayIgnore = new Set((model.computes ?? []).filter((name) => !(name in wanted)));
    const existing = Object.fromEntries(Object.entries(unwrapped(outputs)).filter(([name]) => !mayIgnore.has(name) && name !== "id"));
    // Where something is not known yet, both sides are compared as they are written: an unknown has no canonical form.
    const open = Object.keys(wanted).filter((name) => hasUnknown(wanted[name]));
    const written = (value: Fields) => Object.fromEntries(open.flatMap((name) => (name in value ? [[name, value[name] ?? null]] : [])));
    const canonical = (value: Fields) => ({ ...(model.canonical?.(value) ?? value), ...written(value) });
    const another = (model.replacedBy?.(existing, wanted) ?? []).filter((name) => !open.includes(name));
    return differences(canonical(existing), canonical(wanted), [...(model.replaces ?? []), ...another]);
  }

  async create(resource: Named, properties: Fields, preview: boolean): Promise<Created> {
    const model = this.#model(resource.type);
    const secrets: Path[] = [];
    const inputs = fields(unwrap(properties, secrets));
    if (preview) return { id: "", properties: marked(model, planned(model, inputs), secrets) };
    return this.#call("create", resource, async (account, kind) => {
      this.#refuse(model, resource, inputs, { id: undefined, account });
      const id = model.id(inputs);
      if (!model.upsert?.(inputs) && account.get(kind, id) !== undefined)
        throw new Error(`creating ${kind} "${id}": 409 Conflict: it already exists`);
      account.put(kind, id, stored(model, inputs));
      return { id, properties: this.#outputs(model, kind, id, account, inputs, secrets) };
    });
  }

  /** Undefined if the object is gone. `properties` and `inputs` are those of the state, empty at an import. */
  async read(
    resource: Named,
    asked: string,
    properties: Fields,
    inputs: Fields,
  ): Promise<{ readonly id: string; readonly properties: Fields; readonly inputs: Fields } | undefined> {
    const model = this.#model(resource.type);
    const id = model.wholeId?.(asked) ?? asked;
    const secrets: Path[] = [];
    const known = fields(unwrap(properties, secrets));
    const before = fields(unwrap(inputs, secrets));
    return this.#call("read", resource, async (account, kind) => {
      const kept = account.get(kind, id);
      if (kept === undefined && model.goneIsError) throw new Error(`reading ${kind} "${id}": 404 Not Found`);
      if (kept === undefined) return undefined;
      const unasked = Object.fromEntries((model.unread ?? []).flatMap((name) => (name in known ? [[name, known[name] ?? null]] : [])));
      const now = { ...withWriteOnly(model, kept, known), ...unasked };
      return {
        id,
        properties: { ...this.#outputs(model, kind, id, account, known, secrets), ...marked(model, unasked, secrets) },
        inputs: marked(model, inputsFrom(model, now, before), secrets),
      };
    });
  }

  async update(resource: Named, id: string, olds: Fields, news: Fields, preview: boolean): Promise<Fields> {
    const model = this.#model(resource.type);
    const secrets: Path[] = [];
    const inputs = fields(unwrap(news, secrets));
    if (preview) return marked(model, planned(model, inputs, unwrapped(olds)), secrets);
    return this.#call("update", resource, async (account, kind) => {
      if (account.get(kind, id) === undefined) throw new Error(`updating ${kind} "${id}": 404 Not Found`);
      this.#refuse(model, resource, inputs, { id, account });
      account.put(kind, id, stored(model, inputs));
      return this.#outputs(model, kind, id, account, inputs, secrets);
    });
  }

  async delete(resource: Named, id: string): Promise<void> {
    const model = this.#model(resource.type);
    await this.#call("delete", resource, async (account, kind) => {
      const kept = account.get(kind, id);
      // Gone already: to a vendor's plugin that is as good as deleted.
      if (kept === undefined) return;
      const reason = model.refuseDelete?.(id, kept, account);
      if (reason !== undefined) throw new Error(`deleting ${kind} "${id}": ${reason}`);
      account.remove(kind, id);
    });
  }

  async invoke(token: string, args: Fields): Promise<Fields> {
    const vendor = this.vendor(packageOf(token));
    const look = vendor.functions?.[token];
    if (look === undefined) throw new Error(`the fake provider for ${vendor.package} does not know the function ${token}`);
    return this.#call("invoke", { type: token, name: "" }, async (account) => look(unwrapped(args), account));
  }

  #model(token: string): ResourceModel {
    const vendor = this.vendor(packageOf(token));
    const model = vendor.resources[token];
    if (model === undefined) throw new Error(`the fake provider for ${vendor.package} does not know the type ${token}`);
    return model;
  }

  async #call<T>(method: Method, resource: Named, work: (account: Account, kind: string) => Promise<T>): Promise<T> {
    const kind = kindOf(resource.type);
    const call = { method, type: resource.type, kind, name: resource.name };
    const faults = join(this.#folder, "faults.json");
    await failIfAsked(faults, call, "before");
    const result = await work(new Account(join(this.#folder, packageOf(resource.type))), kind);
    await failIfAsked(faults, call, "after");
    return result;
  }

  #refuse(model: ResourceModel, resource: Named, inputs: Fields, subject: Omit<Subject, "now">): void {
    const reasons = model.refuse?.(model.normalise?.(inputs) ?? inputs, { ...subject, now: this.#clock() }) ?? [];
    if (reasons.length === 0) return;
    const verb = subject.id === undefined ? "creating" : "updating";
    const sentences = reasons.map(({ property, reason }) => (property === "" ? reason : `${property}: ${reason}`));
    throw new Error(`${verb} ${kindOf(resource.type)}: 400 Bad Request: ${sentences.join("; ")}`);
  }

  #outputs(model: ResourceModel, kind: string, id: string, account: Account, known: Fields, secrets: readonly Path[]): Fields {
    const kept = account.get(kind, id) ?? {};
    return marked(model, { ...withWriteOnly(model, kept, known), ...model.computed?.(id, kept, account) }, secrets);
  }
}

function unwrapped(value: Fields): Fields {
  return fields(unwrap(value));
}

/** Marks as secret what came as a secret, wherever in a reordered list it is now, and what always is one. */
function marked(model: ResourceModel, value: Fields, secrets: readonly Path[]): Fields {
  return fields(wrap(value, [...secrets.map(pattern), ...(model.secrets ?? []), ...(model.writeOnly ?? [])]));
}

function autonamed(property: string, resource: Named, said: Fields, before: Fields): Fields {
  return { ...said, [property]: before[property] ?? `${resource.name}-${randomBytes(4).toString("hex").slice(0, 7)}` };
}

/** "grafana:oss/folder:Folder" -> "grafana" */
export function packageOf(token: string): string {
  return token.split(":")[0] ?? "";
}
