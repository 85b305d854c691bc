import type { VendorModel } from "../../../sandbox/fake-provider/model.ts";
import { alertChannel } from "./alert-channel.ts";
import { check } from "./check.ts";

/** Checkly as its plugin (1.0.0) and its API present it, as far as this project uses it. */
export const fake: VendorModel = {
  package: "checkly",
  version: "1.0.0",
  resources: {
    "checkly:index/check:Check": check,
    "checkly:index/alertChannel:AlertChannel": alertChannel,
  },
};
