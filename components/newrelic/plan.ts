import { logicalName } from "../../model/ids.ts";
import type { Environment } from "../../model/resolved.ts";
import { nameIn } from "../names.ts";
import { onCallAddress, onCallLinks } from "../on-call-link.ts";
import { empty, type Plan, type Spec, type Stack } from "../plan.ts";
import { entriesOf } from "../provenance.ts";
import type { Monitoring } from "../vendor.ts";
import { conditionArgs } from "./condition.ts";
import { dashboardJson } from "./dashboard.ts";
import { destinationsOf } from "./destination.ts";
import type { NewRelic } from "./kinds.ts";
import { formerRouteNames } from "./names.ts";
import { channelArgs, workflowArgs } from "./notification.ts";
import { type NewRelicDashboard, newRelicAlerts, newRelicDashboards, type PolicyGroup, policyGroups } from "./select.ts";

type Planned = Spec<NewRelic>;

/** Everything of one environment at New Relic: conditions by their recipients, workflows that notify, and what is shown. */
export function planOf(monitoring: Monitoring, stack: Stack): Plan<NewRelic> {
  const { environment } = monitoring.resolved;
  const alerts = newRelicAlerts(monitoring.alerts);
  const dashboards = newRelicDashboards(monitoring.dashboards);
  if (alerts.length + dashboards.length === 0) return empty;
  const account = stack.required("newrelic:accountId");
  const accountId = /^\d+$/.test(account) ? Number(account) : account;
  const groups = policyGroups(alerts);
  const destinations = groups.flatMap(({ route }) => destinationsOf(route, environment).map(({ spec }) => [spec.name, spec] as const));
  return {
    groups: [
      {
        type: "slostack:newrelic:Monitoring",
        name: "newrelic-monitoring",
        objects: [
          ...new Map(destinations).values(),
          ...groups.flatMap((group) => policyOf(group, environment)),
          ...dashboards.map((spec) => showing(spec, accountId)),
        ],
        outputs: (refs) => ({
          conditions: Object.fromEntries(groups.flatMap((group) => group.alerts).map(({ name }) => [name, refs.ref("condition", name)])),
          dashboards: Object.fromEntries(dashboards.map(({ name }) => [name, refs.ref("dashboard", name, "permalink")])),
        }),
      },
    ],
  };
}

/** Each facet of each condition is an issue of its own, so that one does not hide another. */
function policyOf({ name, route, alerts }: PolicyGroup, environment: Environment): Planned[] {
  const formerly = formerRouteNames(route);
  // A rename changes nothing at the vendor.
  const [written = name] = formerly;
  const base = { name, formerly, from: entriesOf(route), protect: route.kind === "page" };
  const destinations = destinationsOf(route, environment);
  return [
    {
      ...base,
      kind: "policy",
      args: () => ({ name: nameIn(environment, written), incidentPreference: "PER_CONDITION_AND_TARGET" }),
    },
    ...destinations.map(
      ({ way, spec }): Planned => ({
        ...base,
        kind: "channel",
        name: logicalName(name, way),
        formerly: formerly.map((former) => logicalName(former, way)),
        from: spec.from,
        args: (refs) => channelArgs(environment, logicalName(written, way), way, refs.ref("destination", spec.name)),
      }),
    ),
    {
      ...base,
      kind: "workflow",
      args: (refs) => {
        const channels = destinations.map(({ way }) => refs.ref("channel", logicalName(name, way)));
        return workflowArgs(environment, written, refs.ref("policy", name), channels);
      },
    },
    ...alerts.map(
      (alert): Planned => ({
        ...base,
        kind: "condition",
        name: alert.name,
        formerly: alert.formerNames,
        from: entriesOf(alert),
        args: (refs) => conditionArgs(alert, refs.ref("policy", name)),
      }),
    ),
  ];
}

/** With a link to who is on call for the service. */
function showing(spec: NewRelicDashboard, accountId: number | string): Planned {
  return {
    kind: "dashboard",
    name: spec.name,
    formerly: spec.formerNames,
    from: entriesOf(spec),
    args: (refs) => ({
      json: refs.text({ url: onCallAddress(spec, refs) }, ({ url }) =>
        dashboardJson(spec, accountId, onCallLinks(url, `On call: ${spec.service?.onCall?.name}`)),
      ),
    }),
  };
}
