import { z } from "zod";
import description from "../package.json" with { type: "json" };

/** A property in a schema of Pulumi, as far as ours need it. */
export interface Property {
  readonly type?: string;
  readonly $ref?: string;
  readonly items?: Property;
  readonly oneOf?: readonly Property[];
  readonly additionalProperties?: Property;
  readonly description?: string;
  /** an argument that has to be known before the run, and no output of a resource */
  readonly plain?: boolean;
  readonly secret?: boolean;
}

/** What a component takes and answers. */
export interface Described {
  /** for the documentation of generated SDKs */
  readonly description: string;
  readonly args: z.ZodObject;
  /** names of the arguments that may be outputs of resources */
  readonly inputs?: readonly string[];
  readonly outputs: Readonly<Record<string, Property>>;
  /** names of the outputs that may be undefined */
  readonly sometimes?: readonly string[];
}

/** The schema of the package, from which `pulumi package add` generates the SDK of a language. @param components by type token */
export function packageSchema(components: Readonly<Record<string, Described>>): object {
  const { name, version, description: text, license } = description;
  // Otherwise generated SDKs ask for a plugin of no version.
  const language = Object.fromEntries(["nodejs", "python", "csharp", "java", "go"].map((id) => [id, { respectSchemaVersion: true }]));
  const types: Record<string, object> = {};
  const resources = Object.entries(components).map(([token, component]) => [token, resource(component, types)] as const);
  return { name, version, description: text, license, language, resources: Object.fromEntries(resources), types };
}

/** @param types of arguments, by token; those that are met are added */
function resource({ description: text, args, outputs, sometimes = [] }: Described, types: Record<string, object>): object {
  const { $defs = {}, ...schema } = z.toJSONSchema(args, { io: "input", unrepresentable: "any" });
  for (const [name, type] of Object.entries($defs)) types[typeToken(name)] = { type: "object", ...objectOf(type as Json) };
  const { properties, required } = objectOf(schema as Json);
  return {
    isComponent: true,
    description: text,
    inputProperties: properties,
    requiredInputs: required,
    properties: outputs,
    required: Object.keys(outputs).filter((name) => !sometimes.includes(name)),
  };
}

const typeToken = (name: string): string => `${description.name}:index:${name}`;

/** JSON Schema, as far as arguments use it. */
interface Json extends Property {
  readonly anyOf?: readonly Json[];
  readonly properties?: Readonly<Record<string, Json>>;
  readonly required?: readonly string[];
  readonly items?: Json;
  readonly additionalProperties?: Json;
}

const objectOf = ({ properties = {}, required = [], description: text }: Json) => ({
  ...(text !== undefined && { description: text }),
  properties: Object.fromEntries(Object.entries(properties).map(([name, schema]) => [name, property(schema)])),
  required,
});

/** An object of no name of its own is a map of texts, or of any values; an alternative without a form is the output of a resource. */
function property({ type, $ref, items, anyOf, additionalProperties: values, description: text }: Json, within = true): Property {
  const forms = anyOf?.filter((form) => Object.keys(form).length > 0) ?? [];
  const [only] = forms;
  const described = text !== undefined ? { description: text } : {};
  const plain = within && forms.length === (anyOf?.length ?? 0);
  if (only && forms.length === 1) return { ...property(only, plain), ...described };
  return {
    ...(type !== undefined && { type }),
    ...($ref !== undefined && { $ref: `#/types/${typeToken($ref.replace("#/$defs/", ""))}` }),
    ...(type === "object" && { additionalProperties: values?.type === "string" ? property(values, plain) : { $ref: "pulumi.json#/Any" } }),
    ...(items && { items: property(items, plain) }),
    ...(forms.length > 1 && { oneOf: forms.map((form) => property(form, plain)) }),
    ...described,
    ...(plain && { plain }),
  };
}
