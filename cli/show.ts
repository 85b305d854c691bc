import { targets } from "../artifacts/registry.ts";
import { render as renderAll } from "../artifacts/render.ts";
import { resolve } from "../language.ts";
import { serviceOf } from "../model/ids.ts";
import { nearest } from "../model/nearest.ts";
import { formatCount } from "../model/quantity.ts";
import { sentenceOf } from "../model/refusal.ts";
import { alertsOf } from "../monitors/alerts.ts";
import { loadedWith, refuserTo } from "./loaded-with.ts";
import { type Planned, planned } from "./planned.ts";
import { heldByPrograms } from "./show/programs.ts";
import { listed, overview, totals } from "./show/text.ts";
import { asAccount, type Held, heldByVendors } from "./show/vendors.ts";

export interface ShowOptions {
  readonly catalogDir: string;
  readonly environment: string;
  /** a vendor, a program or `system/service`; default: an overview of all */
  readonly what?: string;
  readonly format: "terminal" | "json";
  /** of the terminal; default: 100 */
  readonly width?: number;
  readonly write: (text: string) => void;
}

/** Prints what a stack is to hold as people talk of it, from the plan alone. Returns the exit code. */
export function show({ catalogDir, environment, what, format, width = 100, write }: ShowOptions): number {
  const refuse = refuserTo(write);
  const loaded = loadedWith(environment, catalogDir);
  if ("lines" in loaded) return refuse(loaded.lines, loaded.code);
  const { catalog } = loaded;
  const resolved = resolve(catalog, environment);
  const plan = planned(resolved, catalogDir);
  if ("errors" in plan) return refuse(plan.errors, 1);
  const alerts = alertsOf(resolved);
  const rendered = renderAll(targets, resolved, alerts);
  if ("objections" in rendered) return refuse(rendered.objections.map(sentenceOf), 1);
  const { files } = rendered;
  const { objects } = plan;
  const programs = heldByPrograms(files, alerts);
  const all = [...held(objects, environment), ...programs];
  const services = resolved.systems.flatMap((system) => system.services.map(({ path }) => path));
  const chosen = what === undefined ? all : services.includes(what) ? ofService(what) : all.filter(({ name }) => name === what);
  if (chosen.length === 0 && what !== undefined) {
    const names = [...all.map(({ name }) => name), ...services];
    const meant = nearest(what, names);
    return refuse([`nothing here is called ${what}${meant === undefined ? "" : `; did you mean ${meant}?`}`, `  ${names.join(", ")}`], 2);
  }
  const sizes = `${formatCount(objects.length, "object")} at ${formatCount(all.length - programs.length, "vendor")}, ${formatCount(files.length, "file")} of ${formatCount(programs.length, "program")}`;
  if (format === "json") write(`${JSON.stringify({ environment, held: chosen.map(({ pager: _, ...one }) => one) }, null, 2)}\n`);
  else if (what === undefined) write(`${overview(all, width)}\n${totals(resolved, alerts)}\n${sizes}\n`);
  else write(listed(chosen));
  return 0;

  /** What only stands there because of one service; whom it notifies is followed through the rest of the plan. */
  function ofService(path: string): Held[] {
    const belongs = (entry: string) => entry === path || entry.startsWith(`${path}/`);
    const common = objects.filter(({ from }) => !from.some((entry) => services.includes(serviceOf(entry))));
    const own = objects.filter(({ from }) => from.some(belongs));
    return [
      ...without(held([...common, ...own], environment), held(common, environment)),
      ...heldByPrograms(
        files.filter(({ from }) => from.some(belongs)),
        alerts.filter(({ service }) => service?.path === path),
      ),
    ];
  }
}

/** Rows of the one that the other does not have. */
function without(one: readonly Held[], other: readonly Held[]): Held[] {
  const text = (name: string, noun: string, row: readonly string[]) => JSON.stringify([name, noun, row]);
  const there = new Set(
    other.flatMap(({ name, sections }) => sections.flatMap(({ noun, rows }) => rows.map((row) => text(name, noun, row)))),
  );
  return one.flatMap(({ sections, ...vendor }) => {
    const left = sections.map(({ noun, rows }) => ({ noun, rows: rows.filter((row) => !there.has(text(vendor.name, noun, row))) }));
    const some = left.filter(({ rows }) => rows.length > 0);
    return some.length > 0 ? [{ ...vendor, sections: some }] : [];
  });
}

function held(objects: readonly Planned[], environment: string): Held[] {
  const accounts = Map.groupBy(objects, ({ vendor }) => vendor);
  return heldByVendors((vendor) => accounts.get(vendor)?.map(asAccount), environment);
}
