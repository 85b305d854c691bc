import * as vendor from "@pulumi/pagerduty";
import * as pulumi from "@pulumi/pulumi";

/**
 * The one plugin version that every resource of this folder runs on. The newest SDK on npm (3.4.0, 2022) would ask for
 * a plugin without alert grouping settings and without retries of HTTP 429; its inputs are a subset of this plugin's.
 */
export const pluginVersion = "4.34.0";

/** Configuration key of the REST API token; the stack keeps it as a secret. */
export const tokenKey = "pagerduty:token";

/** @throws when the stack settings hold no `pagerduty:token`. */
export function provider(): vendor.Provider {
  const token = new pulumi.Config("pagerduty").requireSecret("token");
  return new vendor.Provider("pagerduty", { token }, { version: pluginVersion });
}
