import type { PlannedObject } from "../../components/print.ts";
import { formatCount } from "../../model/quantity.ts";
import type { Planned } from "../planned.ts";
import { table } from "../table.ts";
import type { Change } from "./changes.ts";
import type { ProgramObject } from "./programs.ts";

interface Plan {
  readonly objects: readonly Planned[];
  readonly withheld: readonly PlannedObject[];
  /** of programs that are configured by files */
  readonly held: readonly ProgramObject[];
}

/** A plan as a tree: vendor, component, objects with the entries that they answer; then what waits for a setting; then programs. */
export function planAsText(environment: string, { objects, withheld, held }: Plan): string {
  const vendors = [...Map.groupBy(objects, ({ vendor }) => vendor)].map(([vendor, own]) => {
    const components = [...Map.groupBy(own, ({ below }) => below.join(" > "))].map(
      ([component, those]) => `  ${component}\n${indented(table(those.map(rowOf)))}`,
    );
    const waiting = [...unsetOf(own), ...withheldOf(withheld.filter((one) => one.vendor === vendor))].map((line) => `  ${line}\n`);
    return `${vendor}: ${formatCount(own.length, "object")}\n${components.join("")}${waiting.join("")}`;
  });
  const programs = [...Map.groupBy(held, ({ vendor }) => vendor)].map(
    ([program, own]) => `${program}: ${counted(own)}\n${indented(table(own.map(({ noun, name, from }) => [noun, name, from.join(", ")])))}`,
  );
  const rendered = held.length === 0 ? "" : `, ${counted(held)} in rendered files`;
  return `${[...vendors, ...programs].join("\n")}\n${environment}: ${formatCount(objects.length, "object")}${rendered}\n`;
}

function counted(held: readonly ProgramObject[]): string {
  const nouns = [...Map.groupBy(held, ({ noun }) => noun)];
  return nouns.map(([noun, own]) => formatCount(own.length, noun)).join(", ");
}

/** How many objects are named before the rest is counted; JSON names all. */
const named = 3;

function unsetOf(objects: readonly Planned[]): string[] {
  const byKey = Map.groupBy(
    objects.flatMap(({ unset = [], noun, name }) => unset.map((key) => ({ key, object: `${noun} ${name}` }))),
    ({ key }) => key,
  );
  return [...byKey].map(([key, own]) => {
    const depend = own.length === 1 ? "object depends" : "objects depend";
    const some = own.slice(0, named).map(({ object }) => object);
    const more = own.length > named ? ` and ${own.length - named} more` : "";
    return `${key} is not set; ${own.length} ${depend} on it: ${some.join(", ")}${more}`;
  });
}

const withheldOf = (objects: readonly PlannedObject[]): string[] =>
  objects.flatMap(({ withheld, noun, name, from }) =>
    withheld ? [`left out until ${withheld.key} is ${withheld.until}: ${noun} ${name} (${from.join(", ")})`] : [],
  );

const rowOf = ({ noun, name, protect, from }: PlannedObject): string[] => [noun, name, protect ? "protected" : "", from.join(", ")];

/** What differs between two plans, field by field. */
export function changesAsText(environment: string, revision: string, changes: readonly Change[]): string {
  if (changes.length === 0) return `${environment}: no object differs from ${revision}\n`;
  const each = changes.map(({ fate, vendor, noun, name, formerly, fields }) => {
    const was = formerly === undefined ? "" : ` (was ${formerly})`;
    return `${fate.padEnd(7)}  ${vendor} ${noun} ${name}${was}\n${table(fields.map(({ path, before, after }) => [`  ${path}`, `${before} -> ${after}`]))}`;
  });
  return `${each.join("")}\n${environment}: ${formatCount(changes.length, "object")} of the plan differ from ${revision}\n`;
}

const indented = (text: string): string => text.replace(/^(?=.)/gm, "  ");
