import * as pulumi from "@pulumi/pulumi";
import description from "../package.json" with { type: "json" };
import { components } from "./components.ts";
import { packageSchema } from "./schema.ts";

/** The components for programs in any language of Pulumi: the engine asks for the schema, then for one component after the other. */
export class Plugin implements pulumi.provider.Provider {
  readonly version = description.version;
  readonly schema = JSON.stringify(packageSchema(components));

  /**
   * Registers a component and everything below it.
   *
   * @param type its token, such as `slostack:index:Slostack`
   * @param inputs as the program wrote them
   * @throws pulumi.InputPropertiesError that names every argument with a fault
   * @throws pulumi.RunError with every problem of catalog, settings and vendors; nothing is registered then
   */
  async construct(
    name: string,
    type: string,
    inputs: pulumi.Inputs,
    options: pulumi.ComponentResourceOptions,
  ): Promise<pulumi.provider.ConstructResult> {
    const component = components[type];
    if (!component) throw new Error(`${description.name} ${description.version} has no component ${type}`);
    const { data, error } = component.args.safeParse(inputs);
    const faults = [
      ...unresolved(Object.fromEntries(Object.entries(inputs).filter(([argument]) => !component.inputs?.includes(argument)))),
      ...(error?.issues ?? []).map(({ path, message }) => ({ propertyPath: path.join("."), reason: message })),
    ];
    if (faults.length > 0)
      throw new pulumi.InputPropertiesError({ message: `${type} ${name} has arguments that it cannot take`, errors: faults });
    return component.construct(name, data as never, options);
  }
}

/** Arguments decide what is registered, so they have to be known before anything is. */
function unresolved(value: unknown, path: readonly string[] = []): { readonly propertyPath: string; readonly reason: string }[] {
  if (pulumi.Output.isInstance(value))
    return [{ propertyPath: path.join("."), reason: "is a secret or an output of a resource; this has to be a plain value" }];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => unresolved(inner, [...path, key]));
}
