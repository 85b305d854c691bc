import { z } from "zod";
import { isMap } from "./document.ts";
import { jsonSchemaOf } from "./json-schema.ts";
import { organizationSchema } from "./schema/organization.ts";
import { writtenProfile } from "./schema/profile.ts";
import { writtenSystemSchema } from "./schema/system.ts";
import { provenance } from "./schema/text.ts";
import type { Vocabulary } from "./vocabulary.ts";

/*
 * The types of what one writes follow from the JSON Schemas rather than from the schemas' own types: they have names and the
 * descriptions of the keys, which editors show, and no public declaration depends on the schema library. A generator for any
 * JSON Schema would have neither `readonly` nor alternatives that refuse each other's keys.
 */

type JsonSchema = z.core.JSONSchema.BaseSchema;

const head = `// Written by \`npm run schema\` from the schemas of the catalog; a test holds it to them.

/** A catalog as an object: what its files say, in their keys. What has a default may be left out. */
export interface Catalog {
  /** \`organization.yaml\` */
  readonly organization: Organization;
  /** one for each file below \`systems/\` */
  readonly systems: readonly System[];
  /** one for each file below \`profiles/\` */
  readonly profiles?: readonly Profile[];
}

/** What a service says of an entry that a profile gives to it: single values, in their places. A list is written whole. */
export type InPart<T> = T extends readonly unknown[] ? T : T extends object ? { readonly [K in keyof T]?: InPart<T[K]> } : T;

/** An entry of a profile: any whole value may be a parameter. */
export type WithParameters<T> = T extends object ? { readonly [K in keyof T]: WithParameters<T[K]> | \`$\${string}\` } : T;
`;

/** What a type may be called, the best first, and where in a file its values are; a schema with a title is called by that. */
interface Named {
  readonly names: readonly string[];
  readonly at: string;
}

/** Declares a type by the first of its names that is free, or that means the same, and returns the name. */
type Declare = (named: Named, text: string) => string;

const folders: Readonly<Record<string, string>> = { System: "A file below `systems/`.", Profile: "A file below `profiles/`." };

/** The text of the module of types that describe a catalog as it is written. */
export function catalogTypes(vocabulary: Vocabulary): string {
  const declared = new Map<string, { readonly text: string; readonly at: string }>();
  const declare: Declare = ({ names, at }, text) => {
    const name = names.find((one) => (declared.get(one)?.text ?? text) === text);
    if (name === undefined) throw new Error(`${names.join(", ")} have other meanings already`);
    declared.set(name, declared.get(name) ?? { text, at });
    return name;
  };
  const why = linesOf(jsonSchemaOf(z.strictObject(provenance)), { names: [], at: "" }, declare);
  declare({ names: ["Provenance"], at: "Where an entry comes from, and why it is as it is." }, blockOf(why));
  const files = { Organization: organizationSchema(vocabulary), System: writtenSystemSchema(vocabulary), Profile: writtenProfile };
  for (const [name, schema] of Object.entries(files)) {
    const lines = linesOf(jsonSchemaOf(schema), { names: [name], at: name.toLowerCase() }, declare);
    declare({ names: [name], at: folders[name] ?? "The file `organization.yaml`." }, blockOf(lines));
  }
  return [head, ...[...declared].map(([name, { text, at }]) => declarationOf(name, text, at, why))].join("\n");
}

