import type { Person, Resolved } from "../../model/resolved.ts";
import { phones } from "../phones.ts";
import { defineVendor, type Setting } from "../vendor.ts";
import { alertReaders } from "./alert-reader.ts";
import { kinds, type PagerDuty } from "./kinds.ts";
import { pagerdutyPager } from "./pager.ts";
import { reader } from "./paging/index.ts";
import { hasWork, planOf } from "./plan.ts";
import { refusals } from "./refusals.ts";

/** REST API key with write access. */
const token: Setting = { key: "pagerduty:token", secret: true };

/** Whom this stack makes reachable: contacts belong to the account, so the stack that owns it has them all. */
function reached({ environment, organization }: Resolved): Person[] {
  return environment.ownsAccount && organization.pagerPeople === "own" ? organization.people.filter(({ reach }) => reach.length > 0) : [];
}

export const pagerduty = defineVendor<PagerDuty>({
  name: "pagerduty",
  title: "PagerDuty",
  role: "pager",
  pager: pagerdutyPager,
  kinds,
  alertReaders,
  reader,
  settings(monitoring) {
    if (!hasWork(monitoring)) return [];
    const people = reached(monitoring.resolved);
    return people.length > 0 ? [token, phones(people)] : [token];
  },
  refusals: (monitoring) => (hasWork(monitoring) ? refusals(monitoring.resolved.organization) : []),
  plan: planOf,
  sdk: "@pulumi/pagerduty",
  resources: async () => (await import("./resources.ts")).resources,
  unlisted: "memberships and integrations",
});
