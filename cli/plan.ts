import { type CheckedCatalog, resolve } from "../language.ts";
import { loadedWith, refuserTo } from "./loaded-with.ts";
import { changesOf } from "./plan/changes.ts";
import { type Comparable, heldInFiles } from "./plan/programs.ts";
import { changesAsText, planAsText } from "./plan/text.ts";
import { planned } from "./planned.ts";
import { Refusal } from "./review/refusal.ts";
import { sidesOf } from "./review/sides.ts";
import { placeOfSides } from "./sides-place.ts";

export interface PlanOptions {
  readonly catalogDir: string;
  readonly environment: string;
  readonly format: "tree" | "json";
  /** git revision: print what differs from the plan of its catalog */
  readonly diff?: string;
  readonly write: (text: string) => void;
}

/** Prints every object that a stack and its rendered files are to hold, without an engine and without an account. Returns the exit code. */
export async function plan({ catalogDir, environment, format, diff, write }: PlanOptions): Promise<number> {
  const refuse = refuserTo(write);
  const loaded = loadedWith(environment, catalogDir);
  if ("lines" in loaded) return refuse(loaded.lines, loaded.code);
  const { catalog } = loaded;
  const head = wholeOf(catalog, environment, catalogDir);
  if ("errors" in head) return refuse(head.errors, 1);
  if (diff === undefined) {
    write(format === "json" ? json([...head.objects, ...head.withheld, ...head.held]) : planAsText(environment, head));
    return 0;
  }
  try {
    const changes = changesOf(await before(catalogDir, environment, diff), [...head.objects, ...head.held]);
    write(format === "json" ? json(changes) : changesAsText(environment, diff, changes));
    return 0;
  } catch (error) {
    if (error instanceof Refusal) return refuse([error.message], 2);
    throw error;
  }
}

/** What vendors are to hold, and programs that are configured by files; or why that cannot be said. */
function wholeOf(catalog: CheckedCatalog, environment: string, catalogDir: string) {
  const resolved = resolve(catalog, environment);
  const plan = planned(resolved, catalogDir);
  const files = heldInFiles(resolved);
  const errors = [plan, files].flatMap((one) => ("errors" in one ? one.errors : []));
  if ("errors" in plan || "errors" in files) return { errors };
  return { ...plan, held: files.objects };
}

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

/** @throws Refusal if the revision, or a plan of its catalog, cannot be had */
async function before(catalogDir: string, environment: string, revision: string): Promise<readonly Comparable[]> {
  const { base } = await sidesOf({ of: placeOfSides(catalogDir, environment), base: revision });
  if (base.absent) return [];
  if (!base.catalog) throw new Refusal(`The catalog at ${base.name} has errors.`);
  if (!Object.hasOwn(base.catalog.organization.environments, environment)) return [];
  const found = wholeOf(base.catalog, environment, catalogDir);
  if ("errors" in found) throw new Refusal(`The catalog at ${base.name} has no plan:\n${found.errors.join("\n")}`);
  return [...found.objects, ...found.held];
}
