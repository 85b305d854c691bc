import * as pulumi from "@pulumi/pulumi";
import type { Setting, Standalone } from "../vendor.ts";
import { Logs } from "./logs.ts";
import { refusals } from "./refusals.ts";
import { Provider } from "./resources.ts";
import { storesOf } from "./select.ts";

/** An API token with the capabilities to make datasets and dashboards. The provider takes those that begin with `xaat-`. */
const apiToken: Setting = {
  key: "axiom:apiToken",
  secret: true,
  faults: (value) => (value.startsWith("xaat-") ? [] : ["is no API token: those begin with xaat-"]),
};

/** Keeps log lines for people to search. */
export const axiom: Standalone = {
  name: "axiom",
  settings: ({ resolved }) => (storesOf(resolved).length === 0 ? [] : [apiToken]),
  refusals,
  provision({ resolved, protect }) {
    const stores = storesOf(resolved);
    if (stores.length === 0) return {};
    const provider = new Provider("axiom", { apiToken: new pulumi.Config("axiom").requireSecret("apiToken") });
    const { datasets, dashboards } = new Logs("logs", { stores, protect }, { providers: [provider] });
    return { datasets, dashboards };
  },
};
