import { contactPointArgs, routesOf } from "../components/grafana/contact-point.ts";
import { dashboardJson } from "../components/grafana/dashboard.ts";
import { folderArgs, sourcesFolder } from "../components/grafana/folder.ts";
import { messageTemplateArgs } from "../components/grafana/message-template.ts";
import { groupName, groupsOf, rulesOf } from "../components/grafana/rule-group.ts";
import { forGrafana } from "../components/grafana/select.ts";
import { escalationPolicyArgs } from "../components/pagerduty/escalation.ts";
import { membershipArgs, teamArgs, userArgs } from "../components/pagerduty/people.ts";
import { scheduleArgs } from "../components/pagerduty/schedule.ts";
import { callsOf } from "../components/pagerduty/select.ts";
import { groupingArgs, integrationArgs, serviceArgs } from "../components/pagerduty/service.ts";
import type { Monitoring } from "../components/vendor.ts";
import { namesOf } from "../dashboards/name.ts";
import { panelsOfAlerts } from "../dashboards/panel-of-alert.ts";

/** What the vendors would answer (ids, uids, keys) stands in as this text. */
const answered = "answered";

/** The arguments of every resource, one after the other, as the components hand them to the engine. */
export function* argumentsOf(monitoring: Monitoring): Generator<object> {
  yield* ofGrafana(monitoring);
  yield* ofPagerDuty(monitoring);
}

function* ofGrafana(monitoring: Monitoring): Generator<object> {
  const { resolved, alerts, dashboards } = forGrafana(monitoring);
  const { environment, systems } = resolved;
  yield messageTemplateArgs(environment);
  for (const route of routesOf(alerts)) yield contactPointArgs(route, environment, { slackToken: answered, pageKey: () => answered });
  for (const system of systems) yield folderArgs({ ...namesOf([system]), id: system.id, title: system.name }, environment);
  yield folderArgs(sourcesFolder, environment);
  const refs = {
    datasource: answered,
    contactPoint: () => answered,
    spot: panelsOfAlerts(dashboards),
  };
  for (const group of groupsOf(resolved, alerts)) {
    yield { name: groupName(group), folderUid: answered, intervalSeconds: group.interval, rules: rulesOf(group, refs) };
  }
  for (const dashboard of dashboards) yield { configJson: dashboardJson(dashboard), folder: answered };
}

function* ofPagerDuty({ resolved, alerts }: Monitoring): Generator<object> {
  const { environment, organization } = resolved;
  for (const person of organization.people) yield userArgs(person);
  for (const team of organization.teams) {
    yield teamArgs(team);
    for (const _ of team.members) yield membershipArgs(answered, answered);
  }
  for (const schedule of organization.schedules) yield scheduleArgs(schedule, () => answered);
  for (const escalation of organization.escalations) yield escalationPolicyArgs(escalation, () => answered, answered);
  for (const { onCall, senders } of callsOf(resolved, alerts, ["grafana"])) {
    yield serviceArgs(onCall, environment, answered);
    if (onCall.group !== undefined) yield groupingArgs(onCall, environment, onCall.group, answered);
    for (const sender of senders) yield integrationArgs(sender, answered);
  }
}
