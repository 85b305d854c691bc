import * as pulumi from "@pulumi/pulumi";
import { type Numbers, phones, phonesKey } from "../phones.ts";
import { nobody } from "../selection.ts";
import type { Monitoring, Pager } from "../vendor.ts";
import { OnCall } from "./on-call.ts";
import { reader } from "./paging/index.ts";
import { apiKey, provider } from "./provider.ts";
import { refusals } from "./refusals.ts";
import { forOpsgenie, type OpsgenieOnCall } from "./select.ts";

const plan = ({ resolved, alerts }: Monitoring): OpsgenieOnCall => forOpsgenie(resolved, alerts);

/** Wakes people, or stands by for the pager that does. */
export const opsgenie: Pager = {
  name: "opsgenie",
  reader,
  settings(monitoring) {
    const { calls, people } = plan(monitoring);
    if (calls.length === 0) return [];
    const reached = people.filter(({ reach }) => reach.length > 0);
    return reached.length > 0 ? [apiKey, phones(reached)] : [apiKey];
  },
  refusals,
  provision(monitoring) {
    const selected = plan(monitoring);
    if (selected.calls.length === 0) return nobody;
    const { environment } = monitoring.resolved;
    const numbers = () => new pulumi.Config("slostack").requireSecretObject<Numbers>(phonesKey);
    return new OnCall("opsgenie", { environment, plan: selected, protect: monitoring.protect, numbers }, { providers: [provider()] });
  },
};
