import { nearest } from "../model/nearest.ts";
import type { Evaluator, Monitoring, PageKeys, Pager, Setting, Vendor } from "./vendor.ts";

export interface Registry {
  readonly pagers: readonly Pager[];
  readonly evaluators: readonly Evaluator[];
}

/** The vendors of one stack, and everything that speaks against standing them up. */
export interface Selection {
  /** at most one: two would wake everybody twice */
  readonly pager: Pager | undefined;
  readonly evaluators: readonly Evaluator[];
  /** one sentence each; nothing may be registered while there is one */
  readonly objections: readonly string[];
}

/** The stack settings, as far as a vendor may ask for them. */
export interface Settings {
  /** names of the vendors that are switched on */
  readonly vendors: readonly string[];
  stateOf(key: string): "absent" | "plain" | "secret";
}

/** The keys of a stack without a pager. */
export const nobody: PageKeys = {
  key(onCall, sender) {
    throw new Error(`${sender} asks for on-call ${onCall.id}, but this environment pages nobody`);
  },
  address: () => undefined,
  outputs: {},
};

/** The vendors that the stack has switched on, in the order of the registry, against what the catalog needs. */
export function select(registry: Registry, monitoring: Monitoring, settings: Settings): Selection {
  const isOn = ({ name }: Vendor) => settings.vendors.includes(name);
  const pagers = registry.pagers.filter(isOn);
  const evaluators = registry.evaluators.filter(isOn);
  const objections = [
    ...unknownVendors(registry, settings.vendors),
    ...absentEvaluators(monitoring, evaluators),
    ...wrongPagers(registry, monitoring, pagers),
    ...[...pagers, ...evaluators].flatMap((vendor) => [
      ...vendor.settings(monitoring).flatMap((setting) => faultySetting(setting, settings)),
      ...vendor.refusals(monitoring).map((refusal) => `${vendor.name} cannot express it: ${refusal}`),
    ]),
  ];
  return { pager: pagers[0], evaluators, objections };
}

function unknownVendors({ pagers, evaluators }: Registry, names: readonly string[]): string[] {
  const known = [...pagers, ...evaluators].map(({ name }) => name);
  return names
    .filter((name) => !known.includes(name))
    .map((name) => {
      const near = nearest(name, known);
      return `slostack:vendors names ${name}, which is none of ${known.join(", ")}${near ? `; ${near} is meant?` : ""}`;
    });
}

function absentEvaluators({ alerts, dashboards }: Monitoring, on: readonly Evaluator[]): string[] {
  const used = [...dashboards.map(({ source }) => source), ...alerts.map(({ evaluator }) => evaluator)];
  const needed = new Map(used.map((source) => [source.evaluator, source.id]));
  const names: readonly string[] = on.map(({ name }) => name);
  return [...needed]
    .filter(([name]) => !names.includes(name))
    .map(
      ([name, source]) => `source ${source} is evaluated and shown by ${name}, which this stack has not switched on in slostack:vendors`,
    );
}

function wrongPagers({ pagers }: Registry, { alerts, resolved }: Monitoring, on: readonly Pager[]): string[] {
  const paging = alerts.filter(({ route }) => route.kind === "page").map(({ name }) => name);
  if (on.length > 1) return [`slostack:vendors switches on ${on.map(({ name }) => name).join(" and ")}: everybody would be woken twice`];
  if (on.length === 1 || paging.length === 0) return [];
  const known = pagers.map(({ name }) => name).join(", ");
  return [`${paging.length} alerts of ${resolved.environment.id} page (${paging[0]}, …), and slostack:vendors has no pager: ${known}`];
}

function faultySetting({ key, secret }: Setting, settings: Settings): string[] {
  const state = settings.stateOf(key);
  const way = `pulumi config set ${secret ? "--secret " : ""}${key}`;
  if (state === "absent") return [`${key} is not set: ${way}`];
  return secret && state === "plain" ? [`${key} stands in plain text in the stack settings: ${way}`] : [];
}
