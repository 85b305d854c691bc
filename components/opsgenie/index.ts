import { phones } from "../phones.ts";
import { defineVendor, type Setting } from "../vendor.ts";
import { alertReaders } from "./alert-reader.ts";
import { kinds, type Opsgenie } from "./kinds.ts";
import { opsgeniePager } from "./pager.ts";
import { reader } from "./paging/index.ts";
import { planOf } from "./plan.ts";
import { refusals } from "./refusals.ts";
import { forOpsgenie } from "./select.ts";

/** Key of an integration of the type API with configuration access. */
const apiKey: Setting = { key: "opsgenie:apiKey", secret: true };

/** Wakes people, or is the standby of the pager that does. */
export const opsgenie = defineVendor<Opsgenie>({
  name: "opsgenie",
  title: "Opsgenie",
  role: "pager",
  pager: opsgeniePager,
  kinds,
  alertReaders,
  reader,
  settings({ resolved, alerts }) {
    const { calls, people } = forOpsgenie(resolved, alerts);
    if (calls.length === 0) return [];
    const reached = resolved.organization.pagerPeople === "own" ? people.filter(({ reach }) => reach.length > 0) : [];
    return reached.length > 0 ? [apiKey, phones(reached)] : [apiKey];
  },
  refusals,
  plan: planOf,
  resources: async () => (await import("./resources.ts")).resources,
  unlisted: "contacts, notification rules, rotations and integrations",
});
