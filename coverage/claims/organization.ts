import { logicalName } from "../../model/ids.ts";
import type { Alert } from "../../monitors/alert.ts";
import { alertClaims, type Claim, file, resource } from "../claim.ts";
import type { Stack } from "../stack.ts";
import type { Table } from "./table.ts";

/** The objects of whoever wakes people. */
const pager = /^(pagerduty|opsgenie):/;

const alertsWhere = ({ alerts }: Stack, is: (alert: Alert) => boolean): Claim[] => alerts.filter(is).flatMap(alertClaims);

/** What stands for the entries of `organization.yaml`, by path in the file. */
export const organizationClaims: Table = {
  "environments/*": (stack, [id]) => alertsWhere(stack, ({ environment }) => environment.id === id),
  "sources/*": (stack, [id = ""]) => [
    resource({ stem: logicalName("source", id) }),
    resource({ name: id, type: /logGroup/i }),
    file(id),
    ...alertsWhere(stack, ({ evaluator }) => evaluator.id === id),
    ...stack.dashboards.filter(({ source }) => source.id === id).map(({ name }) => resource({ name, type: /dashboard/i })),
  ],
  "sources/*/jobs/*": (_, [, job = ""]) => [file(job, /prometheus/)],
  "severities/*": (stack, [id]) => alertsWhere(stack, ({ severity }) => severity.id === id),
  "calendars/*": (_, [id = ""]) => [resource({ stem: logicalName("hours", id) }), file(id)],
  "channels/*": ({ resolved, alerts }, [id = ""]) => {
    const channel = resolved.organization.channels.find((one) => one.id === id);
    const addresses = [channel?.slack, channel?.email].filter((address) => address !== undefined);
    const told = alerts.filter(({ route }) => route.channel.id === id);
    return [
      ...addresses.flatMap((holds): Claim[] => [resource({ holds }), file(holds)]),
      ...told.flatMap(({ route }): Claim[] => [
        resource({ name: logicalName("post", id) }),
        ...(route.kind === "page" ? [resource({ name: logicalName("page", route.onCall.id, id) })] : []),
      ]),
      ...told.flatMap(alertClaims),
    ];
  },
  "people/*": (_, [stem = ""]) => [resource({ stem, type: pager })],
  "teams/*": (_, [stem = ""]) => [resource({ stem, type: /^(pagerduty|opsgenie):.*:Team/ })],
  "schedules/*": (_, [stem = ""]) => [resource({ stem, type: /^(pagerduty|opsgenie):.*:Schedule/ })],
  "escalations/*": (_, [stem = ""]) => [resource({ stem, type: /^(pagerduty|opsgenie):.*:Escalation/ })],
  "on-call/*": (_, [stem = ""]) => [
    resource({ stem, type: /^(pagerduty|opsgenie):.*:(Service|AlertGroupingSetting|ApiIntegration)/ }),
    resource({ stem: logicalName("page", stem) }),
  ],
  "policies/*": (stack, [id]) => alertsWhere(stack, ({ slo }) => slo?.policy.id === id),
  alertmanager: () => [file("receivers", /^alertmanager\//)],
  "dead-man": () => [resource({ stem: "dead-man" }), file("dead-man")],
};
