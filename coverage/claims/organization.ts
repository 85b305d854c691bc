import { logicalName } from "../../model/ids.ts";
import type { Alert } from "../../monitors/alert.ts";
import { alertClaims, type Claim, file, part, resource } from "../claim.ts";
import type { Stack } from "../stack.ts";
import type { Table } from "./table.ts";

/** The objects of whoever wakes people. */
const pager = /^(pagerduty|opsgenie):/;

const alertsWhere = ({ alerts }: Stack, is: (alert: Alert) => boolean): Claim[] => alerts.filter(is).flatMap(alertClaims);

/** What stands for the entries of `organization.yaml`, by path in the file. */
export const organizationClaims: Table = {
  "environments/*": (stack, [id]) => alertsWhere(stack, ({ environment }) => environment.id === id),
  "sources/*": (stack, [id = ""]) => [
    ...agentClaims(stack, id),
    resource({ stem: logicalName("source", id) }),
    resource({ name: id, type: /logGroup/i }),
    file(id),
    ...alertsWhere(stack, ({ evaluator }) => evaluator.id === id),
    ...stack.dashboards.filter(({ source }) => source.id === id).map(({ name }) => resource({ name, type: /dashboard/i })),
  ],
  "sources/*/jobs/*": (_, [, job = ""]) => [file(job, /prometheus/)],
  "severities/*": (stack, [id]) => alertsWhere(stack, ({ severity }) => severity.id === id),
  "calendars/*": (stack, [id]) => alertsWhere(stack, ({ route }) => route.kind === "post" && route.during?.id === id),
  "channels/*": (stack, [id = ""]) => [...addressClaims(stack, id), ...alertsWhere(stack, ({ route }) => route.channel.id === id)],
  "people/*": (_, [stem = ""]) => [resource({ stem, type: pager })],
  "teams/*": (_, [stem = ""]) => [resource({ stem, type: /^(pagerduty|opsgenie):.*:Team/ })],
  "schedules/*": (_, [stem = ""]) => [resource({ stem, type: /^(pagerduty|opsgenie):.*:Schedule/ })],
  "escalations/*": (_, [stem = ""]) => [resource({ stem, type: /^(pagerduty|opsgenie):.*:Escalation/ })],
  "on-call/*": ({ resolved }, [id = ""]) => {
    const onCall = resolved.organization.onCalls.find((one) => one.id === id);
    const pagers = onCall ? [onCall.pager, ...(onCall.standby ? [onCall.standby] : [])] : [];
    return [
      ...pagers.flatMap((name) =>
        part(name, [resource({ stem: id, type: new RegExp(`^${name}:.*:(Service|ApiIntegration|Integration)`) })]),
      ),
      resource({ stem: id, type: /:AlertGroupingSetting$/ }),
      resource({ stem: logicalName("page", id) }),
    ];
  },
  "policies/*": (stack, [id]) => alertsWhere(stack, ({ slo }) => slo?.policy.id === id),
  alertmanager: () => [file("receivers", /^alertmanager\//)],
  "dead-man": () => [resource({ stem: "watchdog" })],
};

/** The agent that sends the lines of a log group. */
function agentClaims({ resolved }: Stack, id: string): Claim[] {
  const source = resolved.organization.sources.find((one) => one.id === id);
  if (source?.kind !== "cloudwatch-logs" || !source.agent) return [];
  return part("its agent", [file(source.group, /^cloudwatch-agent\//)]);
}

/** Every address of a channel must be written to by something. */
function addressClaims({ resolved }: Stack, id: string): Claim[] {
  const { slack, email, webhook } = resolved.organization.channels.find((one) => one.id === id) ?? {};
  return [
    ...(slack === undefined ? [] : part(slack, [resource({ holds: slack }), file(slack)])),
    ...(email === undefined ? [] : part(email, [resource({ says: email }), file(email)])),
    ...(webhook === undefined ? [] : part(webhook, [resource({ says: `webhook-${webhook}` }), file(`webhook-${webhook}`)])),
  ];
}
