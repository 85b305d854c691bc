import { decimal } from "../../model/quantity.ts";
import type { Alert } from "../../monitors/alert.ts";
import { quietTraffic } from "../../monitors/detection-profile.ts";
import { fireability } from "../../monitors/fireability.ts";
import { type Ability, ableOf } from "./ability/able.ts";
import type { Finding, Pair } from "./change.ts";

export type { Ability } from "./ability/able.ts";
export { abilitySection } from "./ability/section.ts";

/** Every alert of both revisions, in the order of the pairs. */
export function abilitiesOf(pairs: readonly Pair[]): Ability[] {
  const faults = {
    before: fireability(pairs.flatMap(({ before }) => before ?? [])),
    after: fireability(pairs.flatMap(({ after }) => after ?? [])),
  };
  return pairs.flatMap(({ before, after }) => {
    const alert = after ?? before;
    if (!alert) return [];
    const hourly = trafficOf(after) ?? trafficOf(before);
    return {
      name: alert.name,
      entry: alert.entry,
      title: alert.title,
      pages: before?.route.kind === "page" || after?.route.kind === "page",
      ...(hourly && { quietTraffic: `${decimal(hourly)}/h` }),
      ...(before && { before: ableOf(before, faults.before, hourly) }),
      ...(after && { after: ableOf(after, faults.after, hourly) }),
    };
  });
}

const trafficOf = (alert: Alert | undefined) => alert && quietTraffic(alert.when);

/**
 * What head's alerts can no longer do, or do too easily, and base's did not. What is said of the quietest hour holds only as
 * far as the catalog's `minimum-traffic` is true.
 *
 * @param declared paths of entries of which this very change says why something goes unseen
 */
export function abilityFindings(abilities: readonly Ability[], declared: ReadonlySet<string> = new Set()): Finding[] {
  return abilities.flatMap((ability) => checks.flatMap((check) => check(ability, declared)));
}

type Check = (ability: Ability, declared: ReadonlySet<string>) => Finding[];

const checks: readonly Check[] = [
  ({ entry, title, before, after }, declared) =>
    after?.fires === "never" && before?.fires !== "never" && !(before && declared.has(entry))
      ? [{ severity: "error", entry, what: `${title} can never fire${before ? " any more" : ""}: ${after.why}`, way: after.way ?? "" }]
      : [],
  ({ entry, title, before, after }) =>
    after?.fires === "always" && before?.fires !== "always"
      ? [{ severity: "error", entry, what: `${title} would always fire: ${after.why}`, way: after.way ?? "" }]
      : [],
  ({ entry, title, pages, quietTraffic, before, after }) =>
    after?.oneFailure && before?.oneFailure !== true
      ? [
          {
            severity: "warning",
            entry,
            what: `one failed request in the quietest hour (${quietTraffic}) ${pages ? "pages someone" : "sends a notification"}: ${title}`,
            way: "ask for more failures (`least`, of a policy `least-bad-events`), or for a longer window",
          },
        ]
      : [],
  ({ entry, title, quietTraffic, before, after }, declared) =>
    after?.fires === "sometimes" && after.quietOutage === null && typeof before?.quietOutage === "number" && !declared.has(entry)
      ? [
          {
            severity: "warning",
            entry,
            what: `${title} no longer detects a total outage in the quietest hour (${quietTraffic}): too few requests come to fail`,
            way: "ask for fewer failures or a longer window, or leave the night to a probe and say so under `unseen`",
          },
        ]
      : [],
];
