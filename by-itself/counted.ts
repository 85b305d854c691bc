import { logicalName } from "../model/ids.ts";
import { webAddress } from "../model/schema/text.ts";
import type { Alert } from "../monitors/alert.ts";
import type { Filter } from "./arguments.ts";
import type { CountedAlert, CountedArgs, IssueAlert } from "./counted-arguments.ts";
import { filterEntry, filterLabels } from "./filter.ts";
import { organizationOf, policyOf, recipient } from "./organization.ts";
import type { Fault, SmallCatalog } from "./small-catalog.ts";

/** Ids of the entries that every such catalog has. */
export const ids = { source: "events", metric: "counted", policy: "policy" } as const;

/** Where the events are, in the words of one vendor. */
export interface SourceOfEvents {
  /** the entry of the source, without who owns it */
  readonly source: Readonly<Record<string, unknown>> & { readonly kind: string };
  /** how the data say the environment, by the key of `is` */
  readonly is: Readonly<Record<string, unknown>>;
  /** name of the counter at the vendor */
  readonly counter: string;
  /** whom the vendor notifies by itself; default: an address that stands for the recipients of the program */
  readonly channel?: object;
  /** name of the on-call service; default: one that stands for the recipients */
  readonly onCall?: string;
  /** the argument of each key of the source, and of the channel */
  readonly written: Readonly<Record<string, string>>;
}

type Placed = CountedArgs & { readonly environment: string; readonly alerts: Readonly<Record<string, CountedAlert | IssueAlert>> };

/**
 * Alerts on counted events as a catalog: one metric, and for each alert a signal that selects its events.
 *
 * @param name of the component: id of the system, so that no two share a name at a vendor
 */
export function catalogOfCounted(name: string, args: Placed, kept: SourceOfEvents): SmallCatalog {
  const { alerts, environment, owner, service } = args;
  const around = organizationOf({
    environment,
    is: kept.is,
    owner,
    runbooks: "https://runbooks.example.com",
    sources: { [ids.source]: { ...kept.source, owner, severity: "warning", runbook: ids.source } },
    policies: { [ids.policy]: policyOf({}) },
  });
  const organization = {
    ...around,
    ...(kept.channel && { channels: { [recipient]: kept.channel } }),
    ...(kept.onCall !== undefined && { "on-call": { [recipient]: { name: kept.onCall, escalation: recipient } } }),
  };
  const each = Object.entries(alerts);
  const wheres = each.map(([, { where }]) => where);
  const counter = { counter: kept.counter, labels: filterLabels(...wheres) };
  const system = {
    system: name,
    name: owner,
    owner,
    "on-call": recipient,
    source: ids.source,
    policy: ids.policy,
    services: {
      [service]: {
        name: service,
        metrics: { [ids.metric]: counter },
        signals: Object.fromEntries(each.map(([id, { where }]) => [id, { count: countEntry(where) }])),
        alerts: Object.fromEntries(each.map(([id, alert]) => [id, alertEntry(id, alert)])),
      },
    },
  };
  return {
    catalog: { organization, systems: [system] },
    environment,
    runbooks: Object.fromEntries(each.map(([id, { runbook }]) => [id, runbook])),
    written: writtenAt(name, args, kept),
  };
}

const countEntry = (where: Filter | undefined) => ({ of: ids.metric, ...(where && { where: filterEntry(where) }) });

/** What is counted is not there while all is well; only of fewer than a number is that the trouble itself. */
function alertEntry(id: string, alert: CountedAlert | IssueAlert) {
  const { severity = "warning", title } = alert;
  const common = { ...(title !== undefined && { title }), signal: id, for: "0s", severity, runbook: id };
  const quiet = { missing: "quiet", why: "no events are no trouble" };
  if ("issue" in alert) return { ...common, when: { occurs: true }, ...quiet };
  if ("above" in alert) return { ...common, when: { count: { above: alert.above, over: alert.over } }, ...quiet };
  return { ...common, when: { count: { below: alert.below, over: alert.over } }, missing: "fire" };
}

/** Which argument each path of the catalog was made of. */
function writtenAt(name: string, { alerts, environment, owner, service }: Placed, { written }: SourceOfEvents): SmallCatalog["written"] {
  const at = `${name}/${service}`;
  const sources = [`organization/sources/${ids.source}`, `sources/${ids.source}`];
  return Object.fromEntries([
    [`${name}/system`, "name"],
    [name, ""],
    [at, "service"],
    [`${name}/owner`, "owner"],
    [`${at}/metrics/${ids.metric}`, "alerts"],
    [`${at}/${ids.metric}`, "alerts"],
    [`organization/teams/${owner}`, "owner"],
    ["organization/escalations/recipients/team", "owner"],
    ...sources.map((source) => [`${source}/owner`, "owner"]),
    ["organization/account-owner", "environment"],
    [`organization/environments/${environment}`, "environment"],
    ...Object.entries(written).flatMap(([key, argument]) => [
      ...[...sources, `organization/channels/${recipient}`, `channels/${recipient}`].map((path) => [
        key === "" ? path : `${path}/${key}`,
        argument,
      ]),
    ]),
    ...Object.keys(alerts).flatMap((id) => [
      [`${at}/alerts/${id}`, `alerts.${id}`],
      [`${at}/signals/${id}`, `alerts.${id}`],
      [`${at}/signals/${id}/count`, `alerts.${id}`],
      [`${at}/${id}`, `alerts.${id}`],
      [`${at}/alerts/${id}/when/count`, `alerts.${id}`],
    ]),
  ]);
}

/** A page that an alert links is somewhere else than those of a catalog, so that no catalog says what is wrong with its address. */
export function runbookFaults(alerts: Placed["alerts"]): Fault[] {
  return Object.entries(alerts).flatMap(([id, { runbook }]) => {
    const what = `${JSON.stringify(runbook)} is no address; write one such as https://runbooks.example.com/${id}`;
    return webAddress.safeParse(runbook).success ? [] : [{ argument: `alerts.${id}.runbook`, what }];
  });
}

/** Names at the engine: `checkout--payments-fail`, where the plan says `checkout--shop--payments-fail`; what is alone is called as the component. */
export function namedAfter(name: string, service: string, alone?: string): (logical: string) => string {
  const own = `${logicalName(name, service)}--`;
  return (logical) => {
    if (logical === alone) return name;
    return logicalName(name, logical.startsWith(own) ? logical.slice(own.length) : logical);
  };
}

/** Of the alerts of such a catalog those that the program wrote, not those on the source itself. */
export const isWritten = ({ service }: Pick<Alert, "service">): boolean => service !== undefined;
