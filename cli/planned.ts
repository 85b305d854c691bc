import { monitoringOf } from "../components/monitoring.ts";
import { type PlannedObject, printPlan } from "../components/print.ts";
import { registry } from "../components/registry.ts";
import { sendersOf, switchedOn, unmet } from "../components/selection.ts";
import type { Resolved } from "../model/resolved.ts";
import { rootsFrom } from "../model/roots.ts";
import { neededVendors } from "./needed-vendors.ts";
import { ownCatalog } from "./options.ts";
import { projectFolder } from "./project.ts";
import { settingsIn, stackFilesOf } from "./stack-settings.ts";

/** One that is in a plan, and the plain settings that it depends on and the stack does not set. */
export type Planned = PlannedObject & { readonly unset?: readonly string[] };

/** The objects of a plan, and those that settings leave out; or why there is no plan. */
type PlanOrErrors =
  | { readonly objects: readonly Planned[]; readonly withheld: readonly PlannedObject[] }
  | { readonly errors: readonly string[] };

/**
 * The objects of a catalog in one environment, with the vendors and settings of its stack, and those that these settings leave out;
 * or why it has no plan.
 */
export function planned(resolved: Resolved, catalogDir: string): PlanOrErrors {
  const root = projectFolder();
  const files = stackFilesOf(root, resolved.environment.id);
  const settings = settingsIn(files);
  const own = rootsFrom(".", catalogDir) === rootsFrom(root, settings.catalog ?? ownCatalog);
  return planWith(resolved, {
    vendors: (own ? settings.vendors : undefined) ?? neededVendors(resolved),
    without: (own && settings.without) || [],
    protect: own && settings.protect,
    setting: (key) => {
      const value = own ? files.config[key] : undefined;
      return typeof value === "string" || typeof value === "number" ? String(value) : undefined;
    },
  });
}

/** What a stack is: its vendors and settings. */
export interface StackOf {
  readonly vendors: readonly string[];
  /** names of vendors that the catalog needs and the stack goes without */
  readonly without: readonly string[];
  readonly protect: boolean | undefined;
  /** the value of a plain setting, such as `newrelic:accountId` */
  readonly setting: (key: string) => string | undefined;
}

/** The objects of a catalog in one environment with a stack of one's own. */
export function planWith(resolved: Resolved, { vendors: names, without, protect, setting }: StackOf): PlanOrErrors {
  const monitoring = monitoringOf(resolved, protect);
  const errors = unmet(registry, monitoring, { vendors: names, without });
  if (errors.length > 0) return { errors };
  const vendors = switchedOn(registry, names);
  const unset = new Map<string, string>();
  const required = (key: string) => {
    const value = setting(key) ?? `\${${key}}`;
    if (setting(key) === undefined) unset.set(key, value);
    return value;
  };
  const stack = { senders: sendersOf(vendors), setting, required, now: Date.now() };
  const { objects, withheld } = printPlan(vendors, monitoring, stack);
  const noted = objects.map((object): Planned => {
    const text = JSON.stringify(object.args);
    const own = [...unset].filter(([, placeholder]) => text.includes(placeholder)).map(([key]) => key);
    return own.length > 0 ? { ...object, unset: own } : object;
  });
  return { objects: noted, withheld };
}
