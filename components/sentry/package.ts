import * as pulumi from "@pulumi/pulumi";

/** The Terraform provider behind these resources. Its version decides which properties exist. */
export const bridged = { address: "registry.opentofu.org/jianyuan/sentry", name: "sentry", version: "0.15.4" } as const;

/** The plugin that runs any Terraform provider. */
const bridge = { name: "terraform-provider", version: "1.2.0" } as const;

/**
 * Reference to the package for resources and look-ups. There is no SDK of it on npm: the engine parameterizes the bridge
 * with the provider's address and version. The runtime registers it once a deployment, however often this is called.
 */
export function packageRef(): Promise<string> {
  const parameter = { remote: { url: bridged.address, version: bridged.version } };
  return pulumi.runtime.registerPackage({
    baseProviderName: bridge.name,
    baseProviderVersion: bridge.version,
    baseProviderDownloadUrl: "",
    packageName: bridged.name,
    packageVersion: bridged.version,
    base64Parameter: Buffer.from(JSON.stringify(parameter)).toString("base64"),
  });
}
