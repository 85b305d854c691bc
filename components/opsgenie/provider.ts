import * as pulumi from "@pulumi/pulumi";
import type { Setting } from "../vendor.ts";
import { Provider } from "./resources.ts";

/** Key of an integration of the type API with configuration access. */
export const apiKey: Setting = { key: "opsgenie:apiKey", secret: true };

/** Where accounts live, by `slostack:opsgenieRegion`. */
const hosts = { us: "api.opsgenie.com", eu: "api.eu.opsgenie.com" } as const;
type Region = keyof typeof hosts;

/** @throws when the stack settings hold no `opsgenie:apiKey` */
export function provider(): Provider {
  const region = new pulumi.Config("slostack").get<Region>("opsgenieRegion", { allowedValues: ["us", "eu"] }) ?? "us";
  return new Provider("opsgenie", { apiKey: new pulumi.Config("opsgenie").requireSecret("apiKey"), apiUrl: hosts[region] });
}
