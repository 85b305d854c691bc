import type { Account } from "../account.ts";
import type { Fields, Path } from "./value.ts";

/** One reason why something is refused, and the property that it is about. */
export interface Refusal {
  readonly property: Path;
  readonly reason: string;
}

/** The object that an input belongs to: its id if it exists already, and the moment at which the vendor looks at it. */
export interface Subject {
  readonly id: string | undefined;
  readonly account: Account;
  readonly now: Date;
}

/** What the fake provider must know of one kind of object: data and pure functions. */
export interface ResourceModel {
  readonly required?: readonly string[];
  /** Filled with "<logical name>-<7 digits>" if the program leaves it out, as the vendor's plugin does. */
  readonly autoname?: string;
  /** Properties that the vendor cannot change on a living object: another value means another object. */
  readonly replaces?: readonly Path[];
  /** More properties that force a replacement, depending on their values. */
  readonly replacedBy?: (existing: Fields, wanted: Fields) => readonly string[];
  /** What the vendor's plugin fills in where the program says nothing. */
  readonly defaults?: (inputs: Fields) => Fields;
  /** What the vendor's plugin refuses, already at preview. */
  readonly check?: (inputs: Fields) => Refusal[];
  /** What only the vendor's API refuses, at create or update. The inputs are normalised and fully known. */
  readonly refuse?: (inputs: Fields, subject: Subject) => Refusal[];
  /** Why the vendor does not delete the object now. */
  readonly refuseDelete?: (id: string, stored: Fields, account: Account) => string | undefined;
  /** What the vendor's API gives back for these inputs (order, case, spelling). */
  readonly normalise?: (inputs: Fields) => Fields;
  /** The form in which the vendor's plugin compares: inputs of one canonical form are no difference. */
  readonly canonical?: (inputs: Fields) => Fields;
  /** Outputs that the vendor computes. */
  readonly computed?: (id: string, stored: Fields, account: Account) => Fields;
  /** Names of the computed outputs: unknown at preview, and never a reason to update. */
  readonly computes?: readonly string[];
  /** Computed outputs and inputs that are always secret. */
  readonly secrets?: readonly Path[];
  /** Inputs that the vendor never gives back: kept from the state at a refresh, so that drift in them is invisible. */
  readonly writeOnly?: readonly Path[];
  /** Inputs that the vendor's plugin does not ask for once an object is in a state: a refresh sees no edit of them. */
  readonly unread?: readonly string[];
  /** The vendor's plugin fails to read an object that is gone, instead of saying so. */
  readonly goneIsError?: true;
  readonly id: (inputs: Fields) => string;
  /** The whole id of an object, where an import may name a part of it. */
  readonly wholeId?: (id: string) => string;
  /** Creating takes over what is already there under this id (the vendor's PUT), instead of being refused. */
  readonly upsert?: (inputs: Fields) => boolean;
}

/** A look-up. Throws a sentence if nothing matches, as the vendor's plugin does. */
export type FunctionModel = (args: Fields, account: Account) => Fields;

/** Everything that a fake provider must know of a vendor. */
export interface VendorModel {
  /** The provider's name, such as "grafana": the first part of its tokens. */
  readonly package: string;
  readonly version: string;
  /** A Terraform provider that a bridge turns into this package: the engine runs the bridge and names the provider to it. */
  readonly bridged?: Bridged;
  readonly resources: Readonly<Record<string, ResourceModel>>;
  readonly functions?: Readonly<Record<string, FunctionModel>>;
}

export interface Bridged {
  /** The plugin that is the bridge, such as "terraform-provider". */
  readonly plugin: string;
  readonly pluginVersion: string;
  /** Where the bridge finds the provider, such as "registry.example.com/acme/anvils". */
  readonly address: string;
}

/** The name of the plugin that the engine asks for this vendor. */
export function pluginOf(vendor: VendorModel): string {
  return vendor.bridged?.plugin ?? vendor.package;
}

/** "grafana:alerting/ruleGroup:RuleGroup" -> "ruleGroup" */
export function kindOf(token: string): string {
  const name = token.split(":").at(-1) ?? token;
  return name.charAt(0).toLowerCase() + name.slice(1);
}
