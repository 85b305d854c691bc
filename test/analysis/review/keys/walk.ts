import { z } from "zod";
import { vocabulary } from "../../../../language.ts";
import { organizationSchema } from "../../../../model/schema/organization.ts";
import { systemSchema } from "../../../../model/schema/system.ts";

/** A node of a JSON Schema, as far as it is walked. */
export interface Node {
  readonly anyOf?: readonly Node[];
  readonly oneOf?: readonly Node[];
  readonly properties?: Readonly<Record<string, Node>>;
  readonly additionalProperties?: Node | boolean;
  readonly items?: Node | boolean;
  readonly prefixItems?: readonly Node[];
  readonly pattern?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly type?: string;
  readonly required?: readonly string[];
}

const schemaOf = (schema: z.ZodType): Node => z.toJSONSchema(schema, { io: "input", reused: "inline" }) as Node;
export const schemas: Readonly<Record<"organization" | "system", Node>> = {
  organization: schemaOf(organizationSchema(vocabulary)),
  system: schemaOf(systemSchema(vocabulary)),
};

/** The alternatives of a node, itself where it has none. */
export function alternatives(node: Node): readonly Node[] {
  const all = [...(node.anyOf ?? []), ...(node.oneOf ?? [])];
  return all.length > 0 ? all.flatMap(alternatives) : [node];
}

/** What may stand at a step below a node: a key, an id (`*` of a record) or a place in a list. */
export function below(node: Node, step: string | number): readonly Node[] {
  return alternatives(node).flatMap((one): readonly Node[] => {
    if (typeof step === "number") return [one.prefixItems?.[step] ?? one.items].filter(isNode);
    const own = one.properties && Object.hasOwn(one.properties, step) ? one.properties[step] : one.additionalProperties;
    return isNode(own) ? [own] : [];
  });
}

const isNode = (value: unknown): value is Node => typeof value === "object" && value !== null;

/** Every key of a schema, as a path: `environments/*\/is/prometheus`. */
export function keysOf(node: Node, path: readonly string[] = []): string[] {
  const found = alternatives(node).flatMap((one) => [
    ...Object.entries(one.properties ?? {}).flatMap(([key, next]) => [[...path, key].join("/"), ...keysOf(next, [...path, key])]),
    ...[one.additionalProperties, one.items, ...(one.prefixItems ?? [])].filter(isNode).flatMap((next) => keysOf(next, [...path, "*"])),
  ]);
  return [...new Set(found)].sort();
}

/** One place of a written catalog, and the key of the schema that it is of. */
export interface Place {
  readonly at: readonly (string | number)[];
  readonly key: string;
  readonly nodes: readonly Node[];
  readonly value: unknown;
}

/** Every place of a written file. An id of a record and a place in a list stand as `*`. */
export function placesOf(
  value: unknown,
  nodes: readonly Node[],
  at: readonly (string | number)[] = [],
  key: readonly string[] = [],
): Place[] {
  if (typeof value !== "object" || value === null) return [];
  const steps: (string | number)[] = Array.isArray(value) ? [...value.keys()] : Object.keys(value);
  return steps.flatMap((step) => {
    const next = nodes.flatMap((node) => below(node, step));
    const isKey =
      typeof step === "string" &&
      nodes.some((node) => alternatives(node).some(({ properties }) => properties && Object.hasOwn(properties, step)));
    const path = [...key, isKey ? String(step) : "*"];
    const member = (value as Readonly<Record<string | number, unknown>>)[step];
    return [{ at: [...at, step], key: path.join("/"), nodes: next, value: member }, ...placesOf(member, next, [...at, step], path)];
  });
}
