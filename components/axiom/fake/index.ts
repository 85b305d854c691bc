import { behindBridge } from "../../../sandbox/fake-provider/bridged.ts";
import type { VendorModel } from "../../../sandbox/fake-provider/model.ts";
import { dashboard } from "./dashboard.ts";
import { dataset } from "./dataset.ts";

/** Axiom as its Terraform provider (1.6.1, behind the bridge) and its API present it, as far as this project uses it. */
export const fake: VendorModel = {
  package: "axiom",
  version: "1.6.1",
  bridged: behindBridge("registry.opentofu.org/axiomhq/axiom"),
  resources: {
    "axiom:index/dataset:Dataset": dataset,
    "axiom:index/dashboard:Dashboard": dashboard,
  },
};
