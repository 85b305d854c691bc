import type { PagerKind } from "../resolved.ts";
import type { Check } from "./report.ts";

/**
 * When a pager ends, as its vendor says.
 * Source: https://www.atlassian.com/blog/announcements/evolution-of-it-operations (support and API until 5 April 2027)
 */
const ends: Partial<Readonly<Record<PagerKind, string>>> = { opsgenie: "5 April 2027" };

/** One pager wakes people; another may stand by, and neither should be about to end. */
export const checkPagers: Check = ({ organization }, report) => {
  for (const [id, { pager, standby }] of Object.entries(organization.value["on-call"])) {
    const path = ["on-call", id];
    if (standby === pager)
      report(organization, [...path, "standby"], "standby-is-pager", `${JSON.stringify(pager)} would stand by for itself`);
    for (const [key, kind] of [
      ["pager", pager],
      ["standby", standby],
    ] as const) {
      const end = kind && ends[kind];
      if (end !== undefined && (key === "pager" || standby !== pager))
        report(organization, [...path, key], "pager-ends", `support of ${kind} ends on ${end}, and its API with it`);
    }
  }
};
