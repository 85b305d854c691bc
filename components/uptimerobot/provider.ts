import * as pulumi from "@pulumi/pulumi";
import type { Setting } from "../vendor.ts";
import { Provider } from "./resources.ts";

/** Main key of the account: it makes monitors and contacts. */
export const apiKey: Setting = { key: "uptimerobot:apiKey", secret: true };

/** @throws when the stack settings hold no `uptimerobot:apiKey` */
export function provider(): Provider {
  return new Provider("uptimerobot", { apiKey: new pulumi.Config("uptimerobot").requireSecret("apiKey") });
}
