import * as pulumi from "@pulumi/pulumi";
import type { Setting } from "../vendor.ts";
import { Provider } from "./resources.ts";

/** Token of an internal integration: alerts:write, org:integrations, org:read, project:read, team:read, member:read. */
export const token: Setting = { key: "sentry:token", secret: true };

/**
 * The one connection that all resources and look-ups use. `sentry:baseUrl` is for a Sentry of one's own.
 *
 * @throws when the stack settings hold no `sentry:token`.
 */
export function provider(): Provider {
  const config = new pulumi.Config("sentry");
  const baseUrl = config.get("baseUrl");
  return new Provider("sentry", { token: config.requireSecret("token"), ...(baseUrl !== undefined && { baseUrl }) });
}
