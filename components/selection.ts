import { nearest } from "../model/nearest.ts";
import { formatCount } from "../model/quantity.ts";
import { type RefusalBy, sentenceOf } from "../model/refusal.ts";
import type { Source } from "../model/resolved.ts";
import { type Monitoring, type Role, roles, type Setting, type Vendor } from "./vendor.ts";

/** The vendors of one stack, and everything that speaks against standing them up. */
export interface Selection {
  /** in the order in which they stand up */
  readonly vendors: readonly Vendor[];
  /** preflight errors, one sentence each; nothing may be registered while there is one */
  readonly errors: readonly string[];
}

/** The stack settings, as far as a vendor may ask for them. */
export interface Settings {
  /** names of the vendors that are switched on */
  readonly vendors: readonly string[];
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
    ...unmetBy(vendors, registry, monitoring, settings.vendors),
    ...vendors.flatMap((vendor) => [
      ...vendor.settings(monitoring).flatMap((setting) => faultySetting(setting, settings)),
      ...refusalsOf([vendor], monitoring).map(sentenceOf),
    ]),
  ];
  // Two vendors may lack the same setting.
  return { vendors, errors: [...new Set(errors)] };
}

/** What speaks against standing a catalog up with these vendors, whatever their settings are: one sentence each. */
export function unmet(registry: readonly Vendor[], monitoring: Monitoring, names: readonly string[]): string[] {
  const vendors = switchedOn(registry, names);
  return [...unmetBy(vendors, registry, monitoring, names), ...new Set(refusalsOf(vendors, monitoring).map(sentenceOf))];
}

/** The vendors of these names, role by role and within a role as registered. */
export function switchedOn(registry: readonly Vendor[], names: readonly string[]): Vendor[] {
  return roles.flatMap((role) => registry.filter((vendor) => vendor.role === role && names.includes(vendor.name)));
}

/** Names of those that may send pages. */
export const sendersOf = (vendors: readonly Vendor[]): string[] => withRole(vendors, "receiver", "evaluator").map(({ name }) => name);

const withRole = (vendors: readonly Vendor[], ...those: readonly Role[]): Vendor[] => vendors.filter(({ role }) => those.includes(role));

const unmetBy = (on: readonly Vendor[], registry: readonly Vendor[], monitoring: Monitoring, names: readonly string[]): string[] => [
  ...unknownVendors(registry, names),
  ...absentEvaluators(monitoring, withRole(on, "receiver", "evaluator")),
  ...absentPagers(monitoring, withRole(on, "pager")),
];

function unknownVendors(vendors: readonly Vendor[], names: readonly string[]): string[] {
  const known = vendors.map(({ name }) => name);
  return names
    .filter((name) => !known.includes(name))
    .map((name) => {
      const near = nearest(name, known);
      return `slostack:vendors names ${name}, which is not one of ${known.join(", ")}${near ? `. Did you mean "${near}"?` : ""}`;
    });
}

/** Rule files of a Prometheus are rendered, not provisioned: no vendor of a stack evaluates them. */
const rendered = "prometheus";

/** What a Prometheus holds is shown by Grafana, whoever evaluates it. */
const showerOf = (source: Source): string => (source.kind === "prometheus" ? "grafana" : source.evaluator);

function absentEvaluators({ alerts, dashboards }: Monitoring, on: readonly Vendor[]): string[] {
  const needed = new Map<string, string>([
    ...dashboards.map(({ source }) => [showerOf(source), source.id] as const),
    ...alerts.map(({ evaluator }) => [evaluator.evaluator, evaluator.id] as const),
  ]);
  const names: readonly string[] = on.map(({ name }) => name);
  return [...needed]
    .filter(([name]) => name !== rendered && !names.includes(name))
    .map(([name, source]) => `source ${source} needs ${name}, which is not in slostack:vendors of this stack`);
}

function absentPagers({ alerts, resolved }: Monitoring, on: readonly Vendor[]): string[] {
  const paging = Map.groupBy(
    alerts.flatMap(({ name, route }) => (route.kind === "page" ? [{ name, pager: route.onCall.pager }] : [])),
    ({ pager }) => pager,
  );
  return [...paging]
    .filter(([pager]) => on.every(({ name }) => name !== pager))
    .map(
      ([pager, [first, ...more]]) =>
        `${formatCount(more.length + 1, "alert")} of ${resolved.environment.id} ${more.length > 0 ? "page" : "pages"} through ${pager} (${first?.name}${more.length > 0 ? ", …" : ""}), which is not in slostack:vendors of this stack`,
    );
}

function faultySetting(setting: Setting, settings: Settings): string[] {
  const { decides, key, secret } = setting;
  const state = settings.stateOf(key);
  const way = `pulumi config set ${secret ? "--secret " : ""}${key}`;
  if (state === "absent") return [`${key} is not set: ${way}${decides === undefined ? "" : ` ${decides}`}`];
  const faults = (setting.faults?.(settings.read(key) ?? "") ?? []).map((fault) => `${key} ${fault}`);
  return [...(secret && state === "plain" ? [`${key} is in plain text in the stack settings: ${way}`] : []), ...faults];
}
