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
}

/** What a component takes and answers. */
export interface Described {
  /** for the documentation of generated SDKs */
  readonly description: string;
  readonly args: z.ZodObject;
  readonly outputs: Readonly<Record<string, Property>>;
}

/** The schema of the package, from which `pulumi package add` generates the SDK of a language. @param components by type token */
export function packageSchema(components: Readonly<Record<string, Described>>): object {
  const { name, version, description: text, license } = description;
  // Otherwise generated SDKs ask for a plugin of no version.
  const language = Object.fromEntries(["nodejs", "python", "csharp", "java", "go"].map((id) => [id, { respectSchemaVersion: true }]));
  const resources = Object.fromEntries(Object.entries(components).map(([token, component]) => [token, resource(component)]));
  return { name, version, description: text, license, language, resources };
}

function resource({ description: text, args, outputs }: Described): object {
  const { properties = {}, required = [] } = z.toJSONSchema(args, { io: "input" });
  return {
    isComponent: true,
    description: text,
    inputProperties: Object.fromEntries(Object.entries(properties).map(([name, schema]) => [name, plain(schema as Property)])),
    requiredInputs: required,
    properties: outputs,
    required: Object.keys(outputs),
  };
}

/** What the two forms of a schema differ in: alternatives are called otherwise, and an object of any keys has values of any type. */
function plain({ type, items, anyOf, description: text }: Property & { readonly anyOf?: readonly Property[] }): Property {
  return {
    ...(type !== undefined && { type }),
    ...(type === "object" && { additionalProperties: { $ref: "pulumi.json#/Any" } }),
    ...(items && { items: plain(items) }),
    ...(anyOf && { oneOf: anyOf.map(plain) }),
    ...(text !== undefined && { description: text }),
    plain: true,
  };
}
