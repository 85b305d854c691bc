import { differencesOf } from "../../analysis/review/plan/difference.ts";
import { type Field, fieldOf } from "../../analysis/review/plan/field.ts";
import type { Comparable } from "./programs.ts";

/** One object that differs between two plans. */
export interface Change {
  readonly fate: "added" | "removed" | "changed" | "renamed";
  /** or the program that is configured by files */
  readonly vendor: string;
  readonly noun: string;
  readonly name: string;
  /** of a renamed object */
  readonly formerly?: string;
  readonly from: readonly string[];
  /** arguments that differ; of an added or removed object, none */
  readonly fields: readonly Field[];
}

/** What differs between two plans, in the order of the later one; what is gone comes last. */
export function changesOf(before: readonly Comparable[], after: readonly Comparable[]): Change[] {
  const old = new Map(before.map((object) => [keyOf(object, object.name), object]));
  const found = after.flatMap((object) => {
    const name = [object.name, ...object.formerly].find((one) => old.has(keyOf(object, one)));
    const was = name === undefined ? undefined : old.get(keyOf(object, name));
    if (name !== undefined) old.delete(keyOf(object, name));
    return was ? changed(was, object) : [{ ...aboutOf(object), fate: "added" as const, fields: [] }];
  });
  return [...found, ...[...old.values()].map((object): Change => ({ ...aboutOf(object), fate: "removed", fields: [] }))];
}

function changed(was: Comparable, is: Comparable): Change[] {
  const fields = differencesOf(was.args, is.args).map(fieldOf);
  if (was.name !== is.name) return [{ ...aboutOf(is), fate: "renamed", formerly: was.name, fields }];
  return fields.length === 0 ? [] : [{ ...aboutOf(is), fate: "changed", fields }];
}

const keyOf = ({ type }: Comparable, name: string): string => `${type} ${name}`;
const aboutOf = ({ vendor, noun, name, from }: Comparable) => ({ vendor, noun, name, from });
