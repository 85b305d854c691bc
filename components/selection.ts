import { nearest } from "../model/nearest.ts";
import { type RefusalBy, sentenceOf } from "../model/refusal.ts";
import { notifyingOf } from "../monitors/notifying.ts";
import { missingPackages } from "./packages.ts";
import { type Monitoring, type Role, roles, type Setting, type Vendor } from "./vendor.ts";

/** The vendors of one stack, and everything that speaks against standing them up. */
export interface Selection {
  /** in the order in which they stand up */
  readonly vendors: readonly Vendor[];
  /** preflight errors, one sentence each; nothing may be registered while there is one */
  readonly errors: readonly string[];
}

/** Names of the vendors that a stack has (`slostack:vendors`), and of those that it goes without (`slostack:withoutVendors`). */
export interface Chosen {
  readonly vendors: readonly string[];
  readonly without: readonly string[];
}

/** The stack settings, as far as a vendor may ask for them. */
export interface Settings extends Chosen {
  stateOf(key: string): "absent" | "plain" | "secret";
  /** the value, for what a vendor finds wrong with it; a secret is never repeated */
  read(key: string): string | undefined;
}

/** What vendors cannot express, with the name of each; the same one may be there twice. */
export function refusalsOf(vendors: readonly Vendor[], monitoring: Monitoring): RefusalBy[] {
  return vendors.flatMap((vendor) => vendor.refusals(monitoring).map((refusal) => ({ by: vendor.name, ...refusal })));
}

/** The vendors that the stack has switched on, role by role and within a role as registered, against what the catalog needs. */
export function select(registry: readonly Vendor[], monitoring: Monitoring, settings: Settings): Selection {
  const vendors = switchedOn(registry, settings.vendors);
  const errors = [
    ...missing(registry, monitoring, settings),
    ...vendors.flatMap((vendor) => [
      ...vendor.settings(monitoring).flatMap((setting) => faultySetting(setting, settings)),
      ...refusalsOf([vendor], monitoring).map(sentenceOf),
      ...missingSdk(vendor, monitoring),
    ]),
  ];
  // Two vendors may lack the same setting.
  return { vendors, errors: [...new Set(errors)] };
}

/** What speaks against standing a catalog up with these vendors, whatever their settings are: one sentence each. */
export function unmet(registry: readonly Vendor[], monitoring: Monitoring, chosen: Chosen): string[] {
  const refusals = refusalsOf(switchedOn(registry, chosen.vendors), monitoring).map(sentenceOf);
  return [...missing(registry, monitoring, chosen), ...new Set(refusals)];
}

/** The vendors of these names, role by role and within a role as registered. */
export function switchedOn(registry: readonly Vendor[], names: readonly string[]): Vendor[] {
  return roles.flatMap((role) => registry.filter((vendor) => vendor.role === role && names.includes(vendor.name)));
}

/** Names of those that may send pages. */
export const sendersOf = (vendors: readonly Vendor[]): string[] => withRole(vendors, "receiver", "evaluator").map(({ name }) => name);

const withRole = (vendors: readonly Vendor[], ...those: readonly Role[]): Vendor[] => vendors.filter(({ role }) => those.includes(role));

/** Does the catalog ask anything of this vendor? */
export const isNeeded = (vendor: Vendor, monitoring: Monitoring): boolean => vendor.settings(monitoring).length > 0;

function missing(registry: readonly Vendor[], monitoring: Monitoring, { vendors, without }: Chosen): string[] {
  const both = vendors.filter((name) => without.includes(name));
  return [
    ...unknown(registry, "slostack:vendors", vendors),
    ...unknown(registry, "slostack:withoutVendors", without),
    ...both.map((name) => `${name} is in both slostack:vendors and slostack:withoutVendors`),
    ...registry
      .filter((vendor) => !vendors.includes(vendor.name) && isNeeded(vendor, monitoring))
      .flatMap((vendor) => absent(vendor, registry, monitoring, without)),
  ];
}

function unknown(registry: readonly Vendor[], key: string, names: readonly string[]): string[] {
  const known = registry.map(({ name }) => name);
  return names
    .filter((name) => !known.includes(name))
    .map((name) => {
      const near = nearest(name, known);
      return `${key} names ${name}, which is not one of ${known.join(", ")}${near ? `. Did you mean "${near}"?` : ""}`;
    });
}

/** A stack may go without what people look at, and never without what notifies them: the catalog says who is notified. */
function absent({ name, plan }: Vendor, registry: readonly Vendor[], monitoring: Monitoring, without: readonly string[]): string[] {
  const { environment } = monitoring.resolved;
  const notifying = notifyingThrough(name, monitoring);
  if (notifying.length === 0 && without.includes(name)) return [];
  const stack = { senders: sendersOf(registry), setting: () => undefined, required: (key: string) => `\${${key}}` };
  const planned = plan(monitoring, stack).groups.flatMap(({ objects }) => objects.flatMap(({ from }) => from));
  const who = inWords(notifying.length > 0 ? notifying : planned);
  const remedies =
    notifying.length > 0
      ? ` to notify people: add it, or change the catalog so that ${environment.id} does not need it`
      : ": add it, or list it in slostack:withoutVendors to deploy without it";
  return [`${name} is not in slostack:vendors of this stack, and ${who}${remedies}`];
}

/** Entries of which people hear by this vendor: it evaluates them, or pages for them. */
function notifyingThrough(name: string, { resolved, alerts }: Monitoring): string[] {
  const { environment, organization } = resolved;
  const external = environment.pages ? organization.onCalls.filter(({ pager, senders }) => pager === name && senders.length > 0) : [];
  return [
    ...notifyingOf(resolved, alerts)
      .filter(({ evaluator, route }) => evaluator === name || (route.kind === "page" && route.onCall.pager === name))
      .map(({ entry }) => entry),
    ...external.map(({ id }) => `on-call/${id}`),
  ];
}

function inWords(entries: readonly string[]): string {
  const [first, ...more] = new Set(entries);
  return more.length === 0 ? `${first} needs it` : `${first} and ${more.length} more ${more.length === 1 ? "entry" : "entries"} need it`;
}

/** A vendor that has nothing to do loads no SDK. */
function missingSdk(vendor: Vendor, monitoring: Monitoring): string[] {
  const { title, sdk } = vendor;
  const missing = sdk !== undefined && isNeeded(vendor, monitoring) && missingPackages(title, [sdk]);
  return missing ? [`${missing.what}: ${missing.remediation}`] : [];
}

function faultySetting(setting: Setting, settings: Settings): string[] {
  const { decides, key, optional, secret } = setting;
  const state = settings.stateOf(key);
  const way = `pulumi config set ${secret ? "--secret " : ""}${key}`;
  if (state === "absent" && optional) return [];
  if (state === "absent") return [`${key} is not set: ${way}${decides === undefined ? "" : ` ${decides}`}`];
  const faults = (setting.faults?.(settings.read(key) ?? "") ?? []).map((fault) => `${key} ${fault}`);
  return [...(secret && state === "plain" ? [`${key} is in plain text in the stack settings: ${way}`] : []), ...faults];
}
