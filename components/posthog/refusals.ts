import { decimal } from "../../model/quantity.ts";
import type { Monitoring } from "../vendor.ts";
import { keyOf, percentOf } from "./flag.ts";
import { analyticsOf, type OwnAnalytics } from "./own.ts";

/** Characters of the key of a flag, and of the name of an insight: `max_length` of the two at PostHog. */
const longest = 400;

/** What PostHog cannot express of a catalog, one sentence each with its path; empty when all is well. */
export function refusals({ resolved }: Pick<Monitoring, "resolved">): string[] {
  const own = analyticsOf(resolved);
  const flags = own.flatMap(({ system, analytics }) =>
    analytics.flags.map((flag) => ({ key: keyOf(flag), path: `${system.id}/analytics/flags/${flag.id}` })),
  );
  return [
    ...[...Map.groupBy(flags, ({ key }) => key)].flatMap(([key, [first, second]]) =>
      first && second ? [`${second.path}: all systems of an environment are one project, where ${key} is ${first.path} already`] : [],
    ),
    ...own.flatMap(systemRefusals),
  ];
}

function systemRefusals({ system, analytics: { events, flags } }: OwnAnalytics): string[] {
  const path = `${system.id}/analytics`;
  const both = new Set(flags.map(({ id }) => id));
  return [
    ...flags.flatMap(({ id, rollout }) => {
      const percent = percentOf(rollout);
      return percent.d === 1n ? [] : [`${path}/flags/${id}: a flag is for whole percents of the users, not ${decimal(percent)}`];
    }),
    ...events.flatMap(({ id, title }) => [
      ...(both.has(id) ? [`${path}/events/${id}: a flag of the system has the same id`] : []),
      ...(title.length > longest ? [`${path}/events/${id}: its title has more than ${longest} characters`] : []),
    ]),
  ];
}
