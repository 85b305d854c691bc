import * as pulumi from "@pulumi/pulumi";
import { type Bridged, providerOf, resourceOf } from "../bridged.ts";
import type { Resources } from "../vendor.ts";
import type { DashboardArgs, DatasetArgs } from "./inputs.ts";
import type { Axiom } from "./kinds.ts";
import { listers } from "./listing.ts";

/** The vendor's own Terraform provider; it has no SDK on npm. */
export const bridged: Bridged = { address: "registry.opentofu.org/axiomhq/axiom", name: "axiom", version: "1.6.1" };

export class Provider extends providerOf<{ readonly apiToken: pulumi.Input<string> }>(bridged, ["apiToken"]) {}

export class Dataset extends resourceOf<DatasetArgs>(bridged, "Dataset") {}

export class Dashboard extends resourceOf<DashboardArgs>(bridged, "Dashboard") {}

export const resources: Resources<Axiom> = {
  classes: { dataset: Dataset, dashboard: Dashboard },
  lookUps: {},
  provider: () => new Provider("axiom", { apiToken: new pulumi.Config("axiom").requireSecret("apiToken") }),
  listers,
};
