import { nobody } from "../selection.ts";
import type { Monitoring, Pager } from "../vendor.ts";
import { callsOf } from "./calls.ts";
import { refusals } from "./limits.ts";
import { OnCall } from "./on-call.ts";
import { provider, token } from "./provider.ts";

/** An environment that pages nobody and owns no account has nothing at PagerDuty, and needs no token. */
function hasWork({ resolved, alerts }: Monitoring): boolean {
  const { environment, organization } = resolved;
  const sent = environment.pages && organization.onCalls.some(({ senders }) => senders.length > 0);
  return environment.ownsAccount || sent || alerts.some((alert) => alert.route.kind === "page");
}

export const pagerduty: Pager = {
  name: "pagerduty",
  settings: (monitoring) => (hasWork(monitoring) ? [token] : []),
  refusals: (monitoring) => (hasWork(monitoring) ? refusals(monitoring.resolved.organization) : []),
  provision(monitoring, senders) {
    if (!hasWork(monitoring)) return nobody;
    const { resolved, alerts, protect } = monitoring;
    return new OnCall("on-call", { resolved, calls: callsOf(resolved, alerts, senders), protect }, { providers: [provider()] });
  },
};
