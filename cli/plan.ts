import type { PlannedObject } from "../components/print.ts";
import { loadCatalog, resolve } from "../language.ts";
import { report } from "../model/report.ts";
import { unknownEnvironment } from "./environments.ts";
import { changesOf } from "./plan/changes.ts";
import { changesAsText, planAsText } from "./plan/text.ts";
import { planned } from "./planned.ts";
import { Refusal } from "./review/refusal.ts";
import { sidesOf } from "./review/sides.ts";

export interface PlanOptions {
  readonly catalogDir: string;
  readonly environment: string;
  readonly format: "tree" | "json";
  /** git revision: print what differs from the plan of its catalog */
  readonly diff?: string;
  readonly write: (text: string) => void;
}

/** Prints every object that a stack is to hold, without an engine and without an account. Returns the exit code. */
export async function plan({ catalogDir, environment, format, diff, write }: PlanOptions): Promise<number> {
  const refuse = (lines: readonly string[], code: number) => {
    for (const line of lines) write(`${line}\n`);
    return code;
  };
  const { catalog, problems } = loadCatalog(catalogDir);
  if (!catalog) return refuse(report(problems), 1);
  const unknown = unknownEnvironment(environment, catalog);
  if (unknown !== undefined) return refuse([unknown], 2);
  const head = planned(resolve(catalog, environment), catalogDir);
  if ("errors" in head) return refuse(head.errors, 1);
  if (diff === undefined) {
    write(format === "json" ? json([...head.objects, ...head.withheld]) : planAsText(environment, head));
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

/** @throws Refusal if the revision, or a plan of its catalog, cannot be had */
async function before(catalogDir: string, environment: string, revision: string): Promise<readonly PlannedObject[]> {
  const { base } = await sidesOf({ of: { catalogDir }, base: revision });
  if (base.absent) return [];
  if (!base.catalog) throw new Refusal(`The catalog at ${base.name} has errors.`);
  if (!Object.hasOwn(base.catalog.organization.environments, environment)) return [];
  const found = planned(resolve(base.catalog, environment), catalogDir);
  if ("errors" in found) throw new Refusal(`The catalog at ${base.name} has no plan:\n${found.errors.join("\n")}`);
  return found.objects;
}
