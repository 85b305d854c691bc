import { nearest } from "../model/nearest.ts";
import type { OnCall, PagerKind, Source } from "../model/resolved.ts";
import type { Evaluator, Heartbeats, Monitoring, PageKeys, Pager, Receiver, Setting, Standalone, Vendor } from "./vendor.ts";

/** The vendors by what they do; each list stands up as a whole before the next. */
export interface Registry {
  readonly pagers: readonly Pager[];
  readonly receivers: readonly Receiver[];
  readonly evaluators: readonly Evaluator[];
  readonly standalone: readonly Standalone[];
}

/** The vendors of one stack, and everything that speaks against standing them up. */
export interface Selection extends Registry {
  /** one sentence each; nothing may be registered while there is one */
  readonly objections: readonly string[];
}

/** The stack settings, as far as a vendor may ask for them. */
export interface Settings {
  /** names of the vendors that are switched on */
  readonly vendors: readonly string[];
  stateOf(key: string): "absent" | "plain" | "secret";
  /** the value, for what a vendor finds wrong with it; a secret is never repeated */
  read(key: string): string | undefined;
}

/** The keys of a stack without a pager. */
export const nobody: PageKeys = {
  key(onCall, sender) {
    throw new Error(`${sender} asks for on-call ${onCall.id}, but this environment pages nobody`);
  },
  address: () => undefined,
  outputs: {},
};

/** The keys of several pagers: an on-call service is asked of its own, never of the one that stands by. */
export function pagesOf(pagers: readonly (readonly [PagerKind, PageKeys])[]): PageKeys {
  const own = ({ pager }: OnCall): PageKeys => pagers.find(([name]) => name === pager)?.[1] ?? nobody;
  return {
    key: (onCall, sender) => own(onCall).key(onCall, sender),
    address: (onCall) => own(onCall).address(onCall),
    outputs: Object.fromEntries(pagers.map(([name, { outputs }]) => [name, outputs])),
  };
}

/** The signs of life that several receivers miss. */
export function heartbeatsOf(receivers: readonly Heartbeats[]): Heartbeats {
  return { address: (watchdog) => receivers.map((receiver) => receiver.address(watchdog)).find((address) => address !== undefined) };
}

/** Every vendor of a registry, in the order in which they stand up. */
export function vendorsOf({ pagers, receivers, evaluators, standalone }: Registry): Vendor[] {
  return [...pagers, ...receivers, ...evaluators, ...standalone];
}

/** What vendors cannot express, one sentence each: the vendor, the path in the catalog where there is one, the reason. */
export function refusalsOf(vendors: readonly Vendor[], monitoring: Monitoring): string[] {
  return vendors.flatMap((vendor) => vendor.refusals(monitoring).map((refusal) => `${vendor.name} cannot express it: ${refusal}`));
}

/** The vendors that the stack has switched on, in the order of the registry, against what the catalog needs. */
export function select(registry: Registry, monitoring: Monitoring, settings: Settings): Selection {
  const on = switchedOn(registry, settings.vendors);
  const objections = [
    ...unmetBy(on, registry, monitoring, settings.vendors),
    ...vendorsOf(on).flatMap((vendor) => [
      ...vendor.settings(monitoring).flatMap((setting) => faultySetting(setting, settings)),
      ...refusalsOf([vendor], monitoring),
    ]),
  ];
  // Two vendors may lack the same setting.
  return { ...on, objections: [...new Set(objections)] };
}

/** What speaks against standing a catalog up with these vendors, whatever their settings are: one sentence each. */
export function unmet(registry: Registry, monitoring: Monitoring, vendors: readonly string[]): string[] {
  const on = switchedOn(registry, vendors);
  const refusals = vendorsOf(on).flatMap((vendor) =>
    vendor.refusals(monitoring).map((refusal) => `${vendor.name} cannot express it: ${refusal}`),
  );
  return [...unmetBy(on, registry, monitoring, vendors), ...refusals];
}

function switchedOn(registry: Registry, vendors: readonly string[]): Registry {
  const isOn = ({ name }: Vendor) => vendors.includes(name);
  return {
    pagers: registry.pagers.filter(isOn),
    receivers: registry.receivers.filter(isOn),
    evaluators: registry.evaluators.filter(isOn),
    standalone: registry.standalone.filter(isOn),
  };
}

const unmetBy = (on: Registry, registry: Registry, monitoring: Monitoring, vendors: readonly string[]): string[] => [
  ...unknownVendors(vendorsOf(registry), vendors),
  ...absentEvaluators(monitoring, on),
  ...absentPagers(monitoring, on.pagers),
];

function unknownVendors(vendors: readonly Vendor[], names: readonly string[]): string[] {
  const known = vendors.map(({ name }) => name);
  return names
    .filter((name) => !known.includes(name))
    .map((name) => {
      const near = nearest(name, known);
      return `slostack:vendors names ${name}, which is none of ${known.join(", ")}${near ? `; ${near} is meant?` : ""}`;
    });
}

/** Rule files of a Prometheus are rendered, not provisioned: no vendor of a stack evaluates them. */
const rendered = "prometheus";

/** What a Prometheus holds is shown by Grafana, whoever evaluates it. */
const showerOf = (source: Source): string => (source.kind === "prometheus" ? "grafana" : source.evaluator);

function absentEvaluators({ alerts, dashboards }: Monitoring, { receivers, evaluators }: Registry): string[] {
  const needed = new Map<string, string>([
    ...dashboards.map(({ source }) => [showerOf(source), source.id] as const),
    ...alerts.map(({ evaluator }) => [evaluator.evaluator, evaluator.id] as const),
  ]);
  const names: readonly string[] = [...receivers, ...evaluators].map(({ name }) => name);
  return [...needed]
    .filter(([name]) => name !== rendered && !names.includes(name))
    .map(
      ([name, source]) => `source ${source} is evaluated and shown by ${name}, which this stack has not switched on in slostack:vendors`,
    );
}

function absentPagers({ alerts, resolved }: Monitoring, on: readonly Pager[]): string[] {
  const paging = Map.groupBy(
    alerts.flatMap(({ name, route }) => (route.kind === "page" ? [{ name, pager: route.onCall.pager }] : [])),
    ({ pager }) => pager,
  );
  return [...paging]
    .filter(([pager]) => on.every(({ name }) => name !== pager))
    .map(
      ([pager, [first, ...more]]) =>
        `${more.length + 1} alerts of ${resolved.environment.id} page through ${pager} (${first?.name}, …), which this stack has not switched on in slostack:vendors`,
    );
}

function faultySetting(setting: Setting, settings: Settings): string[] {
  const { decides, key, secret } = setting;
  const state = settings.stateOf(key);
  const way = `pulumi config set ${secret ? "--secret " : ""}${key}`;
  if (state === "absent") return [`${key} is not set: ${way}${decides === undefined ? "" : ` ${decides}`}`];
  const faults = (setting.faults?.(settings.read(key) ?? "") ?? []).map((fault) => `${key} ${fault}`);
  return [...(secret && state === "plain" ? [`${key} stands in plain text in the stack settings: ${way}`] : []), ...faults];
}
