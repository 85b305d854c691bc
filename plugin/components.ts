import type * as pulumi from "@pulumi/pulumi";
import { Slostack } from "../slostack.ts";
import { slostackArguments } from "./arguments.ts";
import type { Described } from "./schema.ts";

/** A component that the plugin serves. */
interface Served extends Described {
  /** @throws pulumi.RunError with every problem; nothing is registered then */
  construct(name: string, args: never, options: pulumi.ComponentResourceOptions): Promise<pulumi.provider.ConstructResult>;
}

/** Every component, by its type token. */
export const components: Readonly<Record<string, Served>> = {
  "slostack:index:Slostack": {
    description:
      "The monitoring stack of a catalog in one environment: every object that the catalog declares, at the vendors of the stack.\n\n" +
      "Nothing is registered while a problem stands: of the catalog, of the settings, or of what a vendor cannot express.",
    args: slostackArguments,
    outputs: {
      outputs: {
        type: "object",
        additionalProperties: { $ref: "pulumi.json#/Any" },
        description: "The environment, and by name of the vendor what is worth knowing of its objects, such as addresses of dashboards.",
      },
    },
    async construct(name, args, options) {
      const monitoring = new Slostack(name, args, options);
      return { urn: monitoring.urn, state: { outputs: await monitoring.outputs } };
    },
  },
};
