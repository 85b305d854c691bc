import * as checkly from "@checkly/pulumi";
import type { Resources } from "../vendor.ts";
import type { Checkly } from "./kinds.ts";

export const resources: Resources<Checkly> = {
  classes: { check: checkly.Check, channel: checkly.AlertChannel },
  lookUps: {},
};
