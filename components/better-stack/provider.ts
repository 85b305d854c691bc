import * as pulumi from "@pulumi/pulumi";
import type { Setting } from "../vendor.ts";
import { Provider } from "./resources.ts";

/** Token of the team for the Uptime API. */
export const token: Setting = { key: "better-uptime:apiToken", secret: true };

/**
 * The one connection that all resources and look-ups use.
 *
 * @throws when the stack settings hold no `better-uptime:apiToken`
 */
export function provider(): Provider {
  return new Provider("better-stack", { apiToken: new pulumi.Config("better-uptime").requireSecret("apiToken") });
}
