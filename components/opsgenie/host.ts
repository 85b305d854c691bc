import * as pulumi from "@pulumi/pulumi";

/** Where accounts live, by `slostack:opsgenieRegion`. */
const hosts = { us: "api.opsgenie.com", eu: "api.eu.opsgenie.com" } as const;
type Region = keyof typeof hosts;

/** @throws pulumi.RunError if the region is none of these */
export const hostOf = (): string =>
  hosts[new pulumi.Config("slostack").get<Region>("opsgenieRegion", { allowedValues: ["us", "eu"] }) ?? "us"];
