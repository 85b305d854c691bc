import type { Input } from "@pulumi/pulumi";
import type { Metric } from "../../model/resolved.ts";
import { entryIn } from "../../monitors/entry.ts";
import type { Watchdog } from "../../monitors/watchdogs.ts";
import { teamsSetting } from "../names.ts";
import { onCallAddress, onCallLinks } from "../on-call-link.ts";
import { empty, type Group, type Plan, type Spec, type Stack } from "../plan.ts";
import { entriesOf, standsFor } from "../provenance.ts";
import type { Monitoring } from "../vendor.ts";
import { compositionOf } from "./composition.ts";
import { dashboardJson } from "./dashboard.ts";
import { distributionArgs, pagedBy, pagerArgs, slackChannelArgs, slackChannels, workflowArgs, workflowsOf } from "./integration.ts";
import type { Datadog } from "./kinds.ts";
import { logReading } from "./logs/plan.ts";
import { messageOf } from "./message.ts";
import { alertMonitorArgs, memberMonitorArgs } from "./monitor.ts";
import { handlesOf } from "./names.ts";
import { syntheticsTestArgs } from "./probe.ts";
import { compositeQuestion, questionOf } from "./question.ts";
import {
  type DatadogAlert,
  type DatadogDashboard,
  type DatadogMonitoring,
  forDatadog,
  hasWork,
  type ProbeAlert,
  type Selection,
} from "./select.ts";
import { distributionKey, distributionsNow, sent, slackAccountOf } from "./settings.ts";
import { placeOf, type SloSpec, sloArgs, sloName, sloSpecs } from "./slo.ts";
import { heartbeatMonitorArgs, heartbeatWebhookArgs } from "./watchdog.ts";

type Planned = Spec<Datadog>;

const monitoringName = "datadog";

/** Everything of one environment at Datadog: what is measured, evaluated and shown, and who is notified. */
export function planOf(monitoring: Monitoring, stack: Stack): Plan<Datadog> {
  const selected = forDatadog(monitoring);
  if (!hasWork(selected)) return empty;
  const slackAccount = slackAccountOf(selected, stack);
  const { distributions, waiting, notices } = distributionsNow(selected, stack);
  const recipients = recipientsOf(selected, slackAccount);
  const { environment } = selected.resolved;
  const all: Selection = {
    ...selected,
    slackAccount,
    handles: (route) => handlesOf(route, environment, slackAccount).join(" "),
    recipients: recipients.map(({ kind, name }) => ({ kind, name })),
  };
  const { alerts, dashboards, logging } = all;
  const slos = all.slos.flatMap(sloSpecs);
  const members = membersOf(all);
  const group: Group<Datadog> = {
    type: "slostack:datadog:Monitoring",
    name: monitoringName,
    objects: [
      ...recipients,
      ...distributions.map((metric) => percentiles(metric, all)),
      ...slos.map((spec) => measuring(spec, all)),
      ...members,
      ...alerts.map((alert) => evaluating(alert, all)),
      ...all.probes.map((probe) => probing(probe, all)),
      ...all.watchdogs.flatMap(heartbeat),
      ...dashboards.map((spec) => showing(spec, all, slos)),
    ],
    outputs: (refs) => ({
      dashboards: Object.fromEntries(dashboards.map(({ name }) => [name, refs.ref("dashboard", name, "url")])),
      counts: { alerts: alerts.length, members: members.length, slos: slos.length },
    }),
  };
  return {
    groups: [group, ...(logging.length > 0 ? [logReading(all, monitoringName)] : [])],
    withheld: waiting.map((metric) => ({ object: percentiles(metric, all), key: distributionKey, until: sent })),
    notices,
  };
}

/**
 * What evaluates the SLOs and alerts, and nothing else: what a program takes by itself.
 *
 * @param handles whom the messages of a route notify, as they write it: `@pagerduty-checkout @slack-acme-checkout`
 */
export function evaluatingPlan(monitoring: Monitoring, handles: Selection["handles"]): Plan<Datadog> {
  const all: Selection = { ...forDatadog(monitoring), slackAccount: undefined, handles, recipients: [] };
  const objects = [
    ...all.slos.flatMap(sloSpecs).map((spec) => measuring(spec, all)),
    ...membersOf(all),
    ...all.alerts.map((alert) => evaluating(alert, all)),
  ];
  return { groups: [{ type: "slostack:datadog:Monitoring", name: monitoringName, objects, outputs: () => ({}) }] };
}

