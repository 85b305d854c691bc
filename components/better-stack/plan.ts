import { logicalName } from "../../model/ids.ts";
import { entryIn } from "../../monitors/entry.ts";
import { callName, gatewaySetting } from "../names.ts";
import { empty, type Group, type Plan, type Refs, type Spec } from "../plan.ts";
import type { OutsideAlert, Probe, SilenceAlert } from "../probes.ts";
import { entriesOf, standsFor } from "../provenance.ts";
import type { Monitoring } from "../vendor.ts";
import type { BetterStack } from "./kinds.ts";
import { heartbeatArgs, monitorArgs } from "./monitor.ts";
import { callArgs, mailSeverityArgs, policyArgs, type Recipients, silentPolicyArgs, webhookArgs } from "./policy.ts";
import { type BetterStackMonitoring, externalHeartbeats, forBetterStack, hasWork, type Page } from "./select.ts";
import { componentArgs, sectionArgs, statusPageArgs } from "./status-page.ts";

type Planned = Spec<BetterStack>;

const silentPolicy = "silent";
const mailSeverity = "mail";
const webhookName = (gateway: string): string => logicalName("webhook", gateway);

/** All objects of one environment at Better Stack: monitors, policies, status pages. */
export function planOf(monitoring: Monitoring): Plan<BetterStack> {
  const selected = forBetterStack(monitoring);
  if (!hasWork(selected)) return empty;
  const { pages, silences } = selected;
  return {
    groups: [watching(selected), ...(pages.length > 0 ? [shown(selected)] : [])],
    outputs: (refs) => ({
      statusPages: Object.fromEntries(pages.map(({ system, page }) => [system.id, `https://${page.domain}`])),
      signsOfLife: Object.fromEntries(externalHeartbeats(selected).map(({ name }) => [name, refs.ref("heartbeat", name, "url")])),
    }),
    heartbeats: Object.fromEntries(silences.map(({ name }) => [name, { kind: "heartbeat", name, output: "url" }])),
  };
}

/** Monitors, heartbeats, and whom their policies notify. */
function watching(selected: BetterStackMonitoring): Group<BetterStack> {
  const { alerts, probes, silences } = selected;
  return {
    type: "slostack:better-stack:Monitoring",
    name: "monitoring",
    objects: [
      ...recipientsOf(selected),
      ...alerts.map(policyOf),
      ...silent(selected),
      ...probes.map((probe) => monitorOf(probe, selected)),
      ...silences.map(heartbeatOf),
    ],
    outputs: () => ({ monitors: probes.map(({ name }) => name), heartbeats: silences.map(({ name }) => name) }),
  };
}

/** What policies call, each once. */
function recipientsOf({ alerts, calls, environment, gateways }: BetterStackMonitoring): Planned[] {
  const channels = [...new Map(alerts.map(({ route: { channel } }) => [channel.id, channel])).values()];
  const integrations = calls.map(
    (onCall): Planned => ({
      kind: "pagerdutyIntegration",
      ...standsFor("on-call", onCall, (id) => callName({ id })),
      protect: true,
      args: (refs) => callArgs(onCall, environment, refs.key(onCall)),
    }),
  );
  const webhooks = gateways.map(
    (gateway): Planned => ({
      kind: "webhook",
      name: webhookName(gateway),
      formerly: [],
      from: channels.filter(({ webhook }) => webhook === gateway).map(({ id }) => `channels/${id}`),
      args: (refs) => webhookArgs(gateway, environment, refs.secret(`slostack:${gatewaySetting(gateway)}`)),
    }),
  );
  const mailed = channels.filter(({ email }) => email !== undefined).map(({ id }) => `channels/${id}`);
  const mail: Planned = { kind: "severity", name: mailSeverity, formerly: [], from: mailed, args: () => mailSeverityArgs(environment) };
  return [...integrations, ...webhooks, ...(mailed.length > 0 ? [mail] : [])];
}

const isPage = ({ route }: OutsideAlert): boolean => route.kind === "page";

function policyOf(alert: OutsideAlert): Planned {
  const { name, formerNames: formerly } = alert;
  return {
    kind: "policy",
    name,
    formerly,
    from: entriesOf(alert),
    protect: isPage(alert),
    args: (refs) => policyArgs(alert, recipients(refs)),
  };
}

function recipients(refs: Refs<BetterStack>): Recipients {
  return {
    call: (onCall) => refs.number(refs.ref("pagerdutyIntegration", callName(onCall))),
    slack: (channel) => refs.lookUp("slackIntegration", { channel }),
    member: (email) => refs.lookUp("member", { email }),
    gateway: (name) => refs.number(refs.ref("webhook", webhookName(name))),
    mail: () => refs.number(refs.ref("severity", mailSeverity)),
  };
}

/** One policy for all failures that only a status page shows. */
function silent({ environment, probes }: BetterStackMonitoring): Planned[] {
  const from = probes.filter(({ failures }) => failures.length === 0).map(({ signal }) => entryIn("signals", signal.path));
  if (from.length === 0) return [];
  return [{ kind: "policy", name: silentPolicy, formerly: [], from, args: () => silentPolicyArgs(environment) }];
}

function monitorOf(probe: Probe, { environment }: BetterStackMonitoring): Planned {
  const { name, formerNames: formerly, signal, failures, certificates } = probe;
  const alerts = [...failures, ...certificates];
  return {
    kind: "monitor",
    name,
    formerly,
    from: [entryIn("signals", signal.path), ...alerts.flatMap(entriesOf)],
    protect: alerts.some(isPage),
    args: (refs) => {
      const [failure] = failures;
      const [certificate] = certificates;
      return monitorArgs(probe, environment, {
        failure: refs.ref("policy", failure?.name ?? silentPolicy),
        certificate: certificate && refs.number(refs.ref("policy", certificate.name)),
      });
    },
  };
}

function heartbeatOf(alert: SilenceAlert): Planned {
  const { name, formerNames: formerly } = alert;
  const args: Planned["args"] = (refs) => heartbeatArgs(alert, refs.ref("policy", name));
  return { kind: "heartbeat", name, formerly, from: entriesOf(alert), protect: isPage(alert), args };
}

/** What customers see: a status page a system, with its components in the written order. */
function shown({ pages, probes }: BetterStackMonitoring): Group<BetterStack> {
  const monitors = new Map(probes.map(({ signal, name }) => [signal.path, name]));
  return {
    type: "slostack:better-stack:Customers",
    name: "customers",
    objects: pages.flatMap((page) => pageOf(page, monitors)),
    outputs: () => ({ pages: pages.map(({ page }) => `https://${page.domain}`) }),
  };
}

/** @param monitors names by path of the probe */
function pageOf({ name, formerNames: formerly, system, page, components }: Page, monitors: ReadonlyMap<string, string>): Planned[] {
  const path = `${system.id}/status-page`;
  const base = { name, formerly, from: [path] };
  return [
    // Customers know its address.
    { ...base, kind: "statusPage", protect: true, args: () => statusPageArgs(page) },
    { ...base, kind: "section", args: (refs) => sectionArgs(refs.ref("statusPage", name)) },
    ...components.map(
      ({ component, ...row }, position): Planned => ({
        kind: "component",
        name: row.name,
        formerly: row.formerNames,
        from: [`${path}/components/${component.id}`],
        args: (refs) => {
          const monitor = component.signal && monitors.get(component.signal.path);
          const at = { page: refs.ref("statusPage", name), section: refs.number(refs.ref("section", name)) };
          return componentArgs(component, position, at, monitor === undefined ? undefined : refs.number(refs.ref("monitor", monitor)));
        },
      }),
    ),
  ];
}
