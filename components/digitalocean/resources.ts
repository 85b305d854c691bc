import * as digitalocean from "@pulumi/digitalocean";
import type { Resources } from "../vendor.ts";
import type { DigitalOcean } from "./kinds.ts";

export const resources: Resources<DigitalOcean> = { classes: { alert: digitalocean.MonitorAlert }, lookUps: {} };
