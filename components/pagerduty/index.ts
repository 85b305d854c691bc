import * as pulumi from "@pulumi/pulumi";
import type { Person, Resolved } from "../../model/resolved.ts";
import { type Numbers, phones, phonesKey } from "../phones.ts";
import { nobody } from "../selection.ts";
import type { Monitoring, Pager } from "../vendor.ts";
import { listers } from "./listing.ts";
import { OnCall } from "./on-call.ts";
import { reader } from "./paging/index.ts";
import { provider, token } from "./provider.ts";
import { refusals } from "./refusals.ts";
import { callsOf, isHere } from "./select.ts";

/** An environment that pages nobody and owns no account has nothing at PagerDuty, and needs no token. */
function hasWork({ resolved, alerts }: Monitoring): boolean {
  const { environment, organization } = resolved;
  const sent = environment.pages && organization.onCalls.some((onCall) => isHere(onCall) && onCall.senders.length > 0);
  return environment.ownsAccount || sent || alerts.some(({ route }) => route.kind === "page" && isHere(route.onCall));
}

/** Whom this stack makes reachable: contacts belong to the account, so the stack that owns it has them all. */
function reached({ environment, organization }: Resolved): Person[] {
  return environment.ownsAccount ? organization.people.filter(({ reach }) => reach.length > 0) : [];
}

export const pagerduty: Pager = {
  name: "pagerduty",
  reader,
  listers,
  unlisted: "people, teams and integrations",
  settings(monitoring) {
    if (!hasWork(monitoring)) return [];
    const people = reached(monitoring.resolved);
    return people.length > 0 ? [token, phones(people)] : [token];
  },
  refusals: (monitoring) => (hasWork(monitoring) ? refusals(monitoring.resolved.organization) : []),
  provision(monitoring, senders) {
    if (!hasWork(monitoring)) return nobody;
    const { resolved, alerts, protect } = monitoring;
    const numbers = () => new pulumi.Config("slostack").requireSecretObject<Numbers>(phonesKey);
    const calls = callsOf(resolved, alerts, senders);
    return new OnCall("on-call", { resolved, calls, protect, numbers }, { providers: [provider()] });
  },
};
