import * as pulumi from "@pulumi/pulumi";
import { type Numbers, phones, phonesKey } from "../phones.ts";
import { nobody } from "../selection.ts";
import type { Monitoring, Pager } from "../vendor.ts";
import { OnCall } from "./on-call.ts";
import { type Plan, planOf } from "./plan.ts";
import { apiKey, provider } from "./provider.ts";
import { refusals } from "./refusals.ts";

const plan = ({ resolved, alerts }: Monitoring): Plan => planOf(resolved, alerts);

/** Wakes people, or stands by for the pager that does. */
export const opsgenie: Pager = {
  name: "opsgenie",
  settings(monitoring) {
    const { calls, people } = plan(monitoring);
    if (calls.length === 0) return [];
    const reached = people.filter(({ reach }) => reach.length > 0);
    return reached.length > 0 ? [apiKey, phones(reached)] : [apiKey];
  },
  refusals,
  provision(monitoring) {
    const own = plan(monitoring);
    if (own.calls.length === 0) return nobody;
    const { environment } = monitoring.resolved;
    const numbers = () => new pulumi.Config("slostack").requireSecretObject<Numbers>(phonesKey);
    return new OnCall("opsgenie", { environment, plan: own, protect: monitoring.protect, numbers }, { providers: [provider()] });
  },
};
