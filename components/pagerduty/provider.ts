import * as vendor from "@pulumi/pagerduty";
import * as pulumi from "@pulumi/pulumi";

/**
 * The one plugin version that every resource of this folder runs on. The newest SDK on npm (3.4.0, 2022) would ask for
 * a plugin without alert grouping settings and without retries of HTTP 429; its inputs are a subset of this plugin's.
 */
export const pluginVersion = "4.34.0";

/** @throws when the stack settings hold no `pagerduty:token`. */
export function provider(): vendor.Provider {
  const config = new pulumi.Config("pagerduty");
  // For accounts in another service region, whose address the plugin does not know by itself.
  const address = config.get("apiUrlOverride");
  return new vendor.Provider(
    "pagerduty",
    { token: config.requireSecret("token"), ...(address !== undefined && { apiUrlOverride: address }) },
    { version: pluginVersion },
  );
}
