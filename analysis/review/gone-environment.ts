import { formatCount } from "../../model/quantity.ts";
import type { Resolved } from "../../model/resolved.ts";
import { alertsOf } from "../../monitors/alerts.ts";
import type { Change } from "./change.ts";
import { notifies } from "./difference/verdict.ts";
import { listed } from "./difference/words.ts";

/** An environment that head does not have any more, with everything that was seen there. */
export function goneEnvironment(base: Resolved): Change {
  const { id, pages } = base.environment;
  const notifying = alertsOf(base).filter(notifies);
  const paging = notifying.filter(({ route }) => route.kind === "page");
  const owners = [...new Set(notifying.map(({ owner }) => owner.id))].sort();
  return {
    entry: `organization/environments/${id}`,
    about: "on-call",
    direction: notifying.length > 0 ? "blind" : "neutral",
    what: `removed: environment ${id}`,
    means: [
      ...(notifying.length > 0 ? [`${formatCount(notifying.length, "alert")} gone: ${listed(notifying.map(({ title }) => title))}`] : []),
      ...(paging.length > 0 ? [`${formatCount(paging.length, "alert")} of them paged`] : []),
      "failures there are no longer detected",
    ],
    tier: 1,
    owners,
    pages: pages && paging.length > 0,
  };
}
