import type { Names } from "../../dashboards/name.ts";
import { logicalName } from "../../model/ids.ts";
import type { Environment } from "../../model/resolved.ts";
import type { Alert, Route } from "../../monitors/alert.ts";
import { entryIn } from "../../monitors/entry.ts";
import { empty, type Plan, type Refs, type Spec } from "../plan.ts";
import { entriesOf } from "../provenance.ts";
import type { Monitoring } from "../vendor.ts";
import { compositeAlarmArgs, metricAlarmArgs } from "./alarm.ts";
import { type Alarms, alarmsOf } from "./alarms.ts";
import type { Aws } from "./kinds.ts";
import { logGroupArgs, logGroupsOf, metricFilterArgs } from "./log-group.ts";
import { routeNames } from "./names.ts";
import { forAws, hasWork } from "./select.ts";
import { mailSubscriptionArgs, pagerAddress, pagerSubscriptionArgs, routesOf, topicArgs } from "./topic.ts";

type Planned = Spec<Aws>;

/** Everything of one environment at CloudWatch: where lines go, what is counted, what alarms, who is notified. */
export function planOf(monitoring: Monitoring): Plan<Aws> {
  const selected = forAws(monitoring);
  if (!hasWork(selected)) return empty;
  const { resolved, alerts } = selected;
  const { environment } = resolved;
  const alarms = alarmsOf(alerts);
  const routes = routesOf(alerts);
  return {
    groups: [
      {
        type: "slostack:aws:Monitoring",
        name: "aws-monitoring",
        objects: [
          ...logGroups(selected),
          ...counting(alarms, environment),
          ...routes.flatMap((route) => notifying(route, environment)),
          ...evaluating(alarms),
        ],
        outputs: (refs) => ({
          logGroups: Object.fromEntries(logGroupsOf(resolved).map(({ id }) => [id, refs.ref("logGroup", id, "name")])),
          topics: Object.fromEntries(routes.map((route) => [routeNames(route).name, topicOf(refs, route)])),
          alarms: { metric: alarms.alarms.length, composite: alarms.composites.length },
        }),
      },
    ],
  };
}

/** What holds data: protected, and at the vendor as well. */
function logGroups({ resolved, protect }: Monitoring): Planned[] {
  return logGroupsOf(resolved).map((source) => ({
    kind: "logGroup",
    name: source.id,
    formerly: [],
    from: [`sources/${source.id}`],
    protect: true,
    args: () => logGroupArgs(source, resolved.environment, protect),
  }));
}

function counting({ filters }: Alarms, environment: Environment): Planned[] {
  return filters.map((spec) => ({
    kind: "metricFilter",
    ...named(spec),
    from: [entryIn(spec.metric.role === "lines" ? "metrics" : "signals", spec.path)],
    protect: true,
    args: (refs) => metricFilterArgs(spec, environment, refs.ref("logGroup", spec.metric.source.id, "name")),
  }));
}

const topicOf = (refs: Refs<Aws>, route: Route) => refs.ref("topic", routeNames(route).name, "arn");

/** Pages are protected; a posting topic may go with its channel. */
function notifying(route: Route, environment: Environment): Planned[] {
  const names = routeNames(route);
  const { email } = route.channel;
  const protect = route.kind === "page";
  const topic: Planned = {
    kind: "topic",
    ...named(names),
    from: entriesOf(route),
    protect,
    args: () => topicArgs(route, environment),
  };
  const pager: Planned[] =
    route.kind === "page"
      ? [
          {
            kind: "subscription",
            ...named(suffixed(names, "pager")),
            from: [`on-call/${route.onCall.id}`],
            protect,
            args: (refs) => {
              const address = refs.text({ key: refs.key(route.onCall) }, ({ key }) => pagerAddress(key));
              return pagerSubscriptionArgs(topicOf(refs, route), refs.sealed(address));
            },
          },
        ]
      : [];
  const mail: Planned[] =
    email === undefined
      ? []
      : [
          {
            kind: "subscription",
            ...named(suffixed(names, "email")),
            from: [`channels/${route.channel.id}`],
            args: (refs) => mailSubscriptionArgs(topicOf(refs, route), email),
          },
        ];
  return [topic, ...pager, ...mail];
}

/** What decides whether someone is notified: alarms, and the composites that read them. */
function evaluating({ alarms, composites, filters }: Alarms): Planned[] {
  const filterOf = new Map(filters.map(({ metric, name }) => [metric.name, name]));
  const topic = (refs: Refs<Aws>, { route }: Alert) => topicOf(refs, route);
  return [
    ...alarms.map(
      (spec): Planned => ({
        kind: "alarm",
        ...named(spec),
        from: entriesOf(spec.alert),
        protect: true,
        // An alarm on a metric that nothing feeds yet would begin its life with absence.
        after: spec.question.reads.map(({ metric }) => ({ kind: "metricFilter", name: filterOf.get(metric.name) ?? metric.name })),
        args: (refs) => metricAlarmArgs(spec, spec.notifies ? { topic: topic(refs, spec.alert) } : "none"),
      }),
    ),
    ...composites.map(
      (spec): Planned => ({
        kind: "compositeAlarm",
        ...named(spec),
        from: entriesOf(spec.alert),
        protect: true,
        after: spec.parts.map((name) => ({ kind: "alarm", name })),
        args: (refs) => compositeAlarmArgs(spec, topic(refs, spec.alert)),
      }),
    ),
  ];
}

const named = ({ name, formerNames }: Names) => ({ name, formerly: formerNames });

const suffixed = ({ name, formerNames }: Names, suffix: string): Names => ({
  name: logicalName(name, suffix),
  formerNames: formerNames.map((former) => logicalName(former, suffix)),
});
