import { defineVendor, type Setting } from "../vendor.ts";
import { type Axiom, kinds } from "./kinds.ts";
import { planOf } from "./plan.ts";
import { refusals } from "./refusals.ts";
import { storesOf } from "./select.ts";

/** An API token with the capabilities to make datasets and dashboards. The provider takes those that begin with `xaat-`. */
const apiToken: Setting = {
  key: "axiom:apiToken",
  secret: true,
  faults: (value) => (value.startsWith("xaat-") ? [] : ["is no API token: those begin with xaat-"]),
};

/** Keeps log lines for people to search. */
export const axiom = defineVendor<Axiom>({
  name: "axiom",
  title: "Axiom",
  role: "standalone",
  takes: "datasets",
  kinds,
  settings: ({ resolved }) => (storesOf(resolved).length === 0 ? [] : [apiToken]),
  refusals,
  plan: planOf,
  resources: async () => (await import("./resources.ts")).resources,
});