/** Whom messages call. Slack channels are one list for the account; services of a pager carry the environment. */
function recipientsOf(selected: DatadogMonitoring, slackAccount: string | undefined): Planned[] {
  const { environment, organization } = selected.resolved;
  const channels = environment.ownsAccount && slackAccount !== undefined ? slackChannels(organization) : [];
  return [
    ...pagedBy(selected).map(
      (onCall): Planned => ({
        kind: "pagerdutyService",
        ...standsFor("on-call", onCall),
        protect: true,
        args: (refs) => pagerArgs(onCall, environment, refs.key(onCall)),
      }),
    ),
    ...channels.map(
      ({ slack, ...channel }): Planned => ({
        kind: "slackChannel",
        ...standsFor("channels", channel),
        args: () => slackChannelArgs(slack, slackAccount ?? ""),
      }),
    ),
    ...workflowsOf(selected).map(
      ({ workflow, channels }): Planned => ({
        kind: "webhook",
        name: teamsSetting(workflow),
        formerly: [],
        from: channels.map((id) => `channels/${id}`),
        args: (refs) => workflowArgs(workflow, environment, refs.secret(`slostack:${teamsSetting(workflow)}`)),
      }),
    ),
  ];
}

function percentiles(metric: Metric, { resolved: { systems } }: Selection): Planned {
  const services = systems.flatMap((system) => system.services);
  const from = services.flatMap(({ path, metrics }) =>
    metrics.filter(({ name }) => name === metric.name).map(({ id }) => `${path}/metrics/${id}`),
  );
  return { kind: "metricTags", name: metric.name, formerly: [], from, args: () => distributionArgs(metric) };
}

function measuring(spec: SloSpec, { resolved: { environment } }: Selection): Planned {
  const { name, formerNames: formerly, slo } = spec;
  return { kind: "slo", name, formerly, from: [entryIn("slos", slo.path)], protect: true, args: () => sloArgs(spec, environment) };
}

/** Page and ticket of an SLO read the same members: each is made once. */
function membersOf({ alerts, slos }: Selection): Planned[] {
  const read = alerts.flatMap((alert) => {
    const composition = compositionOf(alert);
    return composition.kind === "composite" ? composition.members.map((member) => ({ member, alert })) : [];
  });
  return [...Map.groupBy(read, ({ member }) => member.name).values()].flatMap(([first, ...others]) => {
    if (!first) return [];
    const { alert, member } = first;
    const from = [...new Set([alert, ...others.map((other) => other.alert)].flatMap(entriesOf))];
    const args: Planned["args"] = (refs) => memberMonitorArgs(member, alert, questionOf(member.ask, slos, refs));
    return { kind: "monitor", name: member.name, formerly: member.formerNames, from, protect: true, args } satisfies Planned;
  });
}

function evaluating(alert: DatadogAlert, { handles, recipients, slos }: Selection): Planned {
  const { name, formerNames: formerly } = alert;
  const composition = compositionOf(alert);
  return {
    kind: "monitor",
    name,
    formerly,
    from: entriesOf(alert),
    protect: true,
    after: recipients,
    args: (refs) => {
      const question =
        composition.kind === "single" ? questionOf(composition.ask, slos, refs) : compositeQuestion(composition.expression, refs);
      const message = refs.text({ called: handles(alert.route) }, ({ called }) => messageOf(alert, composition, called));
      return alertMonitorArgs(alert, composition, question, message);
    },
  };
}

function probing(probe: ProbeAlert, { recipients, slackAccount }: Selection): Planned {
  const { name, formerNames: formerly, when } = probe;
  return {
    kind: "test",
    name,
    formerly,
    from: [entryIn("signals", when.signal.path), ...entriesOf(probe)],
    protect: true,
    after: recipients,
    args: () => syntheticsTestArgs(probe, handlesOf(probe.route, probe.environment, slackAccount)),
  };
}

/** Heartbeats for the receiver that misses them. */
function heartbeat(watchdog: Watchdog): Planned[] {
  const { name } = watchdog;
  const base = { name, formerly: [], from: entriesOf(watchdog) };
  return [
    { ...base, kind: "webhook", args: (refs) => heartbeatWebhookArgs(watchdog, refs.sealed(refs.heartbeat(name))) },
    { ...base, kind: "monitor", protect: true, after: [{ kind: "webhook", name }], args: () => heartbeatMonitorArgs(watchdog) },
  ];
}

function showing(spec: DatadogDashboard, { slos }: Selection, known: readonly SloSpec[]): Planned {
  const { name, formerNames: formerly } = spec;
  return {
    kind: "dashboard",
    name,
    formerly,
    from: entriesOf(spec),
    args: (refs) => {
      const ids = known.map((slo) => [slo.name, refs.ref("slo", slo.name)] as const);
      const parts: Readonly<Record<string, Input<string> | undefined>> = {
        ...Object.fromEntries(ids),
        url: onCallAddress(spec, refs),
      };
      const dashboard = refs.text(parts, ({ url, ...found }) => {
        return dashboardJson(spec, (slo) => found[sloName(placeOf(slo, slos), "objective")] ?? "", onCallLinks(url));
      });
      return { dashboard };
    },
  };
}
