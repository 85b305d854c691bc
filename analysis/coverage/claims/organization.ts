import type { Organization } from "../../../model/resolved.ts";
import type { Alert } from "../../../monitors/alert.ts";
import { alertClaims, alertObject, type Claim, dashboardClaim, file, fileOf, object, part } from "../claim.ts";
import type { Stack } from "../stack.ts";
import { noMore, type Table } from "./table.ts";

const alertsWhere = ({ alerts }: Stack, is: (alert: Alert) => boolean): Claim[] => alerts.filter(is).flatMap(alertClaims);

/** What stands for the entries of `organization.yaml`, by path in the file. */
export const organizationClaims: Table = {
  "environments/*": (stack, [id]) => alertsWhere(stack, ({ environment }) => environment.id === id),
  "sources/*": (stack, [id = ""]) => [
    ...agentClaims(stack, id),
    fileOf(`sources/${id}`),
    ...alertsWhere(stack, ({ evaluator }) => evaluator.id === id),
    ...stack.dashboards.filter(({ source }) => source.id === id).map(dashboardClaim),
  ],
  "sources/*/jobs/*": (_, [source = "", job = ""]) => [fileOf(`sources/${source}/jobs/${job}`)],
  "severities/*": (stack, [id]) => alertsWhere(stack, ({ severity }) => severity.id === id),
  "calendars/*": (stack, [id]) => alertsWhere(stack, ({ route }) => route.kind === "post" && route.during?.id === id),
  "channels/*": (stack, [id = ""]) => [...addressClaims(stack, id), ...alertsWhere(stack, ({ route }) => route.channel.id === id)],
  "people/*": ({ resolved: { organization } }, [id]) => (organization.pagerPeople === "own" ? [] : callersOf(organization, id)),
  "teams/*": ({ resolved: { organization } }, [id]) =>
    organization.pagerPeople === "own"
      ? []
      : organization.escalations.flatMap((one) => (one.team.id === id ? object(`escalations/${one.id}`) : [])),
  "schedules/*": noMore,
  "escalations/*": noMore,
  // A pager for it must have objects of it, the standby as well.
  "on-call/*": ({ resolved }, [id = ""]) => {
    const onCall = resolved.organization.onCalls.find((one) => one.id === id);
    const pagers = onCall ? [onCall.pager, ...(onCall.standby ? [onCall.standby] : [])] : [];
    return pagers.flatMap((vendor) => part(vendor, [object(`on-call/${id}`, { vendor })]));
  },
  "policies/*": (stack, [id]) => alertsWhere(stack, ({ slo }) => slo?.policy.id === id),
  alertmanager: () => [fileOf("alertmanager")],
  kubernetes: () => [fileOf("kubernetes")],
  "dead-man": noMore,
};

/** What calls a person whom others made at the pager. */
function callersOf({ schedules, escalations }: Organization, id: string | undefined): Claim[] {
  return [
    ...schedules
      .filter(
        ({ layers, overrides }) =>
          layers.some(({ rotation }) => rotation.some((person) => person.id === id)) || overrides.some(({ who }) => who.id === id),
      )
      .map((schedule) => object(`schedules/${schedule.id}`)),
    ...escalations
      .filter(({ levels }) => levels.some(({ kind, target }) => kind === "person" && target.id === id))
      .map((escalation) => object(`escalations/${escalation.id}`)),
  ];
}

/** The agent that sends the lines of a log group. */
function agentClaims({ resolved }: Stack, id: string): Claim[] {
  const source = resolved.organization.sources.find((one) => one.id === id);
  if (!source || !("agent" in source) || !source.agent) return [];
  return part("its agent", [fileOf(`sources/${id}`, source.group)]);
}

/** Every address of a channel must be written to by something: an object of the channel's own, or one of its alerts. */
function addressClaims({ alerts, resolved }: Stack, id: string): Claim[] {
  const { slack, email, webhook } = resolved.organization.channels.find((one) => one.id === id) ?? {};
  const writers = [object(`channels/${id}`), ...alerts.filter(({ route }) => route.channel.id === id).map(alertObject)];
  const written = (address: string, also: { holds: string } | { says: string }) =>
    part(address, [...writers.map((claim) => ({ ...claim, ...also })), file("holds" in also ? also.holds : also.says)]);
  return [
    ...(slack === undefined ? [] : written(slack, { holds: slack })),
    ...(email === undefined ? [] : written(email, { says: email })),
    ...(webhook === undefined ? [] : written(webhook, { says: `webhook-${webhook}` })),
  ];
}
