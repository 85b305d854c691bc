import { existsSync, readFileSync } from "node:fs";
import { join, resolve as resolvePath } from "node:path";
import { type PlannedObject, printPlan } from "../components/print.ts";
import { registry } from "../components/registry.ts";
import { sendersOf, switchedOn, unmet } from "../components/selection.ts";
import { dashboardsOf } from "../dashboards/dashboards.ts";
import { type Catalog, loadCatalog, resolve } from "../language.ts";
import { report } from "../model/report.ts";
import { alertsOf } from "../monitors/alerts.ts";
import { neededVendors } from "./needed-vendors.ts";
import { ownCatalog } from "./options.ts";
import { changesOf } from "./plan/changes.ts";
import { changesAsText, planAsText } from "./plan/text.ts";
import { Refusal } from "./review/refusal.ts";
import { sidesOf } from "./review/sides.ts";
import { settingsIn, stackFiles } from "./stack-settings.ts";

export interface PlanOptions {
  readonly catalogDir: string;
  readonly environment: string;
  readonly format: "tree" | "json";
  /** git revision: print what differs from the plan of its catalog */
  readonly diff?: string;
  readonly write: (text: string) => void;
}

const root = join(import.meta.dirname, "..");

/** Prints every object that a stack is to hold, without an engine and without an account. Answers the exit code. */
export async function plan({ catalogDir, environment, format, diff, write }: PlanOptions): Promise<number> {
  const refuse = (lines: readonly string[], code: number) => {
    for (const line of lines) write(`${line}\n`);
    return code;
  };
  const { catalog, problems } = loadCatalog(catalogDir);
  if (!catalog) return refuse(report(problems), 1);
  const environments = Object.keys(catalog.organization.environments);
  if (!environments.includes(environment))
    return refuse([`There is no environment ${environment}. The catalog has ${environments.join(", ")}.`], 2);
  const head = planned(catalog, catalogDir, environment);
  if ("errors" in head) return refuse(head.errors, 1);
  if (diff === undefined) {
    write(format === "json" ? json(head.objects) : planAsText(environment, head.objects));
    return 0;
  }
  try {
    const changes = changesOf(await before(catalogDir, environment, diff), head.objects);
    write(format === "json" ? json(changes) : changesAsText(environment, diff, changes));
    return 0;
  } catch (error) {
    if (error instanceof Refusal) return refuse([error.message], 2);
    throw error;
  }
}

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

/** The objects of a catalog with the vendors and settings of its stack; or why it has no plan. */
export function planned(
  catalog: Catalog,
  catalogDir: string,
  environment: string,
): { readonly objects: PlannedObject[] } | { readonly errors: string[] } {
  const resolved = resolve(catalog, environment);
  const alerts = alertsOf(resolved);
  const files = stackFiles((name) => (existsSync(join(root, name)) ? readFileSync(join(root, name), "utf8") : undefined), environment);
  const settings = settingsIn(files);
  const own = resolvePath(catalogDir) === resolvePath(root, settings.catalog ?? ownCatalog);
  const names = (own ? settings.vendors : undefined) ?? neededVendors(resolved);
  const monitoring = { resolved, alerts, dashboards: dashboardsOf(resolved, alerts), protect: own && settings.protect === true };
  const errors = unmet(registry, monitoring, names);
  if (errors.length > 0) return { errors };
  const vendors = switchedOn(registry, names);
  const setting = (key: string) => {
    const value = own ? files.config[key] : undefined;
    return typeof value === "string" || typeof value === "number" ? String(value) : undefined;
  };
  const required = (key: string) => setting(key) ?? `\${${key}}`;
  return { objects: printPlan(vendors, monitoring, { senders: sendersOf(vendors), setting, required }) };
}

/** @throws Refusal where the revision, or a plan of its catalog, cannot be had */
async function before(catalogDir: string, environment: string, revision: string): Promise<PlannedObject[]> {
  const { base } = await sidesOf({ of: { catalogDir }, base: revision });
  if (base.absent) return [];
  if (!base.catalog) throw new Refusal(`The catalog at ${base.name} has errors.`);
  if (!Object.hasOwn(base.catalog.organization.environments, environment)) return [];
  const found = planned(base.catalog, catalogDir, environment);
  if ("errors" in found) throw new Refusal(`The catalog at ${base.name} has no plan:\n${found.errors.join("\n")}`);
  return found.objects;
}
