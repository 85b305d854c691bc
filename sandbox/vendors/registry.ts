import type { VendorModel } from "../stand-in/model.ts";
import { grafana } from "./grafana.ts";
import { pagerduty } from "./pagerduty.ts";

/** The vendors that have a stand-in. A further one is a model beside these and a line here. */
export const vendors: readonly VendorModel[] = [grafana, pagerduty];
