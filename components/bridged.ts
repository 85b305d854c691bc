import * as pulumi from "@pulumi/pulumi";

/*
 * Some vendors have a Terraform provider and no SDK on npm. Pulumi's bridge runs any Terraform provider; this file
 * is what a generated SDK would have: the reference to the package, and classes whose tokens follow the bridge's rule.
 */

/** A Terraform provider behind the bridge. Its version decides which properties exist. */
export interface Bridged {
  /** where the bridge finds it, such as "registry.opentofu.org/acme/anvils" */
  readonly address: string;
  /** the last part of the address: the first part of every token */
  readonly name: string;
  readonly version: string;
}

/** The plugin that runs any Terraform provider. */
const bridge = { name: "terraform-provider", version: "1.2.0" } as const;

/**
 * Reference to a package for its resources and look-ups: the engine parameterizes the bridge with the provider's address
 * and version. The runtime registers it once a deployment, however often this is called.
 */
function packageRef({ address, name, version }: Bridged): Promise<string> {
  return pulumi.runtime.registerPackage({
    baseProviderName: bridge.name,
    baseProviderVersion: bridge.version,
    baseProviderDownloadUrl: "",
    packageName: name,
    packageVersion: version,
    base64Parameter: Buffer.from(JSON.stringify({ remote: { url: address, version } })).toString("base64"),
  });
}

/** What a provider's schema does not say, or the runtime must know beforehand. */
export interface Form {
  /** inputs and outputs that are secret: these providers mark next to nothing */
  readonly secrets?: readonly string[];
  /** outputs that are no inputs: readable only where they are named here */
  readonly outputs?: readonly string[];
}

export type ResourceClass<Args> = new (name: string, args: Args, options: pulumi.CustomResourceOptions) => pulumi.CustomResource;

/**
 * The class of a kind of resource, to be extended by one that declares the outputs in use.
 *
 * @param kind the Terraform name without its prefix, in Pascal case: MetricMonitor
 */
export function resourceOf<Args extends object>(of: Bridged, kind: string, form: Form = {}): ResourceClass<Args> {
  return class extends pulumi.CustomResource {
    constructor(name: string, args: Args, options: pulumi.CustomResourceOptions) {
      const outputs = Object.fromEntries((form.outputs ?? []).map((output) => [output, undefined]));
      const own = { version: of.version, additionalSecretOutputs: [...(form.secrets ?? [])] };
      const properties = { ...outputs, ...sealed(args, form.secrets) };
      super(tokenOf(of, camel(kind), kind), name, properties, pulumi.mergeOptions(own, options), false, packageRef(of));
    }
  };
}

export type ProviderClass<Args> = new (name: string, args: Args, options?: pulumi.ResourceOptions) => pulumi.ProviderResource;

/** The class of the connection to a vendor; its secrets are inputs. */
export function providerOf<Args extends object>(of: Bridged, secrets: readonly string[]): ProviderClass<Args> {
  return class extends pulumi.ProviderResource {
    constructor(name: string, args: Args, options: pulumi.ResourceOptions = {}) {
      super(of.name, name, sealed(args, secrets), pulumi.mergeOptions({ version: of.version }, options), false, packageRef(of));
    }
  };
}

/** Answer of a look-up, such as getTeam. It fails the preview where it finds nothing. */
export function lookUp<Answer>(
  of: Bridged,
  name: string,
  args: Readonly<Record<string, string>>,
  options: pulumi.InvokeOutputOptions,
): pulumi.Output<Answer> {
  return pulumi.runtime.invokeOutput<Answer>(tokenOf(of, name, name), args, options, packageRef(of));
}

/** Id of what a look-up finds; rejected where it finds nothing. */
export async function findId(
  of: Bridged,
  name: string,
  args: Readonly<Record<string, string>>,
  options: pulumi.InvokeOptions,
): Promise<string> {
  return (await pulumi.runtime.invoke(tokenOf(of, name, name), args, options, packageRef(of))).id;
}

function tokenOf({ name }: Bridged, file: string, kind: string): string {
  return `${name}:index/${file}:${kind}`;
}

function camel(kind: string): string {
  return kind.charAt(0).toLowerCase() + kind.slice(1);
}

function sealed(args: object, secrets: readonly string[] = []): pulumi.Inputs {
  const entries = Object.entries(args).map(([name, value]) => [name, secrets.includes(name) ? pulumi.secret(value) : value]);
  return Object.fromEntries(entries);
}