function declarationOf(name: string, text: string, at: string, why: readonly string[]): string {
  const [file, ...path] = at.split(".");
  const comment = `/** ${at.endsWith(".") ? at : `\`${path.join(".")}\` of ${file === "organization" ? "the organization" : `a ${file}`}.`} */\n`;
  if (!text.startsWith("{")) return `${comment}export type ${name} = ${text};\n`;
  const rest = name === "Provenance" ? text : text.replace(why.map((line) => `  ${line}\n`).join(""), "");
  return `${comment}export interface ${name} ${rest === text ? "" : "extends Provenance "}${rest}\n`;
}

/** By what a schema says of itself, the type that makes it of another: written out, they would be all of them again. */
const changes: Readonly<Record<string, string>> = { "in part": "InPart", "with parameters": "WithParameters" };
const changeOf = ({ $comment }: JsonSchema): string | undefined => ($comment === undefined ? undefined : changes[$comment]);

function typeOf(schema: JsonSchema, place: Named, declare: Declare): string {
  const named = schema.title === undefined ? place : { ...place, names: [schema.title] };
  const changed = changeOf(schema);
  if (changed !== undefined) return `${changed}<${named.names[0]}>`;
  const alternatives = alternativesOf(schema);
  if (alternatives.length > 1) return unionOf(alternatives, named, declare);
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.map((word) => JSON.stringify(word)).join(" | ");
  switch (schema.type) {
    case "array":
      return arrayOf(schema, named, declare);
    case "object":
      return schema.properties ? declare(named, blockOf(linesOf(schema, named, declare))) : recordOf(schema, named, declare);
    case "integer":
    case "number":
      return "number";
    case "string":
    case "boolean":
      return schema.type;
    default:
      throw new Error(`${named.at}: no type is known for ${JSON.stringify(schema)}`);
  }
}

/** Alternatives of alternatives are alternatives. */
function alternativesOf(schema: JsonSchema): JsonSchema[] {
  const inner = (schema.anyOf ?? schema.oneOf)?.filter(isSchema);
  return inner && changeOf(schema) === undefined ? inner.flatMap(alternativesOf) : [schema];
}

function unionOf(alternatives: readonly JsonSchema[], named: Named, declare: Declare): string {
  const objects = alternatives.filter((one) => one.properties && changeOf(one) === undefined);
  const types = alternatives.map((one) => {
    if (!objects.includes(one)) return typeOf(one, named, declare);
    if (objects.length === 1) return blockOf(linesOf(one, named, declare));
    const others = objects.filter((other) => other !== one);
    const word = pascal(wordOf(one, others));
    const names = named.names.map((name) => `${one.title ?? word}${name}`);
    const own = { names: one.title === undefined ? names : [one.title, ...names], at: named.at };
    const refused = isTold(objects) ? [] : foreignKeys(one, others);
    return declare(own, blockOf([...linesOf(one, own, declare), ...refused.map((key) => `readonly ${keyText(key)}?: never;`)]));
  });
  const union = [...new Set(types)].join(" | ");
  return objects.length > 1 ? declare(named, union) : union;
}

/** Whether a fixed word of each tells the alternatives apart: the type checker then knows which one is meant. */
const isTold = (objects: readonly JsonSchema[]): boolean => objects.every(({ properties }) => constOf(properties?.kind) !== undefined);

const foreignKeys = (one: JsonSchema, others: readonly JsonSchema[]): string[] => [
  ...new Set(others.flatMap(({ properties = {} }) => Object.keys(properties)).filter((key) => !Object.hasOwn(one.properties ?? {}, key))),
];

/** What an alternative is called: its fixed word, else the key that it demands and as few others as can be have; nothing where all have it. */
function wordOf(one: JsonSchema, others: readonly JsonSchema[]): string {
  const kind = constOf(one.properties?.kind);
  if (kind !== undefined) return kind;
  const users = (key: string) => others.filter(({ properties = {} }) => Object.hasOwn(properties, key)).length;
  const [word] = [...(one.required ?? [])].sort((first, second) => users(first) - users(second));
  if (word === undefined) return "any";
  return users(word) === others.length ? "" : word;
}

const constOf = (schema: unknown): string | undefined => (isSchema(schema) && typeof schema.const === "string" ? schema.const : undefined);

/** One of several, as people call it. */
const oneOf = ({ names, at }: Named, step: string): Named => ({ names: names.map(singular), at: `${at}${step}` });

function arrayOf(schema: JsonSchema, named: Named, declare: Declare): string {
  const one = oneOf(named, "[]");
  if (schema.prefixItems)
    return `readonly [${schema.prefixItems
      .filter(isSchema)
      .map((item) => typeOf(item, one, declare))
      .join(", ")}]`;
  const item = isSchema(schema.items) ? typeOf(schema.items, one, declare) : "unknown";
  return `readonly ${item.includes(" ") ? `(${item})` : item}[]`;
}

function recordOf({ propertyNames, additionalProperties }: JsonSchema, named: Named, declare: Declare): string {
  if (!isSchema(additionalProperties)) throw new Error(`${named.at}: a map holds values of one kind`);
  const keys =
    isSchema(propertyNames) && propertyNames.enum ? propertyNames.enum.map((word) => JSON.stringify(word)).join(" | ") : "string";
  return `Readonly<Record<${keys}, ${typeOf(additionalProperties, oneOf(named, ".<id>"), declare)}>>`;
}

function blockOf(lines: readonly string[]): string {
  const [only = ""] = lines;
  return lines.length === 1 ? `{ ${only.replace(/;$/, "")} }` : `{\n${lines.map((line) => `  ${line}\n`).join("")}}`;
}

/** The keys of an object. One that is an object itself has a name of its own where it is a section of a file, and is written out elsewhere. */
function linesOf(schema: JsonSchema, { names, at }: Named, declare: Declare): string[] {
  const required = new Set(schema.required);
  return Object.entries(schema.properties ?? {}).flatMap(([key, one]) => {
    if (!isSchema(one)) return [];
    const own = { names: [pascal(key), ...names.map((outer) => `${outer}${pascal(key)}`)], at: `${at}.${key}` };
    const isInner = at.includes(".") && one.type === "object" && one.properties;
    const type = isInner ? blockOf(linesOf(one, own, declare)) : typeOf(one, own, declare);
    return [...commentOf(one), ...`readonly ${keyText(key)}${required.has(key) ? "" : "?"}: ${type};`.split("\n")];
  });
}

function commentOf(schema: JsonSchema): string[] {
  const inner = schema.description ?? (isSchema(schema.items) ? schema.items.description : undefined);
  const { default: value } = schema;
  const isPlain = typeof value === "number" || (typeof value === "string" && value !== "");
  const said = [...(inner === undefined ? [] : [inner]), ...(isPlain && !inner?.includes("default") ? [`default: ${value}`] : [])].join(
    "; ",
  );
  return said === "" ? [] : [`/** ${said.replaceAll("*/", "*\\/")} */`];
}

const keyText = (key: string): string => (/^[a-z]+$/i.test(key) ? key : JSON.stringify(key));

const pascal = (key: string): string => key.replaceAll(/(?:^|-)([a-z])/g, (_, first: string) => first.toUpperCase());

function singular(name: string): string {
  if (name.endsWith("People")) return name.replace(/People$/, "Person");
  return name.replace(/ies$/, "y").replace(/(?<!s)s$/, "");
}

const isSchema = (value: unknown): value is JsonSchema => isMap(value);
