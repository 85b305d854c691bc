import * as pulumi from "@pulumi/pulumi";

/** Where the project is; the other region, or an installation of one's own, is a setting. */
export const host = (): string => new pulumi.Config("posthog").get("host")?.replace(/\/+$/, "") ?? "https://us.posthog.com";
