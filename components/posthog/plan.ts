import { empty, type Plan, type Spec, type Stack } from "../plan.ts";
import type { Monitoring } from "../vendor.ts";
import { flagArgs } from "./flag.ts";
import { dashboardArgs, insightArgs } from "./insight.ts";
import type { PostHog } from "./kinds.ts";
import { analyticsOf, dashboardNames, entryNames, eventPath, flagPath, type Project, type SystemAnalytics } from "./select.ts";

type Planned = Spec<PostHog>;

/** What the users of one environment do, and which features they see. */
export function planOf({ resolved }: Monitoring, stack: Stack): Plan<PostHog> {
  const systems = analyticsOf(resolved);
  if (systems.length === 0) return empty;
  const project = { projectId: stack.required("posthog:projectId"), environment: resolved.environment };
  const dashboards = systems.filter(({ analytics }) => analytics.events.length > 0).map((own) => dashboardOf(own, project));
  const flags = systems.flatMap((own) => flagsOf(own, project));
  return {
    groups: [
      {
        type: "slostack:posthog:Analytics",
        name: "analytics",
        objects: [...dashboards.flat(), ...flags],
        outputs: (refs) => ({
          dashboards: Object.fromEntries(dashboards.map(([{ name }]) => [name, refs.ref("dashboard", name)])),
          flags: Object.fromEntries(flags.map(({ name }) => [name, refs.ref("flag", name)])),
        }),
      },
    ],
  };
}

function dashboardOf({ system, analytics }: SystemAnalytics, project: Project): [dashboard: Planned, ...insights: Planned[]] {
  const { name, formerNames } = dashboardNames(system);
  const insights = analytics.events.map((event): Planned => {
    const names = entryNames(system, event);
    return {
      kind: "insight",
      name: names.name,
      formerly: names.formerNames,
      from: [eventPath(system, event)],
      args: (refs) => insightArgs(event, project, refs.number(refs.ref("dashboard", name, "dashboardId"))),
    };
  });
  const from = [`${system.id}/analytics`];
  return [{ kind: "dashboard", name, formerly: formerNames, from, args: () => dashboardArgs(system, project) }, ...insights];
}

function flagsOf({ system, analytics }: SystemAnalytics, project: Project): Planned[] {
  return analytics.flags.map((flag) => {
    const { name, formerNames } = entryNames(system, flag);
    return { kind: "flag", name, formerly: formerNames, from: [flagPath(system, flag)], args: () => flagArgs(flag, project) };
  });
}
