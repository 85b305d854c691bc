import type { PlannedObject } from "../../components/print.ts";
import { formatCount } from "../../model/quantity.ts";
import { table } from "../table.ts";
import type { Change } from "./changes.ts";

/** A plan as a tree: vendor, component, objects with the entries that they answer. */
export function planAsText(environment: string, objects: readonly PlannedObject[]): string {
  const vendors = [...Map.groupBy(objects, ({ vendor }) => vendor)].map(([vendor, own]) => {
    const components = [...Map.groupBy(own, ({ below }) => below.join(" > "))].map(
      ([component, those]) => `  ${component}\n${indented(table(those.map(rowOf)))}`,
    );
    return `${vendor}: ${formatCount(own.length, "object")}\n${components.join("")}`;
  });
  return `${vendors.join("\n")}\n${environment}: ${formatCount(objects.length, "object")}\n`;
}

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
