import { namesOf } from "../../dashboards/name.ts";
import { alertGroups } from "../../model/groups.ts";
import type { Route } from "../../monitors/alert.ts";
import { entryIn } from "../../monitors/entry.ts";
import { teamsSetting } from "../names.ts";
import { onCallAddress, onCallLinks } from "../on-call-link.ts";
import { empty, type Plan, type Spec, type Stack } from "../plan.ts";
import { entriesOf } from "../provenance.ts";
import type { Monitoring } from "../vendor.ts";
import { contactPointArgs, routesOf } from "./contact-point.ts";
import { dashboardJson } from "./dashboard.ts";
import { folderArgs, folderOf, sourcesFolder } from "./folder.ts";
import type { Grafana } from "./kinds.ts";
import { messageTemplateArgs } from "./message-template.ts";
import { formerRouteNames, routeName } from "./names.ts";
import { checkArgs, probesOf } from "./probe.ts";
import { groupsOf } from "./rule-group.ts";
import { evaluating, living } from "./rule-plan.ts";
import { forGrafana, type GrafanaDashboard, type GrafanaMonitoring } from "./select.ts";
import { movingNotice, ruleFormOf } from "./settings.ts";

type Planned = Spec<Grafana>;

/** What sends messages, and the template that all of them use. */
const template = { kind: "messageTemplate", name: "messages" } as const;

/** Everything of one environment at Grafana: who is notified, what is evaluated, what is shown. */
export function planOf(monitoring: Monitoring, stack: Stack): Plan<Grafana> {
  const own = forGrafana(monitoring);
  if (own.alerts.length + own.dashboards.length === 0) return empty;
  const form = ruleFormOf(stack);
  const groups = groupsOf(own.resolved, own.alerts);
  const points = routesOf(own.alerts);
  return {
    notices: form === "both" ? [movingNotice(own.alerts)] : [],
    groups: [
      {
        type: "slostack:grafana:Monitoring",
        name: "monitoring",
        objects: [
          ...notifying(own, points),
          ...foldersOf(own),
          ...probing(own),
          ...evaluating(own, groups, form),
          ...own.watchdogs.flatMap((watchdog) => living(watchdog, form)),
          ...own.dashboards.map(showing),
        ],
        outputs: (refs) => ({
          dashboards: Object.fromEntries(own.dashboards.map(({ name }) => [name, refs.ref("dashboard", name, "url")])),
          contactPoints: Object.fromEntries(points.map(routeName).map((name) => [name, refs.ref("contactPoint", name, "name")])),
          rules: {
            alerts: groups.reduce((sum, group) => sum + group.alerts.length, 0),
            recordings: groups.reduce((sum, group) => sum + group.recordings.length, 0),
          },
        }),
      },
    ],
  };
}

function notifying({ alerts, resolved: { environment } }: GrafanaMonitoring, points: readonly Route[]): Planned[] {
  const contactPoints = points.map(
    (route): Planned => ({
      kind: "contactPoint",
      name: routeName(route),
      formerly: formerRouteNames(route),
      from: entriesOf(route),
      protect: route.kind === "page",
      after: [template],
      args: (refs) =>
        contactPointArgs(
          route,
          environment,
          {
            slackToken: refs.secret("slostack:slackToken"),
            teamsUrl: (workflow) => refs.secret(`slostack:${teamsSetting(workflow)}`),
            pageKey: ({ onCall }) => refs.key(onCall),
          },
          alerts.some((alert) => alert.links && routeName(alert.route) === routeName(route)),
        ),
    }),
  );
  const said = { grouped: alerts.some(({ when }) => alertGroups(when)), linked: alerts.some(({ links }) => links) };
  return [
    { ...template, formerly: [], from: entriesOf(environment), args: () => messageTemplateArgs(environment, said) },
    ...contactPoints,
  ];
}

function foldersOf({ alerts, dashboards, resolved: { environment, systems } }: GrafanaMonitoring): Planned[] {
  const shown = new Set([...dashboards, ...alerts].flatMap(({ system }) => system?.id ?? []));
  const ofSystems = systems
    .filter(({ id }) => shown.has(id))
    .map((system) => ({ ...namesOf([system]), id: system.id, title: system.name }));
  return [...ofSystems, sourcesFolder].map((folder) => ({
    kind: "folder",
    name: folder.name,
    formerly: folder.formerNames,
    from: [folder === sourcesFolder ? "sources" : folder.id],
    protect: true,
    args: () => folderArgs(folder, environment),
  }));
}

/** Endpoints, from outside. A location that is gone fails the preview. */
function probing({ alerts, resolved: { environment } }: GrafanaMonitoring): Planned[] {
  return probesOf(alerts).map((probe) => ({
    kind: "check",
    name: probe.name,
    formerly: probe.formerNames,
    from: [entryIn("signals", probe.signal.path), ...probe.alerts.flatMap(entriesOf)],
    protect: true,
    args: (refs) => checkArgs(probe, environment, refs.lookUp("locations", {})),
  }));
}

function showing(spec: GrafanaDashboard): Planned {
  return {
    kind: "dashboard",
    name: spec.name,
    formerly: spec.formerNames,
    from: entriesOf(spec),
    args: (refs) => {
      const parts = { source: refs.lookUp("dataSource", { uid: spec.source.datasource }), url: onCallAddress(spec, refs) };
      const configJson = refs.text(parts, ({ url }) => dashboardJson(spec, onCallLinks(url)));
      return { configJson, folder: folderOf(refs, namesOf([spec.system])) };
    },
  };
}
