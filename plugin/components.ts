import type * as pulumi from "@pulumi/pulumi";
import { SloAlerts as DatadogSloAlerts } from "../components/datadog/by-itself/index.ts";
import { SloAlerts as GrafanaSloAlerts } from "../components/grafana/by-itself/index.ts";
import { OnCallService } from "../components/pagerduty/by-itself/index.ts";
import { Slostack } from "../slostack.ts";
import { slostackArguments } from "./arguments.ts";
import { onCallServiceArguments } from "./on-call-arguments.ts";
import type { Described } from "./schema.ts";
import { datadogSloAlertsArguments, grafanaSloAlertsArguments } from "./slo-arguments.ts";

/** A component that the plugin serves. */
interface Served extends Described {
  /** @throws pulumi.RunError with every problem; nothing is registered then */
  construct(name: string, args: never, options: pulumi.ComponentResourceOptions): Promise<pulumi.provider.ConstructResult>;
}

/** Every component, by its type token. */
export const components: Readonly<Record<string, Served>> = {
  "slostack:index:Slostack": {
    description:
      "The monitoring stack of a catalog in one environment: every object that the catalog declares, at the vendors of the stack.\n\n" +
      "Nothing is registered while a problem stands: of the catalog, of the settings, or of what a vendor cannot express.",
    args: slostackArguments,
    outputs: {
      outputs: {
        type: "object",
        additionalProperties: { $ref: "pulumi.json#/Any" },
        description: "The environment, and by name of the vendor what is worth knowing of its objects, such as addresses of dashboards.",
      },
    },
    async construct(name, args, options) {
      const monitoring = new Slostack(name, args, options);
      return { urn: monitoring.urn, state: { outputs: await monitoring.outputs } };
    },
  },
  "slostack:datadog:SloAlerts": {
    description:
      "An SLO at Datadog, with the alerts on its error budget: a monitor that pages where the budget burns fast, one that files a ticket where " +
      "it burns slowly, the monitors that both read (burn rates and the traffic guard), and one for the absence of the metric.\n\n" +
      "These are the objects, queries and messages that a catalog's SLO of the same values has.",
    args: datadogSloAlertsArguments,
    inputs: ["page", "ticket"],
    outputs: {
      sloId: { type: "string", description: "id of the SLO" },
      pageId: { type: "string", description: "id of the monitor that pages" },
      ticketId: {
        type: "string",
        description: "id of the monitor that files a ticket; undefined where the policy has no tier for it at this target and window",
      },
      absenceId: { type: "string", description: "id of the monitor on the absence of the metric" },
    },
    sometimes: ["ticketId"],
    async construct(name, args, options) {
      const { urn, sloId, pageId, ticketId, absenceId } = new DatadogSloAlerts(name, args, options);
      return { urn, state: { sloId, pageId, ticketId, absenceId } };
    },
  },
  "slostack:grafana:SloAlerts": {
    description:
      "An SLO on a Prometheus that Grafana asks: recording rules, a rule that pages where the error budget burns fast, one that files a ticket where it " +
      "burns slowly, and one for the absence of the metric.",
    args: grafanaSloAlertsArguments,
    inputs: ["datasource", "folder", "page", "ticket"],
    outputs: {
      alertsId: { type: "string", description: "id of the group of alert rules" },
      recordingsId: { type: "string", description: "id of the group of recording rules, which the alerts read" },
    },
    async construct(name, args, options) {
      const { urn, alertsId, recordingsId } = new GrafanaSloAlerts(name, args, options);
      return { urn, state: { alertsId, recordingsId } };
    },
  },
  "slostack:pagerduty:OnCallService": {
    description:
      "An on-call service at PagerDuty: schedules, an escalation policy, the service that calls it at high urgency, and an integration key for each " +
      "sender. People and the team are found, and left as they are.",
    args: onCallServiceArguments,
    outputs: {
      keys: {
        type: "object",
        additionalProperties: { type: "string" },
        secret: true,
        description: "integration key of each sender; secret",
      },
      serviceId: { type: "string", description: "id of the service" },
      url: { type: "string", description: "where a person sees the service, and who is on call" },
      escalationPolicyId: { type: "string", description: "id of the escalation policy" },
    },
    async construct(name, args, options) {
      const { urn, keys, serviceId, url, escalationPolicyId } = new OnCallService(name, args, options);
      return { urn, state: { keys, serviceId, url, escalationPolicyId } };
    },
  },
};
