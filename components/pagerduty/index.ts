import type { Monitoring, PageKeys, Pager } from "../vendor.ts";
import { callsOf } from "./calls.ts";
import { refusals } from "./limits.ts";
import { OnCall } from "./on-call.ts";
import { provider, tokenKey } from "./provider.ts";

/** An environment that pages nobody and owns no account has nothing at PagerDuty, and needs no token. */
function hasWork({ resolved, alerts }: Monitoring): boolean {
  return resolved.environment.ownsAccount || alerts.some((alert) => alert.route.kind === "page");
}

const nobody: PageKeys = {
  key(onCall, sender) {
    throw new Error(`${sender} asks for on-call ${onCall.id}, but this environment pages nobody`);
  },
};

export const pagerduty: Pager = {
  name: "pagerduty",
  settings: (monitoring) => (hasWork(monitoring) ? [tokenKey] : []),
  refusals: (monitoring) => (hasWork(monitoring) ? refusals(monitoring.resolved.organization) : []),
  provision(monitoring, senders) {
    if (!hasWork(monitoring)) return nobody;
    const { resolved, alerts, protect } = monitoring;
    return new OnCall("on-call", { resolved, calls: callsOf(alerts, senders), protect }, { providers: [provider()] });
  },
};
