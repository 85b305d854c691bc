import { join } from "node:path";
import { load } from "js-yaml";
import { z } from "zod";
import type { AlertmanagerConfig, Receiver } from "../../artifacts/alertmanager/config-file.ts";
import { alertmanager } from "../../artifacts/alertmanager/target.ts";
import { isSelfEvaluated } from "../../artifacts/prometheus/self-evaluated.ts";
import { prometheus } from "../../artifacts/prometheus/target.ts";
import { alertGroups, groupedSignalsOf } from "../../model/groups.ts";
import type { Resolved } from "../../model/resolved.ts";
import type { Alert, Route } from "../../monitors/alert.ts";
import { alertsOf } from "../../monitors/alerts.ts";
import { receiversBy, unpacked } from "./amtool.ts";
import { groupLabels } from "./application.ts";

/** Where amtool routes an alert by the rendered configuration, and where the catalog sends it. */
export interface RouteVerdict {
  readonly alert: string;
  /** recipients by amtool: key files of pagers and gateways, channels, addresses */
  readonly reaches: readonly string[];
  /** recipients by the catalog */
  readonly meant: readonly string[];
  /** labels of groups that become one notification, so that the end of one hides another; absent: none */
  readonly merged?: readonly string[];
}

/** What amtool says of the route of each alert that a Prometheus evaluates itself, in the order of the catalog. */
export async function routesOf(resolved: Resolved, only: (alert: Alert) => boolean = () => true): Promise<RouteVerdict[]> {
  const alerts = alertsOf(resolved);
  const own = alerts.filter((alert) => isSelfEvaluated(alert) && only(alert));
  const files = own.length === 0 ? [] : alertmanager.files(resolved, alerts);
  const [first] = files;
  if (!first) return [];
  const config = load(first.text) as AlertmanagerConfig;
  const sent = labelsSent(resolved);
  const here = unpacked(files);
  try {
    const receiversOf = receiversBy(join(here.folder, first.path));
    const verdicts: RouteVerdict[] = [];
    for (const alert of own) {
      const labels = { ...(sent.get(alert.name) ?? { alertname: alert.name }), ...groupOf(alert) };
      const names = await receiversOf(labels);
      const receivers = config.receivers.filter(({ name }) => names.includes(name));
      const secrets = resolved.organization.alertmanager?.secrets ?? "";
      const merged = alertGroups(alert.when)?.by.filter((label) => !groupedBy(config, labels).includes(label)) ?? [];
      verdicts.push({
        alert: alert.name,
        reaches: receivers.flatMap(recipientsOf).sort(),
        meant: meant(alert.route, secrets),
        ...(merged.length > 0 && { merged }),
      });
    }
    return verdicts;
  } finally {
    here.remove();
  }
}

/** What is wrong with a route, as one sentence; absent if it reaches the intended recipients. */
export function faultOf({ reaches, meant, merged = [] }: RouteVerdict): string | undefined {
  if (merged.length > 0) return `Alertmanager notifies of all groups at once: its route does not group by ${merged.join(", ")}`;
  if (JSON.stringify(reaches) === JSON.stringify(meant)) return undefined;
  return `Alertmanager notifies ${reaches.join(", ") || "no one"}; the catalog means ${meant.join(", ") || "no one"}`;
}

/** One group of an alert that has groups. */
function groupOf({ when }: Alert): Record<string, string> {
  const [signal] = alertGroups(when) ? groupedSignalsOf(when) : [];
  return signal ? groupLabels(signal, 0) : {};
}

/** By which labels the alerts are grouped that take a route: the first whose matchers all hold, or that of everything. */
function groupedBy({ route }: AlertmanagerConfig, labels: Readonly<Record<string, string>>): readonly string[] {
  const held = (matcher: string) => Object.entries(labels).some(([label, value]) => matcher === `${label}=${JSON.stringify(value)}`);
  return route.routes.find(({ matchers }) => matchers.every(held))?.group_by ?? route.group_by ?? [];
}

const texts = z.record(z.string(), z.string());
const rulesFile = z.object({
  groups: z.array(z.object({ rules: z.array(z.object({ alert: z.string().optional(), labels: texts })) })),
});
const scrapeFile = z.object({ global: z.object({ external_labels: texts }) });

/** Labels of every alert as it leaves a Prometheus: those of its rule, and those of the environment. */
export function labelsSent(resolved: Resolved): Map<string, Record<string, string>> {
  const files = new Map(prometheus.files(resolved, alertsOf(resolved)).map(({ path, text }) => [path, text]));
  const sent = new Map<string, Record<string, string>>();
  for (const [path, text] of files) {
    const [, folder] = /^(.*)\/rules\/[^/]+$/.exec(path) ?? [];
    if (folder === undefined) continue;
    const { global } = scrapeFile.parse(load(files.get(`${folder}/prometheus.yml`) ?? ""));
    for (const { rules } of rulesFile.parse(load(text)).groups)
      for (const { alert, labels } of rules)
        if (alert !== undefined) sent.set(alert, { ...global.external_labels, ...labels, alertname: alert });
  }
  return sent;
}

/** All recipients of a receiver. */
export function recipientsOf(receiver: Receiver): string[] {
  const { pagerduty_configs, opsgenie_configs, slack_configs, msteamsv2_configs, email_configs, webhook_configs } = receiver;
  return [
    ...(pagerduty_configs ?? []).map(({ routing_key_file }) => routing_key_file),
    ...(opsgenie_configs ?? []).map(({ api_key_file }) => api_key_file),
    ...(slack_configs ?? []).map(({ channel }) => channel),
    ...(msteamsv2_configs ?? []).map(({ webhook_url_file }) => webhook_url_file),
    ...(email_configs ?? []).map(({ to }) => to),
    ...(webhook_configs ?? []).map(({ url_file }) => url_file),
  ].sort();
}

/** All recipients that a route should have, derived without the renderer's code. */
function meant(route: Route, secrets: string): string[] {
  const { slack, teams, email, webhook } = route.channel;
  const page = route.kind === "page" ? [`${secrets}/${route.onCall.pager}-${route.onCall.formerly[0] ?? route.onCall.id}`] : [];
  return [
    ...page,
    ...[slack, email].filter((place) => place !== undefined),
    ...(teams === undefined ? [] : [`${secrets}/teams-${teams}`]),
    ...(webhook === undefined ? [] : [`${secrets}/webhook-${webhook}`]),
  ].sort();
}
