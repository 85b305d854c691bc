import { decimal } from "../../model/quantity.ts";
import type { Refusal } from "../../model/refusal.ts";
import type { Environment } from "../../model/resolved.ts";
import { nameIn } from "../names.ts";
import type { Monitoring } from "../vendor.ts";
import { keyOf, percentOf } from "./flag.ts";
import { analyticsOf, eventPath, flagPath, type SystemAnalytics } from "./select.ts";

/** Characters of the name of an insight: `max_length` of it at PostHog. */
const longest = 400;

/** What PostHog cannot express of a catalog, each with its path; empty when all is well. */
export function refusals({ resolved }: Pick<Monitoring, "resolved">): Refusal[] {
  const own = analyticsOf(resolved);
  const flags = own.flatMap(({ system, analytics }) => analytics.flags.map((flag) => ({ key: keyOf(flag), path: flagPath(system, flag) })));
  return [
    ...[...Map.groupBy(flags, ({ key }) => key)].flatMap(([key, [first, second]]) =>
      first && second
        ? [{ entry: second.path, why: `all systems of an environment share one project, where ${key} is already ${first.path}` }]
        : [],
    ),
    ...own.flatMap((one) => systemRefusals(one, resolved.environment)),
  ];
}

function systemRefusals({ system, analytics: { events, flags } }: SystemAnalytics, environment: Environment): Refusal[] {
  return [
    ...flags.flatMap((flag) => {
      const percent = percentOf(flag.rollout);
      return percent.d === 1n
        ? []
        : [{ entry: flagPath(system, flag), why: `a flag rolls out to whole percents of users, not ${decimal(percent)}` }];
    }),
    ...events.flatMap((event) =>
      nameIn(environment, event.title).length > longest
        ? [{ entry: eventPath(system, event), why: `its title, with the environment, exceeds ${longest} characters` }]
        : [],
    ),
  ];
}
