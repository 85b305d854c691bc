import { formatDuration } from "../../model/quantity.ts";
import type { Refusal } from "../../model/refusal.ts";
import type { Layer, Schedule } from "../../model/resolved.ts";
import { notifyingOf } from "../../monitors/notifying.ts";
import type { Monitoring } from "../vendor.ts";
import { shiftOf } from "./schedule.ts";
import { canPage, forOpsgenie, type OpsgenieOnCall } from "./select.ts";

/** Rounds after the first: `repeat.count` of the API. */
const mostRounds = 20;

/** What Opsgenie cannot express of a catalog, each with its path; empty when all is well. */
export function refusals({ resolved, alerts }: Pick<Monitoring, "resolved" | "alerts">): Refusal[] {
  const plan = forOpsgenie(resolved, alerts);
  return [
    ...plan.schedules.flatMap(({ id, layers }) => layers.flatMap((layer) => layerRefusals(`schedules/${id}/layers/${layer.id}`, layer))),
    ...plan.schedules.flatMap(overrideRefusals),
    ...waitRefusals(plan),
    ...senderRefusals({ resolved, alerts }),
  ];
}

function layerRefusals(path: string, { turn, start, hours }: Layer): Refusal[] {
  const clocks = [start.slice(11, 16), ...(hours ? [hours.from, hours.to] : [])];
  return [
    ...(shiftOf(turn) ? [] : [{ entry: `${path}/turn`, why: `${formatDuration(turn)} is not a whole number of hours, days or weeks` }]),
    ...clocks
      .filter((clock) => !/:(?:00|30)$/.test(clock))
      .map((clock) => ({ entry: path, why: `a shift starts and ends on the hour or half hour, not at ${clock}` })),
  ];
}

/** Rotations of a schedule call at once, so that one more adds a person instead of replacing one. */
function overrideRefusals({ id, overrides }: Schedule): Refusal[] {
  return overrides.map((_override, index) => ({
    entry: `schedules/${id}/overrides/${index + 1}`,
    why: "Opsgenie's provider has no overrides, and another rotation would call this person beside the one on call; make it in Opsgenie's schedule by hand, which no update undoes",
  }));
}

function waitRefusals({ escalations }: OpsgenieOnCall): Refusal[] {
  return escalations.flatMap(({ id, levels, repeat }) => [
    ...levels.flatMap(({ wait }, index) =>
      wait % 60 === 0
        ? []
        : [{ entry: `escalations/${id}/levels/${index + 1}/wait`, why: `${formatDuration(wait)} is not a whole number of minutes` }],
    ),
    ...(repeat > mostRounds ? [{ entry: `escalations/${id}/repeat`, why: `${repeat} is more than ${mostRounds}` }] : []),
  ]);
}

function senderRefusals({ resolved, alerts }: Pick<Monitoring, "resolved" | "alerts">): Refusal[] {
  return notifyingOf(resolved, alerts).flatMap((notifying) => {
    const { entry, sender, route } = notifying;
    if (route.kind !== "page" || route.onCall.pager !== "opsgenie" || canPage(notifying)) return [];
    return [{ entry, why: `${sender} cannot page through Opsgenie; set PagerDuty as the pager of on-call ${route.onCall.id}` }];
  });
}
