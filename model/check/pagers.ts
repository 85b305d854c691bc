import { formatDuration, parseDuration } from "../quantity.ts";
import type { OrganizationFile } from "../schema/organization.ts";
import { type Check, own } from "./report.ts";

/** One pager pages; another may be its standby; neither should be about to end. */
export const checkPagers: Check = ({ organization, vocabulary }, report) => {
  for (const [id, { pager, standby, escalation, "auto-resolve": resolves }] of Object.entries(organization.value["on-call"])) {
    const path = ["on-call", id];
    const last = lastCall(organization.value, escalation);
    if (resolves !== "never" && parseDuration(resolves) <= last)
      report(
        organization,
        [...path, "auto-resolve"],
        "resolved-before-called",
        `incidents resolve automatically after ${resolves}, but the last level is paged only after ${formatDuration(last)}`,
      );
    if (standby === pager)
      report(organization, [...path, "standby"], "standby-is-pager", `${JSON.stringify(pager)} cannot be its own standby`);
    for (const [key, kind] of [
      ["pager", pager],
      ["standby", standby],
    ] as const) {
      const end = vocabulary.pagers.find((one) => one.kind === kind)?.ends;
      if (end !== undefined && (key === "pager" || standby !== pager))
        report(organization, [...path, key], "pager-ends", `support for ${kind} and its API ends on ${end}`);
    }
  }
};

/** Seconds from an alert until the last level of the first round is called; of a single level, until its time to answer is over. */
function lastCall({ escalations }: OrganizationFile, start: string): number {
  const waits: number[] = [];
  const passed = new Set<string>();
  for (let id: string | undefined = start; id !== undefined && !passed.has(id); id = own(escalations, id)?.next) {
    passed.add(id);
    waits.push(...(own(escalations, id)?.levels ?? []).map(({ wait }) => parseDuration(wait)));
  }
  return (waits.length > 1 ? waits.slice(0, -1) : waits).reduce((sum, wait) => sum + wait, 0);
}
