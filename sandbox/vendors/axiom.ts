import type { VendorModel } from "../stand-in/model.ts";
import { dashboard } from "./axiom/dashboard.ts";
import { dataset } from "./axiom/dataset.ts";
import { behindBridge } from "./bridged.ts";

/** Axiom as its Terraform provider (1.6.1, behind the bridge) and its API present it, as far as this project uses it. */
export const axiom: VendorModel = {
  package: "axiom",
  version: "1.6.1",
  bridged: behindBridge("registry.opentofu.org/axiomhq/axiom"),
  resources: {
    "axiom:index/dataset:Dataset": dataset,
    "axiom:index/dashboard:Dashboard": dashboard,
  },
};
